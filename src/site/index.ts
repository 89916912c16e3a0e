import { type Html, html } from '../platform/html/index.ts';
import type { Call } from '../platform/http/call.ts';
import { get, type Page } from '../platform/http/pages.ts';
import type { Lang } from '../platform/i18n/index.ts';
import type { Problem } from '../platform/problem.ts';
import { homeBody, homeTitle } from './home.ts';
import { localPath, sitePage } from './shell.ts';
import { say } from './words.ts';

export { siteCss } from './css.ts';
export * from './forms.ts';
export { qrPicture } from './qr.ts';
export { callLink, localPath, sitePage, spelt } from './shell.ts';

/** How the pages name the network: its name and the number to call. */
export const networkOf = ({ network }: Call) => ({
  name: network.name,
  hotline: network.hotline ?? undefined,
});

/** `hours` says when somebody answers; the composition root knows who knows it. */
export const sitePages = (hours: (call: Call, lang: Lang) => Promise<Html | null>): Page[] => [
  get('/', async ({ call, lang }) =>
    sitePage({
      lang,
      path: '/',
      title: homeTitle(lang),
      body: homeBody(lang, call.network.hotline ?? undefined, await hours(call, lang)),
      network: networkOf(call),
    }),
  ),
  get('/notices', async ({ call, lang }) =>
    sitePage({
      lang,
      path: '/notices',
      title: say(lang, 'noticesTitle'),
      network: networkOf(call),
      // Notices are a room of their own; until it is built and counsel has signed, nothing is published.
      body: html`<h1>${say(lang, 'noticesTitle')}</h1>
<p class="lead">${say(lang, 'noticesNone')}</p>
<p>${say(lang, 'noticesHow')}</p>
<p><a class="button" href="${localPath(lang, '/report?when=now')}">${say(lang, 'noticesNow')}</a></p>`,
    }),
  ),
];

/** A problem as residents meet it: what happened, what was kept, what to do. */
export const problemPage = (problem: Problem, lang: Lang): Html =>
  sitePage({
    lang,
    path: '/',
    title: say(lang, 'problemTitle'),
    narrow: true,
    body: html`<h1>${say(lang, 'problemTitle')}</h1>
<p>${say(lang, problemWords(problem.status))}</p>
<p><a class="button" href="/${lang}">${say(lang, 'problemHome')}</a></p>
<p class="hint" lang="en">${problem.status} · ${problem.detail}</p>`,
  });

const problemWords = (status: number) =>
  status === 404 ? 'problemMissing' : status >= 500 ? 'problemOurs' : 'problemYours';
