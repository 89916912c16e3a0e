import type { Ctx } from '../../../platform/context.ts';
import { authorize, can } from '../../../platform/policy.ts';
import { callSigns } from '../../people/index.ts';
import { onBreak, seatsNow } from '../../shifts/index.ts';
import { LINES, type Operator, type Present } from '../contract.ts';
import { policy } from '../policy.ts';
import * as store from '../store.ts';

type At = Pick<Operator, 'state' | 'since'>;

/** What these people are at: in a call, else covered after a hard one, else on a break (which duties know), else rung, else free. */
export async function whatTheyAreAt(
  ctx: Ctx,
  personIds: readonly string[],
): Promise<(personId: string) => At> {
  const [busy, legs, breaks, covers] = [
    await store.selectBusy(ctx),
    await store.selectOpenLegs(ctx),
    await onBreak(ctx, personIds),
    await store.selectCovers(ctx, personIds),
  ];
  const ringing = new Set(legs.filter((l) => l.state === 'ringing').map((l) => l.personId));
  return (personId) => {
    const [inCall, resting, cover] = [busy.get(personId), breaks.get(personId), covers.get(personId)];
    if (inCall) return { state: 'in_call', since: inCall.toISOString() };
    if (cover) return { state: 'covered', since: cover.at.toISOString() };
    if (resting) return { state: 'break', since: resting.toISOString() };
    return { state: ringing.has(personId) ? 'ringing' : 'free', since: null };
  };
}

/** Everyone whom duties or the rota have somewhere now. Calls are seen by those whose line may be read. */
export async function presence(ctx: Ctx): Promise<Present[]> {
  authorize(policy, ctx.actor, 'read', 'presence');
  const seats = await seatsNow(ctx);
  const ids = [...new Set(seats.map((s) => s.personId))];
  const [signs, atOf] = [await callSigns(ctx, ids), await whatTheyAreAt(ctx, ids)];
  const sees = (role: string) =>
    LINES.some(
      (line) => (line === 'legal') === (role === 'legal') && can(policy, ctx.actor, 'read', 'call', { line }),
    );
  return seats.map((seat): Present => {
    const at = atOf(seat.personId);
    const isAway = seat.state === 'expected' || seat.state === 'missed';
    const isBusy = at.state !== 'free' && (at.state === 'break' || at.state === 'covered' || sees(seat.role));
    const since = isBusy ? at.since : (seat.since ?? seat.startsAt)?.toISOString();
    return {
      ...{ personId: seat.personId, callSign: signs.get(seat.personId) ?? '–', role: seat.role },
      ...{ learner: seat.learner, dutyId: seat.dutyId },
      state: isAway
        ? (seat.state as 'expected' | 'missed')
        : isBusy
          ? at.state
          : seat.state === 'over'
            ? 'over'
            : 'free',
      since: since ?? null,
      until: seat.endsAt?.toISOString() ?? null,
    };
  });
}
