import { html } from '../../platform/html/index.ts';
import { get, type Page, type Visit } from '../../platform/http/pages.ts';
import { leftDays } from '../../platform/keeping.ts';
import { networkOf, sitePage } from '../../site/index.ts';
import { keptDays } from './commands/kept.ts';
import { say } from './messages.ts';

/** What residents leave with us, and from when its days are counted. */
const theirs = [
  ['report', 'fromSettled'],
  ['intake', 'fromSettled'],
  ['media', 'fromSettled'],
  ['place', 'fromSettled'],
  ['message', 'fromSent'],
  ['complaint', 'fromSettled'],
  ['application', 'fromHeard'],
] as const;

async function kept({ call, lang }: Visit) {
  const days = await call.tx(keptDays);
  return sitePage({
    lang,
    path: '/kept',
    title: say(lang, 'title'),
    network: networkOf(call),
    body: html`<h1>${say(lang, 'title')}</h1>
<p class="lead">${say(lang, 'intro')}</p>
<ul>
${theirs.map(
  ([
    kind,
    from,
  ]) => html`<li>${say(lang, kind)}: <strong>${say(lang, from, { days: days[kind] })}</strong></li>
`,
)}
</ul>
<p>${say(lang, 'left', { days: leftDays })}</p>
<section>
<h2>${say(lang, 'lawTitle')}</h2>
<p>${say(lang, 'law')}</p>
</section>`,
  });
}

export const pages: Page[] = [get('/kept', kept)];
