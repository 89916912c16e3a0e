import { z } from 'zod/mini';
import { type Html, html } from '../../../platform/html/index.ts';
import { get, type Page, post, type Visit } from '../../../platform/http/pages.ts';
import { newId } from '../../../platform/id.ts';
import { button, choices, errorSummary, field, localPath, textarea } from '../../../site/index.ts';
import { keptDays } from '../../holds/index.ts';
import { limits } from '../contract.ts';
import { intake } from '../intake.ts';
import { say } from '../messages.ts';
import { formToken } from '../receipt.ts';
import { expired, form, further, hidden, keptLink, ofVisit, receiptBox, view } from './views.ts';

interface Given {
  id: string;
  about: 'sighting' | 'detained';
  what: string;
  where: string;
  when: string;
  contact: string;
}
type Errors = Partial<Record<'what' | 'where' | 'when' | 'contact', string>>;

const isId = z.uuid();

function read({ query, form }: Visit): Given {
  const from = { ...query, ...form };
  return {
    id: isId.safeParse(form.id).success ? form.id! : newId(),
    about: from.about === 'detained' ? 'detained' : 'sighting',
    what: (from.what ?? '').trim(),
    where: (from.where ?? '').trim(),
    when: from.when === 'now' || from.when === 'before' ? from.when : '',
    contact: (from.contact ?? '').trim(),
  };
}

function errorsOf({ lang }: Visit, given: Given): Errors {
  const detained = given.about === 'detained';
  const long = (text: string, max: number) => (text.length > max ? say(lang, 'tooLong', { max }) : undefined);
  const missing = say(lang, detained ? 'detainedWhatMissing' : 'whatMissing');
  return {
    what: given.what ? long(given.what, limits.words) : missing,
    where: given.where || detained ? long(given.where, limits.where) : say(lang, 'whereMissing'),
    when: given.when || detained ? undefined : say(lang, 'whenMissing'),
    contact: long(given.contact, limits.contact),
  };
}

/** What is sent at once; everything after it only adds. */
async function send(visit: Visit) {
  const given = read(visit);
  const errors = errorsOf(visit, given);
  if (Object.values(errors).some(Boolean)) return { status: 400, html: await ask(visit, given, errors) };
  const { call, lang } = visit;
  const vault = await call.services.vault(call.network.id);
  const player = playedBy(visit);
  const { id, receipt, queue } = await intake(call, {
    id: given.id,
    door: 'web',
    kind: given.about,
    language: lang,
    tense: given.when === 'before' || given.about === 'detained' ? 'before' : 'now',
    what: given.what,
    where: { text: given.where || undefined },
    contact: given.contact || undefined,
    origin: vault.hash('origin', player ? `drill ${player}` : call.origin),
    address: call.origin,
    drill: player !== '',
    uncounted: player !== '',
  });
  const restricted = given.about === 'detained';
  const token = formToken(vault, { reportId: id, receipt, restricted }, call.services.clock.now());
  return { redirect: further(lang, '/report/sent', token, queue === 'throttled' ? { later: '1' } : {}) };
}

/** Who of a drill's made-up people sends this; empty for everyone else. A real network has no such people. */
const playedBy = ({ call, form }: Visit): string =>
  call.network.demo ? (form.drill ?? '').slice(0, 80) : '';

async function sent(visit: Visit) {
  const { lang, query } = visit;
  const { t: token = '' } = query;
  const known = await ofVisit(visit, token);
  if (!known) return expired(visit);
  const { receipt, restricted } = known;
  return view(visit, {
    title: say(lang, 'sentTitle'),
    status: say(lang, query.later ? 'sentLater' : restricted ? 'detainedSent' : 'sent'),
    body: html`<h1>${say(lang, 'sentTitle')}</h1>
${receiptBox(visit, receipt)}
<p>${say(lang, 'moreHint')}</p>
<p>${!restricted && html`<a class="button" href="${further(lang, '/report/more', token)}">${say(lang, 'more')}</a> `}
<a class="button quiet" href="${further(lang, '/report/files', token)}">${say(lang, 'addPicture')}</a></p>
<p><a href="${localPath(lang, '/rights')}">${say(lang, 'rights')}</a></p>`,
  });
}

