import { beforeEach } from 'vitest';
import { deliver } from '../src/features/channels/commands/deliver.ts';
import { stepDue, watchRota } from '../src/features/escalations/commands.ts';
import type { Escalation } from '../src/features/escalations/contract.ts';
import { nameAlways } from '../src/features/escalations/index.ts';
import { answerBuddy, askBuddy, checkIn } from '../src/features/shifts/commands.ts';
import { addShifts } from '../src/features/shifts/index.ts';
import { plusMinutes } from '../src/platform/clock.ts';
import { newId } from '../src/platform/id.ts';
import { testNetwork } from './harness.ts';
import { type Neighbour, onPhone, settlePeople } from './village.ts';

export const hour = 60;

/**
 * A network with a rota of nobody but whom a test puts there: who sits at night, who may stand by, who dispatches by day, who
 * coordinates and who is always there; and a look at the phones of these five.
 */
export async function networkAtNight() {
  const net = await testNetwork({ volunteers: 1, at: new Date('2026-11-23T17:00:00Z') });
  const [sitter, buddy, dispatcher, coordinator, always] = (await settlePeople(net, 5)) as [
    ...[Neighbour, Neighbour, Neighbour, Neighbour, Neighbour],
  ];
  const everyone = [sitter, buddy, dispatcher, coordinator, always];
  await net.signIn(['coordinator'], coordinator.id);
  await net.tx((ctx) => nameAlways(ctx, { id: newId(), personId: always.id }));
  let read = new Map<string, number>();

  /** Noon in New York, of a day without anybody on the rota. */
  beforeEach(async () => {
    const [noon, day] = [Date.parse('2026-11-23T17:00:00Z'), 24 * hour * 60_000];
    net.clock.advance((2 * day - ((net.clock.now().getTime() - noon) % day)) / 60_000);
    await net.tx(async (ctx) => {
      const own = ctx.network.id;
      await ctx.tx.updateTable('shifts').set({ state: 'off' }).where('network_id', '=', own).execute();
      await ctx.tx
        .updateTable('rota_slots')
        .set({ state: 'cancelled' })
        .where('network_id', '=', own)
        .execute();
      await ctx.tx
        .updateTable('duties')
        .set({ ended_at: ctx.now, counted_to: ctx.now, ended_as: 'left' })
        .where('network_id', '=', own)
        .where('ended_at', 'is', null)
        .execute();
      await watchRota(ctx);
    });
    await net.settle();
    await readAll();
  });

  const heard = async (who: Neighbour) =>
    (await onPhone(net, who.phone)).filter((m) => m.from === 'network').map((m) => m.body);
  async function readAll() {
    read = new Map();
    for (const who of everyone) read.set(who.id, (await heard(who)).length);
  }

  /** Eight hours as operator in a slot of their own, or to learn beside whoever is there, so many hours from now. */
  async function seat(who: Neighbour, inHours: number, learner = false): Promise<string> {
    const from = plusMinutes(net.clock.now(), inHours * hour);
    const slot = learner ? null : newId();
    return sits(who, from, plusMinutes(from, 8 * hour), slot, learner);
  }

  /** In a slot, which is made where it is not there yet. */
  async function sits(who: Neighbour, startsAt: Date, endsAt: Date, slotId: string | null, learner = false) {
    const id = newId();
    await net.tx(async (ctx) => {
      if (slotId)
        await ctx.tx
          .insertInto('rota_slots')
          .values({
            ...{ network_id: ctx.network.id, id: slotId, role: 'operator', chapter_id: null },
            ...{ minimum: 1, wanted: 2, languages: [], state: 'published' },
            ...{ starts_at: startsAt, ends_at: endsAt },
          })
          .onConflict((c) => c.doNothing())
          .execute();
      const shift = { id, role: 'operator' as const, chapterId: null, personId: who.id, slotId, learner };
      await addShifts(ctx, [{ ...shift, startsAt, endsAt }]);
    });
    return id;
  }

  const comes = (who: Neighbour, shiftId: string) =>
    net.tx((ctx) => checkIn(ctx, shiftId), net.actor([], who.id));

  /** Who agreed to stand by it. */
  async function standsBy(shiftId: string): Promise<string> {
    const id = newId();
    await net.tx((ctx) => askBuddy(ctx, shiftId, { id, personId: buddy.id }), net.actor('coordinator'));
    await net.tx((ctx) => answerBuddy(ctx, id, true), net.actor([], buddy.id));
    await work();
    await handOver();
    await readAll();
    return id;
  }

  /** What of the rota waits now, and whom it pages. */
  async function work() {
    await net.tx((ctx) => watchRota(ctx));
    while (await stepDue(net.services, net.network.id));
  }
  const handOver = async () => {
    while (await deliver(net.services, net.network.id));
  };

  /** Time passes, twenty minutes at once, of many hours an hour; who was written to meanwhile, each as often as they were. */
  async function pagedAfter(minutes: number): Promise<Neighbour[]> {
    await work();
    const atOnce = minutes < 4 * hour ? 20 : hour;
    for (let passed = 0; passed < minutes; passed += atOnce) {
      net.clock.advance(Math.min(atOnce, minutes - passed));
      await work();
    }
    await handOver();
    const paged: Neighbour[] = [];
    for (const who of everyone) {
      const all = await heard(who);
      for (let n = read.get(who.id) ?? 0; n < all.length; n++) paged.push(who);
      read.set(who.id, all.length);
    }
    return paged;
  }

  const onBoard = async (): Promise<Escalation[]> => {
    const headers = await net.signIn(['dispatcher']);
    return (await net.app.inject({ url: '/api/v1/escalations', headers })).json().items;
  };
  const last = async (who: Neighbour) => (await heard(who)).at(-1);

  return {
    ...{ net, sitter, buddy, dispatcher, coordinator, always, everyone },
    ...{ seat, sits, comes, standsBy, work, pagedAfter, readAll, onBoard, last },
  };
}
