import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod/mini';
import { tellAttack } from '../../../platform/attack.ts';
import type { Ctx } from '../../../platform/context.ts';
import { type Html, html } from '../../../platform/html/index.ts';
import { get, type Page, post, type Visit } from '../../../platform/http/pages.ts';
import { dayAndTime, dayOnly } from '../../../platform/i18n/index.ts';
import { newId } from '../../../platform/id.ts';
import { button, errorSummary, localPath, textarea } from '../../../site/index.ts';
import { addTo, answerTo, type Status, statusOf } from '../commands.ts';
import { limits } from '../contract.ts';
import { say } from '../messages.ts';
import { formToken } from '../receipt.ts';
import { GuessGauge } from '../rules.ts';
import { find } from './report.ts';
import { asResident, form, further, hidden, keptLink, view } from './views.ts';

const guesses = new GuessGauge();
const isId = z.uuid();

/** The report behind the words of the address. Whoever guesses waits, for right and wrong words alike. */
async function look(visit: Visit): Promise<Status | null> {
  const { call, lang, params } = visit;
  const origin = `${call.network.id} ${call.origin}`;
  const now = call.services.clock.now();
  const delay = guesses.delayMs(origin, now);
  if (delay > 0) await sleep(delay);
  const status = await call.tx((ctx) => statusOf(ctx, lang, params.receipt ?? ''));
  if (!status && guesses.missed(origin, now)) await tellAttack(call, 'receipt.guessed');
  return status;
}

/** What the desk wrote to a reporter: their thread is that of the report, where they did not write by text. */
export interface Replies {
  repliesTo(ctx: Ctx, threadId: string): Promise<{ at: Date; words: string }[]>;
}

async function show(visit: Visit, replies: Replies) {
  const status = await look(visit);
  return status ? shown(visit, status, replies, { added: visit.query.added }) : unknown(visit);
}

async function add(visit: Visit, replies: Replies) {
  const status = await look(visit);
  if (!status) return unknown(visit);
  const words = (visit.form.words ?? '').trim();
  const { lang } = visit;
  const max = limits.words;
  const error = words ? words.length > max && say(lang, 'tooLong', { max }) : say(lang, 'addMissing');
  if (error) return { status: 400, html: await shown(visit, status, replies, { words, error }) };
  const id = isId.safeParse(visit.form.addition).success ? visit.form.addition! : newId();
  const call = await asResident(visit);
  const later = await call.tx((ctx) =>
    addTo(ctx, status.reportId, { ...answerTo(status, words), id, words }),
  );
  return { redirect: localPath(lang, `${addressOf(visit)}?added=${later ? 'later' : '1'}`) };
}

const addressOf = ({ params }: Visit) => `/report/${encodeURIComponent(params.receipt ?? '')}`;

async function shown(
  visit: Visit,
  status: Status,
  replies: Replies,
  { words, error, added }: { words?: string; error?: string; added?: string | undefined } = {},
): Promise<Html> {
  const { lang, call, params } = visit;
  const path = addressOf(visit);
  const vault = await call.services.vault(call.network.id);
  const of = { reportId: status.reportId, receipt: params.receipt ?? '', restricted: false };
  const token = formToken(vault, of, call.services.clock.now());
  const when = dayAndTime(lang, status.receivedAt, call.network.timeZone);
  const written = await call.tx((ctx) => replies.repliesTo(ctx, status.reportId));
  return view(visit, {
    path,
    title: say(lang, 'statusTitle'),
    status: added && say(lang, added === 'later' ? 'addedLater' : 'added'),
    body: html`${errorSummary(lang, { words: error }, [words])}
<h1>${say(lang, 'statusTitle')}</h1>
<p>${say(lang, 'statusReceived', { when })}</p>
<p><strong>${status.words}</strong></p>
<p class="hint">${keptWords(visit, status)} ${keptLink(lang)}</p>
${fromDesk(visit, written)}
${form(visit, path, [
  hidden({ addition: newId() }),
  textarea({
    name: 'words',
    label: status.question ?? say(lang, 'addLabel'),
    hint: status.question && say(lang, 'statusAsked'),
    value: words,
    error,
    maxlength: limits.words,
  }),
  button(say(lang, 'addGo')),
])}
<p><a class="button quiet" href="${further(lang, '/report/files', token)}">${say(lang, 'addPicture')}</a></p>`,
  });
}

/** What the desk wrote back: whoever has no number that we know reads it here. */
const fromDesk = ({ lang, call }: Visit, written: { at: Date; words: string }[]): Html | false =>
  written.length > 0 &&
  html`<h2>${say(lang, 'fromDesk')}</h2>
${written.map(
  ({ at, words }) =>
    html`<p><span class="hint">${dayAndTime(lang, at, call.network.timeZone)}</span><br>${words}</p>`,
)}
<p class="hint">${say(lang, 'fromDeskHint')}</p>`;

const keptWords = ({ lang, call }: Visit, { keptDays, keptUntil }: Status): string =>
  keptUntil
    ? say(lang, 'keptUntil', { when: dayOnly(lang, keptUntil, call.network.timeZone) })
    : say(lang, 'keptAfter', { days: keptDays });

const unknown = (visit: Visit) => ({
  status: 404,
  html: view(visit, {
    title: say(visit.lang, 'statusTitle'),
    body: html`<h1>${say(visit.lang, 'statusTitle')}</h1>
<p>${say(visit.lang, 'statusUnknown')} ${say(visit.lang, 'keptGone')} ${keptLink(visit.lang)}</p>
${find(visit)}`,
  }),
});

export const statusPages = (replies: Replies): Page[] => [
  get('/report/:receipt', (visit) => show(visit, replies)),
  post('/report/:receipt', (visit) => add(visit, replies)),
];