async function ask(visit: Visit, given: Given, errors: Errors = {}): Promise<Html> {
  const { lang, call } = visit;
  const detained = given.about === 'detained';
  const title = say(lang, detained ? 'detainedTitle' : 'reportTitle');
  const number = call.network.emergencyNumber;
  const days = (await call.tx(keptDays))[detained ? 'intake' : 'report'];
  return view(visit, {
    title,
    path: detained ? '/report?about=detained' : given.when ? `/report?when=${given.when}` : '/report',
    body: html`${errorSummary(lang, errors, [given.what, given.where, given.when, given.contact])}
<h1>${title}</h1>
${detained && html`<p>${say(lang, 'detainedIntro')}</p>`}
<p>${!detained && say(lang, 'kept1')} ${say(lang, 'kept2')}</p>
<p>${say(lang, 'danger', { number })}</p>
${form(visit, '/report', [
  hidden({ id: given.id, about: given.about }),
  detained ? detainedFields(visit, given, errors) : sightingFields(visit, given, errors),
  button(say(lang, 'send')),
])}
<p class="hint">${say(lang, 'keptDays', { days })} ${keptLink(lang)}</p>
<p class="hint">${say(lang, 'keptSealing')}</p>
${!detained && find(visit)}`,
  });
}

const sightingFields = ({ lang }: Visit, given: Given, errors: Errors) => [
  textarea({
    name: 'what',
    label: say(lang, given.when === 'before' ? 'whatBefore' : 'what'),
    hint: say(lang, 'whatHint'),
    value: given.what,
    error: errors.what,
    maxlength: limits.words,
  }),
  field({
    name: 'where',
    label: say(lang, 'where'),
    hint: say(lang, 'whereHint'),
    value: given.where,
    error: errors.where,
    maxlength: limits.where,
  }),
  choices({
    name: 'when',
    label: say(lang, 'when'),
    options: [
      { value: 'now', label: say(lang, 'now') },
      { value: 'before', label: say(lang, 'before') },
    ],
    value: given.when,
    error: errors.when,
  }),
];

const detainedFields = ({ lang }: Visit, given: Given, errors: Errors) => [
  textarea({
    name: 'what',
    label: say(lang, 'detainedWhat'),
    hint: say(lang, 'detainedWhatHint'),
    value: given.what,
    error: errors.what,
    rows: 6,
    maxlength: limits.words,
  }),
  field({
    name: 'where',
    label: say(lang, 'detainedWhere'),
    value: given.where,
    error: errors.where,
    maxlength: limits.where,
  }),
  field({
    name: 'contact',
    label: say(lang, 'detainedContact'),
    hint: say(lang, 'contactHint'),
    value: given.contact,
    error: errors.contact,
    maxlength: limits.contact,
  }),
];

/** For those who come back. */
export const find = (visit: Visit): Html => html`<section>
<h2>${say(visit.lang, 'findTitle')}</h2>
${form(visit, '/report/find', [
  field({ name: 'words', label: say(visit.lang, 'findLabel'), maxlength: 100 }),
  button(say(visit.lang, 'findGo'), { quiet: true }),
])}
</section>`;

export const reportPages: Page[] = [
  get('/report', async (visit) => ask(visit, read(visit))),
  post('/report', send),
  get('/report/sent', sent),
  post('/report/find', async ({ lang, form }) => {
    const words = (form.words ?? '').slice(0, 100).match(/\p{L}+/gu) ?? [];
    return { redirect: localPath(lang, `/report/${encodeURIComponent(words.join('-') || '-')}`) };
  }),
];
