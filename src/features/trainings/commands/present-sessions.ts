import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { abilities } from '../../../platform/policy.ts';
import { notFound } from '../../../platform/problem.ts';
import { minuteAt } from '../../../platform/wall.ts';
import { callSigns } from '../../people/index.ts';
import type { Session } from '../contract.ts';
import { policy } from '../policy.ts';
import { hourBand, learnt, seatsToGive, type Turnout } from '../rules.ts';
import * as store from '../store.ts';

const learntDays = 540 * 24 * 60;

const likeness = (ctx: Ctx, s: Pick<store.SessionRow, 'course' | 'chapterId' | 'form' | 'startsAt'>) => ({
  course: s.course,
  place: s.form === 'online' ? 'online' : s.chapterId,
  hour: hourBand(minuteAt(s.startsAt, ctx.network.timeZone)),
});

/** How many seats each session may give, by who came to those of the last year and a half. */
export async function seatsOf(
  ctx: Ctx,
  sessions: store.SessionRow[],
): Promise<(s: store.SessionRow) => number> {
  if (sessions.length === 0) return () => 0;
  const past: Turnout[] = (await store.selectTurnouts(ctx, plusMinutes(ctx.now, -learntDays))).map((s) => ({
    ...likeness(ctx, s),
    expected: s.expected,
    came: s.came,
  }));
  return (s) => seatsToGive(s.capacity, learnt(likeness(ctx, s), past));
}

export const placeOf = (ctx: Ctx, s: store.SessionRow): string | null =>
  s.place && ctx.vault.decrypt<string>(s.place, { record: s.id, field: 'place' });

export const linkOf = (ctx: Ctx, s: store.SessionRow): string | null =>
  s.link && ctx.vault.decrypt<string>(s.link, { record: s.id, field: 'link' });

/** Sessions as the desk sees them. */
export async function presentSessions(ctx: Ctx, rows: store.SessionRow[]): Promise<Session[]> {
  const ids = rows.map(({ id }) => id);
  const trainers = await store.selectTrainers(ctx, ids);
  const signs = await callSigns(
    ctx,
    trainers.map((t) => t.personId),
  );
  const fill = await store.selectFill(ctx, ids);
  const seats = await seatsOf(ctx, rows);
  return rows.map((s) => {
    const own = trainers.filter((t) => t.sessionId === s.id);
    const { id, seriesId, course, modules, chapterId, form, capacity, languages, access, state } = s;
    return {
      ...{ id, seriesId, course, modules, chapterId, form, capacity, languages, access, state },
      ...{ expected: s.expected, came: s.came, ...fill.get(id)! },
      place: placeOf(ctx, s),
      link: linkOf(ctx, s),
      startsAt: s.startsAt.toISOString(),
      endsAt: s.endsAt.toISOString(),
      offered: seats(s),
      trainers: own.map(({ personId, part }) => ({ personId, part, callSign: signs.get(personId) ?? '' })),
      can: abilities(policy, ctx.actor, 'session', { ...s, trainers: own }),
    };
  });
}

/** A session for whoever may do this with it. Throws 404 for others: who teaches where is not everybody's. */
export async function sessionFor(
  ctx: Ctx,
  id: string,
  verb: string,
  find = store.selectSession,
): Promise<store.SessionRow> {
  const row = await find(ctx, id);
  if (!row) throw notFound('session');
  const trainers = await store.selectTrainers(ctx, [id]);
  const may =
    ctx.actor.kind === 'system' ||
    abilities(policy, ctx.actor, 'session', { ...row, trainers }).includes(verb);
  if (!may) throw notFound('session');
  return row;
}
