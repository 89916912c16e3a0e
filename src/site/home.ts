import { type Html, html } from '../platform/html/index.ts';
import type { Lang } from '../platform/i18n/index.ts';
import { callLink, localPath } from './shell.ts';
import { say } from './words.ts';

/** The five doors of the first page, the most urgent first. */
const DOORS = [
  { key: 'now', path: '/report?when=now' },
  { key: 'before', path: '/report?when=before' },
  { key: 'detained', path: '/report?about=detained' },
  { key: 'rights', path: '/rights' },
  { key: 'checked', path: '/notices' },
] as const;

export const homeTitle = (lang: Lang): string => say(lang, 'homeTitle');

/** What `/` shows inside the shell; the number and the hours where the network has them. */
export const homeBody = (
  lang: Lang,
  hotline?: string,
  hours?: Html | null,
): Html => html`<h1>${homeTitle(lang)}</h1>
<p class="lead">${say(lang, 'homeIntro')}</p>
<p>${hotline && html`${callLink(lang, hotline)} · `}<a href="${localPath(lang, '/call')}">${say(lang, 'callWeb')}</a></p>
${hours}
<ul class="doors">
${DOORS.map(
  ({ key, path }) => html`<li class="${key}"><a href="${localPath(lang, path)}">
<strong>${say(lang, key)}</strong>
<span>${say(lang, `${key}Hint`)}</span>
</a></li>
`,
)}
</ul>
<section id="join">
<h2>${say(lang, 'joinTitle')}</h2>
<p>${say(lang, 'joinText')}</p>
<p><a href="${localPath(lang, '/join')}">${say(lang, 'join')}</a> · <a href="${localPath(lang, '/trainings')}">${say(lang, 'trainings')}</a></p>
</section>
<section id="kept">
<h2>${say(lang, 'keptTitle')}</h2>
<p>${say(lang, 'keptText')} <a href="${localPath(lang, '/kept')}">${say(lang, 'keptHow')}</a></p>
</section>`;
