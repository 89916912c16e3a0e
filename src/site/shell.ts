import { type Html, type HtmlValue, html, raw } from '../platform/html/index.ts';
import { dir, LANGS, type Lang, languageTag, OWN_NAMES } from '../platform/i18n/index.ts';
import { siteCssUrl } from './css.ts';
import { say } from './words.ts';

export type SitePage = {
  lang: Lang;
  /** Address of this page without its language, query included: "/report". */
  path: string;
  title: string;
  body: HtmlValue;
  network?: { name: string; hotline?: string };
  /** "Leave this page quickly"; only a page made for the printer goes without. */
  quick?: boolean;
  /** A form's width instead of a reader's. */
  narrow?: boolean;
  /** One sentence on what was just done, read out first: "We have your report." */
  status?: HtmlValue;
};

/** What one finds behind "Leave this page quickly": as ordinary as a page can be. */
const ELSEWHERE = 'https://www.google.com/search?q=weather';

/** A page's address in one language; the language stands in the address and nowhere else. */
export const localPath = (lang: Lang, path: string): string => `/${lang}${path}`;

/** A whole document for residents: works without scripts, prints, reads both ways. */
export function sitePage(page: SitePage): Html {
  const { lang, network = { name: 'Porchlight' } } = page;
  return html`${raw('<!doctype html>')}
<html lang="${languageTag(lang)}" dir="${dir(lang)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${page.title} · ${network.name}</title>
<link rel="stylesheet" href="${siteCssUrl}">
</head>
<body>
<a class="skip" href="#page">${say(lang, 'skip')}</a>
${page.quick !== false && leave(lang)}
<header>
<a class="network" href="${localPath(lang, '/')}">${network.name}</a>
${languageSwitch(lang, page.path)}
</header>
<main id="page" tabindex="-1"${page.narrow && html` class="narrow"`}>
${page.status && html`<p class="status" role="status">${page.status}</p>`}
${page.body}
</main>
${footer(lang, network.hotline)}
</body>
</html>
`;
}

/** "Or call …": the hotline's number, ready to be dialled. */
export const callLink = (lang: Lang, hotline: string): Html =>
  html`<a href="tel:${hotline.replace(/[^+\d]/g, '')}">${say(lang, 'callUs', { number: spelt(hotline) })}</a>`;

/** A number as it is read in New York: "+1 (212) 555-0100". */
export const spelt = (number: string): string =>
  number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '+1 ($1) $2-$3');

const leave = (lang: Lang) =>
  html`<nav class="leave" aria-label="${say(lang, 'leave')}">
<a href="${ELSEWHERE}" rel="noreferrer" target="_self">${say(lang, 'leave')}</a>
</nav>`;

const languageSwitch = (
  lang: Lang,
  path: string,
) => html`<nav class="languages" aria-label="${say(lang, 'language')}">
${LANGS.map((other) => {
  const current = other === lang && html` aria-current="true"`;
  const tag = languageTag(other);
  return html`<a href="${localPath(other, path)}" lang="${tag}" hreflang="${tag}"${current}>${OWN_NAMES[other]}</a> `;
})}
</nav>`;

const footer = (lang: Lang, hotline: string | undefined) => html`<footer>
<nav aria-label="${say(lang, 'about')}">
<a href="${localPath(lang, '/rights')}">${say(lang, 'rights')}</a>
<a href="${localPath(lang, '/conduct')}">${say(lang, 'conduct')}</a>
<a href="${localPath(lang, '/kept')}">${say(lang, 'kept')}</a>
<a href="${localPath(lang, '/meetings')}">${say(lang, 'meetings')}</a>
</nav>
${hotline && html`<p>${callLink(lang, hotline)}</p>`}
</footer>`;
