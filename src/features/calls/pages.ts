import { html } from '../../platform/html/index.ts';
import { get, type Page, type Visit } from '../../platform/http/pages.ts';
import { callLink, localPath, networkOf, sitePage } from '../../site/index.ts';
import { hoursLine } from '../shifts/index.ts';
import { say } from './messages.ts';

const choices = ['now', 'before', 'detained'] as const;

/** Before a call from the browser: how it goes, and what to do where it cannot be had. */
async function call({ call, lang }: Visit) {
  const { hotline } = call.network;
  return sitePage({
    lang,
    path: '/call',
    title: say(lang, 'webTitle'),
    network: networkOf(call),
    narrow: true,
    body: html`<h1>${say(lang, 'webTitle')}</h1>
<p class="lead">${say(lang, 'webIntro')} ${hotline && callLink(lang, hotline)}</p>
${await hoursLine(call, lang)}
<ul class="doors">
${choices.map(
  (about) => html`<li class="${about}"><a href="/call/line/?lang=${lang}&amp;about=${about}">
<strong>${say(lang, `web-${about}`)}</strong>
</a></li>
`,
)}
</ul>
<p>${say(lang, 'webPrivate')}</p>
<p>${say(lang, 'webOtherwise')} <a href="${localPath(lang, '/report')}">${say(lang, 'webWrite')}</a></p>`,
  });
}

export const pages: Page[] = [get('/call', call)];
