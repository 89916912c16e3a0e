import { type Html, html } from '../../platform/html/index.ts';
import { get, type Page, type Visit } from '../../platform/http/pages.ts';
import type { Lang } from '../../platform/i18n/index.ts';
import { notFound } from '../../platform/problem.ts';
import { localPath, networkOf, qrPicture, sitePage, spelt } from '../../site/index.ts';
import { cardNumbers } from './commands/card.ts';
import type { CardNumber } from './contract.ts';
import steps from './data/let-through.json' with { type: 'json' };
import { say } from './messages.ts';
import { vcard } from './rules.ts';

const cardPath = '/field/contact.vcf';

const numbersOf = ({ call }: Visit) => cardNumbers(call.services.config, call.network);

/** How to let the network through silent mode, for who has the app and for who has not. */
async function contact(visit: Visit) {
  const { call, lang } = visit;
  const numbers = numbersOf(visit);
  return sitePage({
    lang,
    path: '/contact',
    title: say(lang, 'title'),
    network: networkOf(call),
    body: html`<h1>${say(lang, 'title')}</h1>
<p class="lead">${say(lang, 'lead')}</p>
${numbers.length === 0 ? html`<p>${say(lang, 'noNumber')}</p>` : theCard(lang, numbers)}
${steps[lang].map(
  ({ title, steps }) => html`<section>
<h2>${title}</h2>
<ol>${steps.map((step) => html`<li>${step}</li>`)}</ol>
</section>
`,
)}
<section>
<h2>${say(lang, 'test.title')}</h2>
<p>${say(lang, 'test.text')} <a href="/field/#wake">${say(lang, 'app')}</a></p>
</section>`,
  });
}

const theCard = (lang: Lang, numbers: CardNumber[]): Html => html`<section class="card">
<h2>${say(lang, 'numbers')}</h2>
<ul>${numbers.map(
  ({ number, does }) =>
    html`<li><strong>${spelt(number)}</strong> · ${does.map((one) => say(lang, one)).join(', ')}</li>`,
)}</ul>
<p><a class="button" href="${localPath(lang, cardPath)}">${say(lang, 'save')}</a></p>
<p class="hint"><a href="${localPath(lang, cardPath)}?v=4">${say(lang, 'saveOther')}</a></p>
</section>
<figure class="qr">
<img src="/contact.svg" width="160" height="160" alt="">
<figcaption>${say(lang, 'qr')}</figcaption>
</figure>
`;

/** The card itself, at an address that does not change: telephones save it as a contact. Throws 404 without a number. */
async function card(visit: Visit) {
  const { call, lang, query } = visit;
  const numbers = numbersOf(visit);
  if (numbers.length === 0) throw notFound('number to let through');
  const { id, name } = call.network;
  const { url } = call.services.config;
  const body = vcard(
    { id, name, url: `${url}/${lang}/contact`, numbers, note: say(lang, 'note') },
    query.v === '4' ? '4.0' : '3.0',
  );
  return { type: 'text/vcard; charset=utf-8', body };
}

/** The address of the page as a QR code, for a phone that is held before a screen or a wall. */
async function code({ call, lang }: Visit) {
  return qrPicture(`${call.services.config.url}/${lang}/contact`);
}

export const pages: Page[] = [get('/contact', contact), get(cardPath, card), get('/contact.svg', code)];
