import { html } from '../../platform/html/index.ts';
import { get, type Page, type Visit } from '../../platform/http/pages.ts';
import { backLink, localPath, networkOf, sitePage, spelt } from '../../site/index.ts';
import { say } from './messages.ts';
import { texts } from './texts.ts';

function rights({ call, lang }: Visit) {
  const { title, intro, sections, disclaimer } = texts[lang];
  return sitePage({
    lang,
    path: '/rights',
    title,
    network: networkOf(call),
    body: html`<h1>${title}</h1>
<p class="lead">${intro}</p>
<p><a class="button" href="${localPath(lang, '/rights/card')}">${say(lang, 'card')}</a></p>
<nav aria-label="${say(lang, 'onThisPage')}"><ul>
${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}
</ul></nav>
${sections.map(
  ({ id, title, points }) => html`<section id="${id}">
<h2>${title}</h2>
<ul>${points.map((point) => html`<li>${point}</li>`)}</ul>
</section>
`,
)}
<p class="hint">${disclaimer}</p>`,
  });
}

/** A page for the printer: the same card twice, to cut out. */
function card({ call, lang }: Visit) {
  const { card, disclaimer } = texts[lang];
  const one = html`<section class="card">
<h2>${card.title}</h2>
<ul>${card.lines.map((line) => html`<li>${line}</li>`)}</ul>
${call.network.hotline && html`<p>${call.network.name} · ${spelt(call.network.hotline)}</p>`}
</section>
`;
  return sitePage({
    lang,
    path: '/rights/card',
    title: card.title,
    network: networkOf(call),
    body: html`${backLink(lang, localPath(lang, '/rights'))}
<h1>${card.title}</h1>
<p class="hint">${say(lang, 'cardHint')}</p>
${one}${one}
<p class="hint">${disclaimer}</p>`,
  });
}

export const pages: Page[] = [
  get('/rights', async (visit) => rights(visit)),
  get('/rights/card', async (visit) => card(visit)),
];
