import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { textLang } from '../../../platform/i18n/index.ts';
import { authorize } from '../../../platform/policy.ts';
import { notFound } from '../../../platform/problem.ts';
import { person } from '../../people/index.ts';
import { chapters } from '../../places/index.ts';
import type { Access, OwnSession } from '../contract.ts';
import { policy } from '../policy.ts';
import { isMakeUp } from '../rules.ts';
import * as store from '../store.ts';
import { linkOf, placeOf, seatsOf } from './present-sessions.ts';
import { cancelRegistration, register, tokenFor } from './registrations.ts';

const aheadMinutes = 70 * 24 * 60;
const sinceMinutes = 14 * 24 * 60;

/** Those to come that anybody may register for, in the order of time. */
export const upcoming = async (ctx: Ctx): Promise<store.SessionRow[]> =>
  (await store.selectSessions(ctx, ctx.now, plusMinutes(ctx.now, aheadMinutes))).filter(
    (s) => s.state === 'planned',
  );

/** Sessions to come, the actor's own first known by their state; and those at whose door they stand. */
export async function listOwn(ctx: Ctx) {
  authorize(policy, ctx.actor, 'read', 'ownTraining');
  const me = ctx.actor.personId!;
  const own = await store.selectOwn(ctx, me, plusMinutes(ctx.now, -sinceMinutes));
  const mine = await store.selectByIds(
    ctx,
    own.map((r) => r.sessionId),
  );
  const ahead = (await upcoming(ctx)).filter((s) => !mine.some((m) => m.id === s.id));
  const rows = [...mine, ...ahead].sort((a, b) => +a.startsAt - +b.startsAt);
  const fill = await store.selectFill(
    ctx,
    rows.map((s) => s.id),
  );
  const seats = await seatsOf(ctx, rows);
  const names = new Map((await chapters(ctx)).map((one) => [one.id, one.name]));
  const done = partsDone(await store.selectCredits(ctx, [me]));
  const items = rows.map((s): OwnSession => {
    const registration = own.find((r) => r.sessionId === s.id);
    const seat = registration?.state === 'confirmed' && s.state === 'planned';
    const { id, course, modules, form, languages, access } = s;
    return {
      ...{ id, course, modules, form, languages, access, chapter: names.get(s.chapterId) ?? '' },
      place: placeOf(ctx, s),
      link: seat ? linkOf(ctx, s) : null,
      startsAt: s.startsAt.toISOString(),
      endsAt: s.endsAt.toISOString(),
      isFull: fill.get(id)!.confirmed >= seats(s),
      isMakeUp: isMakeUp(s, done),
      isOff: s.state === 'cancelled',
      state: registration?.state ?? null,
      code: seat ? registration.code : null,
      page: registration ? tokenFor(ctx, registration.id) : null,
    };
  });
  const taught = await store.selectTaughtBy(
    ctx,
    me,
    plusMinutes(ctx.now, -24 * 60),
    plusMinutes(ctx.now, aheadMinutes),
  );
  const doors = taught.map((s) => ({
    ...{ id: s.id, course: s.course, startsAt: s.startsAt.toISOString(), place: placeOf(ctx, s) },
  }));
  return { items, doors };
}

function partsDone(credits: { course: string; part: string }[]): Map<string, Set<string>> {
  const done = new Map<string, Set<string>>();
  for (const { course, part } of credits) done.set(course, (done.get(course) ?? new Set()).add(part));
  return done;
}

/** A member takes a seat from the app. Throws 404, 409. */
export async function registerMe(ctx: Ctx, sessionId: string, asked: { id: string; needs: Access[] }) {
  authorize(policy, ctx.actor, 'register', 'ownTraining');
  const me = await person(ctx, ctx.actor.personId!);
  const language = textLang(me.languages);
  return register(ctx, { ...asked, sessionId, personId: me.id, language });
}

/** Throws 404 for who has none. */
export async function cancelMine(ctx: Ctx, sessionId: string) {
  authorize(policy, ctx.actor, 'register', 'ownTraining');
  const all = await store.selectOfSession(ctx, sessionId);
  const own = all.find((r) => r.personId === ctx.actor.personId);
  if (!own) throw notFound('registration');
  await cancelRegistration(ctx, own);
  return { state: 'cancelled' as const };
}

/** Somebody's seats and places on waiting lists, of sessions that have not begun. */
export async function seatsAhead(ctx: Ctx, personId: string): Promise<store.RegistrationRow[]> {
  const own = (await store.selectOwn(ctx, personId, ctx.now)).filter((r) => r.state !== 'cancelled');
  const sessions = await store.selectByIds(
    ctx,
    own.map((r) => r.sessionId),
  );
  const ahead = new Set(sessions.filter((s) => s.startsAt > ctx.now).map((s) => s.id));
  return own.filter((r) => ahead.has(r.sessionId));
}

/** Of who left, nothing of trainings stays but the certificates; their seats go to who waits. */
export async function leaveTrainings(ctx: Ctx, personId: string): Promise<void> {
  for (const row of await seatsAhead(ctx, personId)) await cancelRegistration(ctx, row);
  await store.forgetPerson(ctx, personId);
}
