import { audit } from '../../../platform/audit/index.ts';
import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { conflict, refused } from '../../../platform/problem.ts';
import type { Session } from '../contract.ts';
import { tookPart } from '../rules.ts';
import * as store from '../store.ts';
import { creditClass } from './credits.ts';
import { presentSessions, sessionFor } from './present-sessions.ts';

/**
 * Closes a session: who took part is credited its modules, which may complete a certificate; who had a seat and missed it is
 * offered another. Turn-out is written down for the next. Again is the same act. Throws 404, 409, 422 before it began.
 */
export async function closeSession(ctx: Ctx, id: string): Promise<Session> {
  const session = await sessionFor(ctx, id, 'close', store.lockSession);
  if (session.state === 'cancelled') throw conflict('This session is cancelled.');
  if (session.startsAt > ctx.now)
    throw refused('This session has not begun.', 'Cancel it if it will not take place.');
  if (session.state === 'planned') await close(ctx, session);
  return (await presentSessions(ctx, [(await store.selectSession(ctx, id))!]))[0]!;
}

async function close(ctx: Ctx, session: store.SessionRow): Promise<void> {
  const { id, course, modules } = session;
  const came = await store.selectAttendances(ctx, id);
  const seated = (await store.selectOfSession(ctx, id)).filter((r) => r.state === 'confirmed');
  const there = new Set(came.filter((a) => a.how !== 'walk_in').map((a) => a.personId));
  const walkedIn = new Set(came.filter((a) => a.how === 'walk_in').map((a) => a.personId));
  const earned = new Set(came.filter((a) => tookPart(session, a)).map((a) => a.personId));
  await creditClass(ctx, { personIds: [...earned], course, modules, how: 'session' });
  await store.updateSession(ctx, id, {
    ...{ state: 'closed', endedAt: ctx.now },
    expected: seated.filter((r) => !walkedIn.has(r.personId)).length,
    came: seated.filter((r) => there.has(r.personId)).length,
  });
  const tell = async (tell: store.Telling, to: store.RegistrationRow[]) =>
    store.updateRegistration(
      ctx,
      to.map((r) => r.id),
      { tell },
    );
  await tell(
    'thanks',
    seated.filter((r) => earned.has(r.personId)),
  );
  await tell(
    'missed',
    seated.filter((r) => !earned.has(r.personId)),
  );
  await audit(ctx, {
    act: 'training.closed',
    subject: id,
    data: { came: came.length, credited: earned.size },
  });
  await emit(ctx, { kind: 'training.closed', subject: id, data: { session: id } });
}

/** A trainer who forgot has a day. */
const forgottenMinutes = 24 * 60;

/** Closes what is long over, so that nobody waits for a certificate. One where nobody was checked in waits for its trainer. */
export async function closeForgotten(ctx: Ctx): Promise<void> {
  for (const { id } of await store.selectUnclosed(ctx, plusMinutes(ctx.now, -forgottenMinutes))) {
    const session = await store.lockSession(ctx, id);
    if (session?.state === 'planned') await close(ctx, session);
  }
}
