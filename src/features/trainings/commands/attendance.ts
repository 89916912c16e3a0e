import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { conflict, invalid, notFound } from '../../../platform/problem.ts';
import { callSigns, people } from '../../people/index.ts';
import type { CheckedIn, RosterLine } from '../contract.ts';
import { happenedAt, readCode } from '../rules.ts';
import * as store from '../store.ts';
import { readFeedback } from './feedback.ts';
import { presentSessions, sessionFor } from './present-sessions.ts';
import { admitAtDoor, nameOf, needsOf } from './registrations.ts';

/** Who comes to a session and who is there, for who teaches it or looks after its chapter. Throws 404. */
export async function readRoster(ctx: Ctx, id: string) {
  const row = await sessionFor(ctx, id, 'roster');
  const registered = (await store.selectOfSession(ctx, id)).filter((r) => r.state !== 'cancelled');
  const came = new Map((await store.selectAttendances(ctx, id)).map((a) => [a.personId, a]));
  const walkedIn = [...came.keys()].filter((personId) => !registered.some((r) => r.personId === personId));
  const signs = await callSigns(ctx, [
    ...[...registered.map((r) => r.personId), ...walkedIn],
    ...[...came.values()].flatMap((a) => a.cameBy ?? []),
  ]);
  const present = (personId: string, r: store.RegistrationRow | null): RosterLine => {
    const a = came.get(personId);
    const callSign = signs.get(personId) ?? '';
    return {
      ...{ registrationId: r?.id ?? null, personId, callSign, name: (r && nameOf(ctx, r)) ?? callSign },
      ...{ state: r?.state ?? null, language: r?.language ?? null, needs: r ? needsOf(ctx, r) : [] },
      code: r?.code ?? null,
      cameAt: a?.cameAt.toISOString() ?? null,
      cameBy: (a?.cameBy && signs.get(a.cameBy)) || null,
      cameAct: a?.id ?? null,
      leftAt: a?.leftAt?.toISOString() ?? null,
    };
  };
  return {
    session: (await presentSessions(ctx, [row]))[0]!,
    items: [...registered.map((r) => present(r.personId, r)), ...walkedIn.map((p) => present(p, null))],
    feedback: await readFeedback(ctx, id),
  };
}

interface Coming {
  id: string;
  at: string;
  code?: string | undefined;
  personId?: string | undefined;
  name?: string | undefined;
  reach?: string | undefined;
}

/**
 * Checks somebody in. Two door-keepers and one person are one attendance: who is second hears when and by whom. A seat is
 * not asked for: whoever stands at the door and is known comes in. Throws 404 for a code or person that is nobody's, 409
 * once the session is closed or off.
 */
export async function checkIn(ctx: Ctx, sessionId: string, coming: Coming): Promise<CheckedIn> {
  const session = await sessionFor(ctx, sessionId, 'door');
  const { personId, name, how } = await whoComes(ctx, session, coming);
  const before = await store.selectAttendance(ctx, sessionId, personId);
  if (!before) {
    if (session.state !== 'planned')
      throw conflict(session.state === 'closed' ? 'This session is closed.' : 'This session is cancelled.');
    const cameAt = happenedAt(new Date(coming.at), session.startsAt, ctx.now);
    await store.insertAttendances(ctx, [
      { sessionId, personId, id: coming.id, how, cameAt, cameBy: ctx.actor.personId, leftAt: null },
    ]);
  }
  const first = before ?? (await store.selectAttendance(ctx, sessionId, personId))!;
  const mine = first.id === coming.id;
  if (mine && !before)
    await emit(ctx, {
      kind: 'attendance.noted',
      subject: sessionId,
      data: { session: sessionId, person: personId },
    });
  const signs = await callSigns(ctx, first.cameBy ? [first.cameBy] : []);
  return {
    ...{ personId, name, cameAt: first.cameAt.toISOString(), already: !mine },
    by: (first.cameBy && signs.get(first.cameBy)) || null,
  };
}

async function whoComes(
  ctx: Ctx,
  session: store.SessionRow,
  { id, code: said, personId, name: called, reach }: Coming,
): Promise<{ personId: string; name: string; how: store.AttendanceRow['how'] }> {
  if (called !== undefined) {
    const row = await admitAtDoor(ctx, session, { id, name: called, reach: reach || null });
    return { personId: row.personId, name: nameOf(ctx, row) ?? called, how: 'walk_in' };
  }
  if (said !== undefined) {
    const code = readCode(said);
    const row = code && (await store.selectAtDoor(ctx, session.id, { code }));
    if (!row) throw notFound('code at this door');
    return {
      personId: row.personId,
      name: nameOf(ctx, row) ?? (await signOf(ctx, row.personId)),
      how: 'code',
    };
  }
  if (personId === undefined)
    throw invalid([{ path: 'body.personId', message: 'say who it is, or give their code' }]);
  const row = await store.selectAtDoor(ctx, session.id, { personId });
  const [known] = row ? [] : await people(ctx, [personId]);
  if (!row && (!known || known.state === 'left')) throw notFound('person');
  const seated = row && row.state !== 'cancelled';
  const name = (row && nameOf(ctx, row)) ?? (await signOf(ctx, personId));
  return { personId, name, how: seated ? 'list' : 'walk_in' };
}

const signOf = async (ctx: Ctx, personId: string) => (await callSigns(ctx, [personId])).get(personId) ?? '';

/** Somebody left before the end; the first time counts. Throws 404 for who did not come. */
export async function checkOut(
  ctx: Ctx,
  sessionId: string,
  { personId, at }: { personId: string; at: string },
): Promise<{ personId: string; leftAt: string }> {
  const session = await sessionFor(ctx, sessionId, 'door');
  const there = await store.selectAttendance(ctx, sessionId, personId);
  if (!there) throw notFound('person here');
  if (session.state === 'closed' && !there.leftAt) throw conflict('This session is closed.');
  const leftAt = new Date(Math.max(+there.cameAt, +happenedAt(new Date(at), session.startsAt, ctx.now)));
  await store.markLeft(ctx, sessionId, personId, leftAt);
  return { personId, leftAt: (there.leftAt ?? leftAt).toISOString() };
}
