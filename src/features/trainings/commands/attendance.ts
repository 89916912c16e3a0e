import type { Ctx } from '../../../platform/context.ts';
import { conflict, notFound } from '../../../platform/problem.ts';
import { callSigns } from '../../people/index.ts';
import type { RosterLine } from '../contract.ts';
import { happenedAt } from '../rules.ts';
import * as store from '../store.ts';
import { readFeedback } from './feedback.ts';
import { presentSessions, sessionFor } from './present-sessions.ts';
import { nameOf, needsOf } from './registrations.ts';

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
