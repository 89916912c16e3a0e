import { type Html, html } from '../../../platform/html/index.ts';
import type { Visit } from '../../../platform/http/pages.ts';
import { weekdayAndTime } from '../../../platform/i18n/index.ts';
import { calendarOf } from '../../../platform/ical.ts';
import { notFound } from '../../../platform/problem.ts';
import { button, choices, localPath, networkOf, qrPicture, sitePage, textarea } from '../../../site/index.ts';
import { chapters } from '../../places/index.ts';
import {
  byToken,
  cancelRegistration,
  giveFeedback,
  linkOf,
  nameOf,
  needsOf,
  placeOf,
  register,
  tokenFor,
} from '../commands.ts';
import { say } from '../messages.ts';
import { qrText } from '../rules.ts';
import * as store from '../store.ts';
import { facts, type Told, whereOf } from './list.ts';

interface Mine {
  row: store.RegistrationRow;
  told: Told;
  link: string | null;
  /** Place on the waiting list, from 1. */
  place: number;
  came: boolean;
}

const read = (visit: Visit): Promise<Mine> =>
  visit.call.tx(async (ctx) => {
    const row = await byToken(ctx, visit.params.token!);
    const session = (await store.selectSession(ctx, row.sessionId))!;
    const waiting = (await store.selectOfSession(ctx, session.id)).filter((r) => r.state === 'waiting');
    const chapter = (await chapters(ctx)).find((one) => one.id === session.chapterId);
    return {
      row,
      told: { row: session, chapter: chapter?.name ?? '', place: placeOf(ctx, session), left: 0 },
      link: row.state === 'confirmed' && session.state === 'planned' ? linkOf(ctx, session) : null,
      place: waiting.findIndex((r) => r.id === row.id) + 1,
      came: (await store.selectAttendance(ctx, session.id, row.personId)) !== null,
    };
  });

const pathOf = (visit: Visit) => `/trainings/mine/${visit.params.token}`;

/** What somebody does with their registration; the address is the key to it. */
export async function act(visit: Visit) {
  const { call, form, lang } = visit;
  await call.tx(async (ctx) => {
    const row = await byToken(ctx, visit.params.token!);
    if (form.act === 'cancel') await cancelRegistration(ctx, row);
    if (form.act === 'again') {
      const { id, sessionId, personId, language } = row;
      const name = nameOf(ctx, row) ?? undefined;
      await register(ctx, { id, sessionId, personId, language, name, needs: needsOf(ctx, row) });
    }
    const rating = Number(form.rating);
    if (form.act === 'rate' && [1, 2, 3, 4, 5].includes(rating))
      await giveFeedback(ctx, row, { rating, words: (form.words ?? '').trim().slice(0, 2000) || null });
  });
  return { redirect: localPath(lang, pathOf(visit)) };
}

export async function mine(visit: Visit): Promise<Html> {
  const { lang, call } = visit;
  const own = await read(visit);
  const { row, told } = own;
  const session = told.row;
  const begun = session.startsAt <= call.services.clock.now();
  const word = session.state === 'cancelled' ? 'off' : row.state;
  return sitePage({
    ...{ lang, path: pathOf(visit), title: say(lang, 'mine.title'), network: networkOf(call), narrow: true },
    status: say(lang, `mine.${word}`, { place: own.place }),
    body: html`<h1>${say(lang, `course.${session.course}`)}</h1>
${facts(visit, told)}
${word === 'confirmed' && !begun && seat(visit, own)}
${own.link && html`<p><a class="button" href="${own.link}" rel="noreferrer">${say(lang, 'mine.link')}</a></p>`}
${own.came && feedback(visit, row)}
${word !== 'off' && !begun && change(visit, row)}
<p class="hint">${say(lang, 'mine.keep')}</p>
<p><a href="${localPath(lang, `/trainings?course=${session.course}`)}">${say(lang, 'mine.others')}</a></p>`,
  });
}

const seat = (visit: Visit, { row: { code } }: Mine): Html => {
  const { lang } = visit;
  const path = localPath(lang, pathOf(visit));
  return html`<figure class="qr">
<img src="${path}/code.svg" width="220" height="220" alt="${say(lang, 'mine.code')}: ${code}">
<figcaption>${say(lang, 'mine.code')}: <strong class="receipt" translate="no">${code.slice(0, 4)} ${code.slice(4)}</strong><br>${say(lang, 'mine.codeHint')}</figcaption>
</figure>
<p><a href="${path}/training.ics">${say(lang, 'mine.calendar')}</a></p>`;
};

const change = (visit: Visit, { state }: store.RegistrationRow): Html => {
  const { lang } = visit;
  const verb = state === 'cancelled' ? 'again' : state === 'waiting' ? 'leave' : 'cancel';
  return html`<form method="post" action="${localPath(lang, pathOf(visit))}">
${verb === 'cancel' && html`<p class="hint">${say(lang, 'mine.cancelHint')}</p>`}
${button(say(lang, `mine.${verb}`), { name: 'act', value: verb === 'again' ? 'again' : 'cancel', quiet: true })}
</form>`;
};

const feedback = (visit: Visit, { rated }: store.RegistrationRow): Html => {
  const { lang } = visit;
  if (rated) return html`<p>${say(lang, 'mine.rated')}</p>`;
  const ratings = ['5', '4', '3', '2', '1'] as const;
  return html`<section>
<h2>${say(lang, 'mine.feedback')}</h2>
<p class="hint">${say(lang, 'mine.feedbackHint')}</p>
<form method="post" action="${localPath(lang, pathOf(visit))}">
${choices({
  ...{ name: 'rating', label: say(lang, 'mine.rating') },
  options: ratings.map((value) => ({ value, label: say(lang, `rate.${value}`) })),
})}
${textarea({ name: 'words', label: say(lang, 'mine.words'), maxlength: 2000 })}
${button(say(lang, 'mine.rate'), { name: 'act', value: 'rate' })}
</form>
</section>`;
};

/** The code at the door as a picture. */
export async function code(visit: Visit) {
  const row = await visit.call.tx((ctx) => byToken(ctx, visit.params.token!));
  return qrPicture(qrText(row.code));
}

/** One entry for a calendar; the same one newer when the session was changed or is off. */
export async function calendar(visit: Visit) {
  const { lang, call } = visit;
  const { row, told, link } = await read(visit);
  if (row.state !== 'confirmed') throw notFound('seat');
  const session = told.row;
  const token = await call.tx(async (ctx) => tokenFor(ctx, row.id));
  const name = say(lang, `course.${session.course}`);
  const body = calendarOf(
    name,
    [
      {
        ...{ uid: `${session.id}@porchlight`, startsAt: session.startsAt, endsAt: session.endsAt },
        summary: name,
        place: link ?? whereOf(lang, told),
        description: `${name}, ${weekdayAndTime(lang, session.startsAt, call.network.timeZone)}`,
        url: `${call.services.config.url}${localPath(lang, `/trainings/mine/${token}`)}`,
        ...{ sequence: session.changes, isCancelled: session.state === 'cancelled' },
      },
    ],
    call.services.clock.now(),
  );
  return { type: 'text/calendar; charset=utf-8', body };
}
