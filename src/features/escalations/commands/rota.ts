import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { enqueue } from '../../../platform/jobs/index.ts';
import { people } from '../../people/index.ts';
import { lackingBuddy, onDuty, seatsNow } from '../../shifts/index.ts';
import type { Kind } from '../contract.ts';
import * as store from '../store.ts';
import { escalate, settle, type Waiting } from './escalate.ts';
import { shortShifts } from './gaps.ts';

/** What of the rota waits for a person. */
const kinds: readonly Kind[] = [
  ...(['gap', 'gapNow', 'noBuddy', 'noBuddyNow'] as const),
  ...(['missed', 'learnerMissed', 'overdue'] as const),
];

/**
 * Pages for what is amiss on the rota now, a shift that is short, somebody who sits alone at night without a buddy, who has
 * not come or not handed over, and stops where it is not any more. Run every few minutes and when something on the rota changed; again changes nothing.
 */
export async function watchRota(ctx: Ctx): Promise<void> {
  const waiting = [
    ...(await shortShifts(ctx)),
    ...(await withoutBuddy(ctx)),
    ...(await absent(ctx)),
    ...(await overdue(ctx)),
  ];
  const kindOf = new Map(waiting.map(({ subject, kind }) => [subject, kind]));
  for (const kind of kinds) {
    const open = await store.selectOpenOf(ctx, kind);
    const gone = open.filter(({ subject }) => kindOf.get(subject) !== kind).map(({ subject }) => subject);
    await settle(ctx, gone, kind);
  }
  await escalate(ctx, ...waiting);
}

/** Something on the rota changed: looked at once, however much it was. */
export const lookAtRota = (ctx: Ctx): Promise<void> => enqueue(ctx, 'escalations.rota', {}, ctx.now, 'rota');

type Seat = Pick<Waiting, 'kind' | 'subject'> &
  Pick<NonNullable<Waiting['facts']>, 'role'> & { personId: string; startsAt: Date; endsAt: Date };

/** From so many hours before a night that somebody sits through alone a buddy is looked for; and urgently from so many. */
const buddyHours = 24;
const buddyNowHours = 4;

/** Who sits alone at the desk this night and has nobody who stands by; they can ask somebody themselves. */
async function withoutBuddy(ctx: Ctx): Promise<Waiting[]> {
  const urgent = plusMinutes(ctx.now, buddyNowHours * 60);
  const lacking = await lackingBuddy(ctx, plusMinutes(ctx.now, buddyHours * 60));
  return about(
    ctx,
    lacking.map(({ id, personId, role, startsAt, endsAt }) => ({
      ...{ kind: startsAt <= urgent ? 'noBuddyNow' : 'noBuddy', subject: id },
      ...{ personId, role, startsAt, endsAt },
    })),
  );
}

/** Whose shift runs and who has not come; a learner's empty seat leaves no gap, so it can wait for the day. */
async function absent(ctx: Ctx): Promise<Waiting[]> {
  const missed = (await seatsNow(ctx)).filter((s) => s.state === 'missed');
  return about(
    ctx,
    missed.map(({ learner, shiftId, personId, role, startsAt, endsAt }) => ({
      ...{ kind: learner ? 'learnerMissed' : 'missed', subject: shiftId! },
      ...{ personId, role, startsAt: startsAt!, endsAt: endsAt! },
    })),
  );
}

/** Whose shift ended a while ago and who has neither handed over nor said that they stay. */
async function overdue(ctx: Ctx): Promise<Waiting[]> {
  const raised = (await onDuty(ctx)).filter((d) => d.raisedAt && !d.learner);
  return about(
    ctx,
    raised.map(({ id, personId, role, beganAt, dueAt }) => ({
      ...{ kind: 'overdue', subject: id, personId, role, startsAt: beganAt, endsAt: dueAt! },
    })),
  );
}

/** With whom each is about. */
async function about(ctx: Ctx, seats: Seat[]): Promise<Waiting[]> {
  const ids = [...new Set(seats.map(({ personId }) => personId))];
  const known = new Map((await people(ctx, ids)).map((p) => [p.id, p]));
  return seats.map(({ kind, subject, personId, role, startsAt, endsAt }) => {
    const { callSign, chapterId = null } = known.get(personId) ?? {};
    const times = { startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() };
    return { kind, subject, chapterId, facts: { personId, role, ...times, ...(callSign && { callSign }) } };
  });
}
