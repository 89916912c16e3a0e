import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { enqueue } from '../../../platform/jobs/index.ts';
import { nextCheckIn, REST_HOURS } from '../rules.ts';
import * as store from '../store.ts';
import { leaveAlone } from './pairs.ts';
import { freeSeats } from './places.ts';
import { type Act, type Effect, type Opened, step } from './steps.ts';
import { ackAll } from './wait.ts';
import { wantAgain } from './wave.ts';

/** I have read the five lines and keep to them. */
export const readConduct = (ctx: Ctx, id: string, act: Act) =>
  step(ctx, 'conduct', id, act, ({ at }) => ({ change: { conduct_at: at } }));

/** Somebody who does not arrive is missed like somebody who does not check in. */
export const goEnRoute = (ctx: Ctx, id: string, act: Act) =>
  step(ctx, 'en-route', id, act, ({ row, callout, at }) => {
    const expected = row.etaAt && row.etaAt > at ? row.etaAt : at;
    return watched(ctx, row, nextCheckIn(expected, ctx.now, callout.checkInMinutes), {
      ...hasSetOff,
      en_route_at: at,
    });
  });

export const arrive = (ctx: Ctx, id: string, act: Act) =>
  step(ctx, 'on-scene', id, act, ({ row, callout, at }) =>
    watched(ctx, row, nextCheckIn(at, ctx.now, callout.checkInMinutes), {
      ...hasSetOff,
      on_scene_at: at,
      en_route_at: row.enRouteAt ?? at,
      missed_at: null,
    }),
  );

export const checkIn = (ctx: Ctx, id: string, act: Act) =>
  step(ctx, 'check-in', id, act, ({ row, callout, at }) =>
    watched(ctx, row, nextCheckIn(at, ctx.now, callout.checkInMinutes), {
      check_in_at: at,
      missed_at: null,
    }),
  );

const hasSetOff: store.Change = { set_off_due_at: null, nudged_at: null, late_at: null };

/** Leaving gives the place back and begins the rest; who has promised to relieve is sent now. */
export const depart = (ctx: Ctx, id: string, act: Act) =>
  step(ctx, 'depart', id, act, (opened) => ({
    change: gone(opened.at),
    data: leavesUnsaid(opened) ? { unsaid: true } : {},
    follow: async () => {
      await comeHome(ctx, opened);
      await leaveAlone(ctx, opened.row);
      if (!opened.row.onSceneAt) await wantAgain(ctx, opened.callout);
    },
  }));

/** A verifier who was there and has not said what they found. */
export const leavesUnsaid = ({ row, callout }: Pick<Opened, 'row' | 'callout'>): boolean =>
  callout.purpose === 'verify' && row.onSceneAt !== null && row.finding === null;

export const gone = (at: Date): store.Change => ({
  departed_at: at,
  check_in_due_at: null,
  missed_at: null,
  need_who: null,
  need_at: null,
  alone_at: null,
});

/** What follows when somebody is out no more. */
export async function comeHome(ctx: Ctx, { row, at }: Pick<Opened, 'row' | 'at'>): Promise<void> {
  await freeSeats(ctx, [row.id]);
  await store.setOut(ctx, [row.personId], null);
  if (row.enRouteAt || row.onSceneAt)
    await store.setRest(ctx, [row.personId], plusMinutes(at, REST_HOURS * 60));
  // Whoever left is acknowledged by leaving.
  await ackAll(ctx, row.id, at, null);
  await enqueue(ctx, 'callouts.relieve', { left: row.id }, ctx.now, `relieve ${row.id}`);
}

async function watched(
  ctx: Ctx,
  row: store.AssignmentRow,
  dueAt: Date,
  change: store.Change,
): Promise<Effect> {
  await enqueue(ctx, 'callouts.checkIn', { assignment: row.id }, dueAt, `check in ${row.id}`);
  return { change: { ...change, check_in_due_at: dueAt } };
}
