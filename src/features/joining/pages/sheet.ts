import { html } from '../../../platform/html/index.ts';
import type { Visit } from '../../../platform/http/pages.ts';
import { backLink, localPath, networkOf, qrPicture, sitePage, spelt } from '../../../site/index.ts';
import { say } from '../messages.ts';
import { readForm } from './form.ts';

/** Where the form is, with where its address was read; the house finds the reader's language. */
const addressOf = (url: string, tag: string) => `${url}/join${tag && `?from=${tag}`}`;

/** The form's address as a QR code, for a wall or a table. */
export function code(visit: Visit) {
  return qrPicture(addressOf(visit.call.services.config.url, readForm(visit).tag));
}

/** A page for the printer. */
export function sheet(visit: Visit) {
  const { call, lang } = visit;
  const { tag } = readForm(visit);
  const from = tag && `?from=${tag}`;
  const title = say(lang, 'sheetTitle');
  return sitePage({
    ...{ lang, path: `/join/sheet${from}`, title, network: networkOf(call), quick: false },
    body: html`${backLink(lang, localPath(lang, `/join${from}`))}
<section class="sheet">
<h1>${title}</h1>
<p class="lead">${say(lang, 'sheetOpen')} ${say(lang, 'sheetRights')}</p>
<figure class="qr">
<img src="/join.svg${from}" width="280" height="280" alt="">
<figcaption>${say(lang, 'sheetLead')}</figcaption>
</figure>
<p class="receipt" translate="no">${addressOf(call.services.config.url, '').replace(/^https?:\/\//, '')}</p>
<p>${call.network.name}${call.network.hotline && html` · ${spelt(call.network.hotline)}`}</p>
</section>
<p class="hint screen">${say(lang, 'sheetPrint')}</p>`,
  });
}
