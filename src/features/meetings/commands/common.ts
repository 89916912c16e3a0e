import type { Ctx } from '../../../platform/context.ts';
import { authorize, can } from '../../../platform/policy.ts';
import { notFound } from '../../../platform/problem.ts';
import { policy } from '../policy.ts';
import { codeFrom, doorLetters, guestLetters, isOpen, windowOf } from '../rules.ts';
import * as store from '../store.ts';

/** Throws 404 when there is none by that id. */
export async function meetingOf(ctx: Ctx, id: string): Promise<store.MeetingRow> {
  const meeting = await store.selectMeeting(ctx, id);
  if (!meeting) throw notFound('meeting');
  return meeting;
}

/** One that the actor may do this to. Throws 404, and 403. */
export async function meetingFor(
  ctx: Ctx,
  id: string,
  verb: 'read' | 'plan' | 'run' | 'door' | 'count',
): Promise<store.MeetingRow> {
  const meeting = await meetingOf(ctx, id);
  authorize(policy, ctx.actor, verb, 'meeting', meeting);
  return meeting;
}

export const mayAtMeeting = (ctx: Ctx, meeting: store.MeetingRow, verb: 'plan' | 'run' | 'door'): boolean =>
  can(policy, ctx.actor, verb, 'meeting', meeting);

/** What a guest shows at a door. It follows from their id and the server's key, so that it can be shown again. */
export const guestCode = (ctx: Ctx, id: string): string =>
  codeFrom(ctx.vault.hash('meeting guest', id), guestLetters);

/** Under which a code is found; the code itself is kept nowhere. */
export const codeKey = (ctx: Ctx, code: string): Buffer => ctx.vault.hash('meeting code', code);

/** What the screen of a meeting shows in one window of time. */
export const doorCode = (ctx: Ctx, meetingId: string, window: number): string =>
  codeFrom(ctx.vault.hash('meeting door', `${meetingId} ${window}`), doorLetters);

const around = 36 * 3_600_000;

/** The meeting whose screen shows this code, or showed it a few minutes ago; null when none does. */
export async function meetingAtDoor(ctx: Ctx, code: string): Promise<store.MeetingRow | null> {
  const now = ctx.now.getTime();
  const near = await store.selectBetween(ctx, new Date(now - around), new Date(now + around), 200);
  const window = windowOf(ctx.now);
  return (
    near.find(
      (m) => isOpen(m, ctx.now) && [window, window - 1].some((w) => doorCode(ctx, m.id, w) === code),
    ) ?? null
  );
}
