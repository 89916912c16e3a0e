import { resident } from '../../../platform/context.ts';
import { type Html, type HtmlValue, html } from '../../../platform/html/index.ts';
import { type Call, openCall } from '../../../platform/http/call.ts';
import type { Visit } from '../../../platform/http/pages.ts';
import type { Lang } from '../../../platform/i18n/index.ts';
import { localPath, networkOf, sitePage } from '../../../site/index.ts';
import { say } from '../messages.ts';
import { type OfVisit, readToken } from '../receipt.ts';

/** Whoever reports here is a resident, also a member whose browser is signed in: nothing says that it was them. */
export const asResident = ({ call }: Visit): Promise<Call> =>
  openCall(call.services, call.network, resident, call.origin);

/** A page of the report's form. Its address in other languages is the first page: what was sent is not in an address. */
export const view = (
  { call, lang }: Visit,
  of: { title: string; body: HtmlValue; status?: HtmlValue; path?: string },
): Html => sitePage({ lang, path: '/report', network: networkOf(call), narrow: true, ...of });

/** The address of a further page of this visit. What is sent leads to one, so that Back and Reload send nothing again. */
export const further = (lang: Lang, path: string, token: string, more: Record<string, string> = {}): string =>
  localPath(lang, `${path}?${new URLSearchParams({ t: token, ...more })}`);

/** The report that this page adds to; null when its time is over. */
export async function ofVisit({ call }: Visit, token = ''): Promise<OfVisit | null> {
  const vault = await call.services.vault(call.network.id);
  return readToken(vault, token, call.services.clock.now());
}

export const hidden = (fields: Record<string, string>): Html[] =>
  Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`);

export const form = (visit: Visit, path: string, body: HtmlValue): Html =>
  html`<form method="post" action="${localPath(visit.lang, path)}">${body}</form>`;

/** To the page that says for how long what is kept. */
export const keptLink = (lang: Lang): Html =>
  html`<a href="${localPath(lang, '/kept')}">${say(lang, 'keptHow')}</a>`;

/** The four words, and what they are for. */
export const receiptBox = (visit: Visit, receipt: string): Html => html`<section>
<p>${say(visit.lang, 'receiptIs')}
<strong class="receipt" translate="no">${receipt.replaceAll('-', ' ')}</strong></p>
<p class="hint">${say(visit.lang, 'receiptWhy')}</p>
</section>`;

/** The form's time is over; nothing that was sent is lost. */
export const expired = (visit: Visit) => ({
  status: 400,
  html: view(visit, {
    title: say(visit.lang, 'statusTitle'),
    body: html`<h1>${say(visit.lang, 'statusTitle')}</h1>
<p>${say(visit.lang, 'expired')}</p>
<p><a class="button" href="${localPath(visit.lang, '/report')}">${say(visit.lang, 'reportTitle')}</a></p>`,
  }),
});
