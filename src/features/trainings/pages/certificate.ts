import { type Html, html } from '../../../platform/html/index.ts';
import type { Visit } from '../../../platform/http/pages.ts';
import { languageTag } from '../../../platform/i18n/index.ts';
import { localPath, networkOf, sitePage, textarea } from '../../../site/index.ts';
import { cardSigner, checking } from '../commands/cards.ts';
import { say } from '../messages.ts';
import { checkCard, type Verdict } from '../rules.ts';
import { textOf } from '../texts.ts';

/** Where anyone checks a certificate that is shown to them, by what its code says; it comes in a form, not in the address. */
export const ask = (visit: Visit): Html => page(visit, form(visit));

export async function check(visit: Visit): Promise<Html> {
  const token = (visit.form.code ?? '').trim();
  if (token === '') return page(visit, form(visit, say(visit.lang, 'check.empty')));
  const { call } = visit;
  const signer = cardSigner(call.services.master, call.network.id);
  const list = await call.tx((ctx) => checking(ctx, signer));
  const verdict = await checkCard(token, list, call.services.clock.now());
  return page(
    visit,
    html`${said(visit, verdict)}
${form(visit)}`,
  );
}

const page = ({ call, lang }: Visit, body: Html): Html =>
  sitePage({
    ...{ lang, path: '/certificate', title: say(lang, 'check.title'), narrow: true },
    network: networkOf(call),
    body: html`<h1>${say(lang, 'check.title')}</h1>
${body}`,
  });

const form = ({ lang }: Visit, error?: string): Html => html`<p class="lead">${say(lang, 'check.lead')}</p>
<form method="post" action="${localPath(lang, '/certificate')}">
${textarea({ name: 'code', label: say(lang, 'check.label'), hint: say(lang, 'check.hint'), error, rows: 4, maxlength: 1000 })}
<button class="button" type="submit">${say(lang, 'check.send')}</button>
<p class="hint">${say(lang, 'check.kept')}</p>
</form>`;

function said({ call, lang }: Visit, verdict: Verdict): Html {
  const at = new Intl.DateTimeFormat(languageTag(lang), {
    ...{ dateStyle: 'long', timeZone: call.network.timeZone },
  });
  const now = new Intl.DateTimeFormat(languageTag(lang), {
    ...{ dateStyle: 'long', timeStyle: 'short', timeZone: call.network.timeZone },
  }).format(call.services.clock.now());
  const signs = { valid: '✓', expired: '▲', revoked: '■', foreign: '■' };
  return html`<section class="card" role="status">
<h2>${signs[verdict.state]} ${say(lang, `check.${verdict.state}`)}</h2>
${
  verdict.state === 'foreign'
    ? html`<p>${say(lang, 'check.foreignText')}</p>`
    : html`<dl>
<dt>${say(lang, 'check.course')}</dt><dd>${textOf(verdict.course, lang).text.title}</dd>
<dt>${say(lang, 'check.callSign')}</dt><dd>${verdict.callSign}</dd>
<dt>${say(lang, 'check.until')}</dt><dd>${at.format(verdict.expiresAt)}</dd>
</dl>`
}
<p class="hint">${say(lang, 'check.at', { at: now })}</p>
</section>`;
}
