import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { conflict, invalid, notFound, Problem } from '../../../platform/problem.ts';
import { callSigns, people } from '../../people/index.ts';
import type { CheckedIn, Coming } from '../contract.ts';
import { happenedAt, readCode } from '../rules.ts';
import * as store from '../store.ts';
import { sessionFor } from './present-sessions.ts';
import { admitAtDoor, nameOf } from './registrations.ts';

/**
 * Checks somebody in. Two door-keepers and one person are one attendance: who is second hears when and by whom. A seat is
 * not asked for: whoever stands at the door and is known comes in. Throws 404 for a code or person that is nobody's, 409
 * once the session is closed or off.
 */
export async function checkIn(ctx: Ctx, sessionId: string, coming: Coming): Promise<CheckedIn> {
  const [said] = await checkInAll(ctx, sessionId, [coming]);
  if (said instanceof Problem) throw said;
  return said!;
}

/**
 * Checks in all of a list: what a phone kept while it had no connection, or a sheet of paper. Each line is answered by
 * itself and in its place: one that is nobody's keeps nobody else out. Statements do not grow with the list. Throws 404.
 */
export async function checkInAll(
  ctx: Ctx,
  sessionId: string,
  list: Coming[],
): Promise<(CheckedIn | Problem)[]> {
  const session = await sessionFor(ctx, sessionId, 'door');
  const who = await whoComes(ctx, session, list);
  const there = await attend(ctx, session, list, who);
  const first = (one: Known | Problem) => (one instanceof Problem ? undefined : there.get(one.personId));
  const own = ctx.actor.callSign ? ctx.actor.personId : null;
  const signs = await callSigns(ctx, [
    ...who.flatMap((one) => (one instanceof Problem || one.name !== null ? [] : [one.personId])),
    ...who.flatMap((one) => first(one)?.cameBy ?? []).filter((id) => id !== own),
  ]);
  if (own) signs.set(own, ctx.actor.callSign!);
  return who.map((one, i) => {
    if (one instanceof Problem) return one;
    const came = first(one);
    if (!came)
      return conflict(session.state === 'closed' ? 'This session is closed.' : 'This session is cancelled.');
    const { personId, name } = one;
    return {
      ...{ personId, name: name ?? signs.get(personId) ?? '', cameAt: came.cameAt.toISOString() },
      already: came.id !== list[i]!.id,
      by: (came.cameBy && signs.get(came.cameBy)) || null,
    };
  });
}

/** Writes down who is not there yet; gives when each of them came, first. Once it is over, nobody comes any more. */
async function attend(ctx: Ctx, session: store.SessionRow, list: Coming[], who: (Known | Problem)[]) {
  const coming = new Map<string, store.AttendanceRow>();
  for (const [i, one] of who.entries())
    if (!(one instanceof Problem) && !coming.has(one.personId)) {
      const { id, at } = list[i]!;
      const cameAt = happenedAt(new Date(at), session.startsAt, ctx.now);
      const { personId, how } = one;
      coming.set(personId, {
        ...{ sessionId: session.id, personId, id, how, cameAt, cameBy: ctx.actor.personId, leftAt: null },
      });
    }
  const added =
    session.state === 'planned'
      ? await store.insertAttendances(ctx, [...coming.values()])
      : new Set<string>();
  await emit(
    ctx,
    ...[...added].map((person) => ({
      kind: 'attendance.noted',
      subject: session.id,
      data: { session: session.id, person },
    })),
  );
  const others = [...coming.keys()].filter((personId) => !added.has(personId));
  const before = await store.selectAttendances(ctx, session.id, others);
  return new Map([
    ...[...coming].filter(([personId]) => added.has(personId)),
    ...before.map((a) => [a.personId, a] as const),
  ]);
}

interface Known {
  personId: string;
  /** As they want to be called; null where they said nothing. */
  name: string | null;
  how: store.AttendanceRow['how'];
}

/** Who each line of the list is: by a name that is new here, by the code that they show, or by who they are. */
async function whoComes(ctx: Ctx, session: store.SessionRow, list: Coming[]): Promise<(Known | Problem)[]> {
  const strangers = list.flatMap(({ id, name, reach }) =>
    name === undefined ? [] : [{ id, name, reach: reach || null }],
  );
  const admitted =
    session.state === 'planned'
      ? await admitAtDoor(ctx, session, strangers)
      : await cameAs(ctx, session, strangers);
  const named = list.filter((one) => one.name === undefined);
  const codes = named.flatMap(({ code = '' }) => readCode(code) ?? []);
  const ids = named.flatMap(({ code, personId }) => (code === undefined && personId) || []);
  const seats = await store.selectAtDoor(ctx, session.id, { codes, personIds: ids });
  const seated = new Set(seats.map((r) => r.personId));
  const known = await people(
    ctx,
    ids.filter((id) => !seated.has(id)),
  );
  const by = (row: store.RegistrationRow, how: Known['how']): Known => ({
    ...{ personId: row.personId, name: nameOf(ctx, row), how },
  });
  return list.map(({ id, code: said, personId, name }) => {
    if (name !== undefined) {
      const one = admitted.get(id);
      return one ? { ...one, name: one.name ?? name, how: 'walk_in' } : conflict('This session is over.');
    }
    if (said !== undefined) {
      const code = readCode(said);
      const row = code && seats.find((r) => r.code === code);
      return row ? by(row, 'code') : notFound('code at this door');
    }
    if (personId === undefined)
      return invalid([{ path: 'body.personId', message: 'say who it is, or give their code' }]);
    const row = seats.find((r) => r.personId === personId);
    if (row) return by(row, row.state === 'cancelled' ? 'walk_in' : 'list');
    const person = known.find((p) => p.id === personId && p.state !== 'left');
    return person ? { personId, name: null, how: 'walk_in' } : notFound('person');
  });
}

/** Whom a phone let in before it was over, and whose answer it did not hear: by the act. */
async function cameAs(ctx: Ctx, session: store.SessionRow, strangers: { id: string }[]) {
  if (strangers.length === 0) return new Map<string, { personId: string; name: null }>();
  const came = await store.selectAttendances(ctx, session.id);
  const acts = new Set(strangers.map(({ id }) => id));
  return new Map(came.filter((a) => acts.has(a.id)).map((a) => [a.id, { personId: a.personId, name: null }]));
}
