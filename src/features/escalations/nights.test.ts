import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { type Neighbour, onPhone, settlePeople, text } from '../../../test/village.ts';
import { plusMinutes } from '../../platform/clock.ts';
import { newId } from '../../platform/id.ts';
import { deliver } from '../channels/commands/deliver.ts';
import { answerBuddy, askBuddy, checkIn, leaveBuddy, removeSeat } from '../shifts/commands.ts';
import { addShifts } from '../shifts/index.ts';
import { stepDue, watchRota } from './commands.ts';
import type { Escalation } from './contract.ts';
import { nameAlways } from './index.ts';

const hour = 60;
let net: TestNetwork;
/** Whose night it is; who may stand by; who dispatches by day; who coordinates; who is always there. */
let sitter: Neighbour;
let buddy: Neighbour;
let dispatcher: Neighbour;
let coordinator: Neighbour;
let always: Neighbour;
let read: Map<string, number>;

const everyone = () => [sitter, buddy, dispatcher, coordinator, always];

beforeAll(async () => {
  net = await testNetwork({ volunteers: 1, at: new Date('2026-11-23T17:00:00Z') });
  [sitter, buddy, dispatcher, coordinator, always] = (await settlePeople(net, 5)) as [
    ...[Neighbour, Neighbour, Neighbour, Neighbour, Neighbour],
  ];
  await net.signIn(['coordinator'], coordinator.id);
  await net.tx((ctx) => nameAlways(ctx, { id: newId(), personId: always.id }));
});

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
  for (const who of everyone()) read.set(who.id, (await heard(who)).length);
}

/** Eight hours as operator in a slot of their own, or to learn beside whoever is there, so many hours from now. */
async function seat(who: Neighbour, inHours: number, learner = false): Promise<string> {
  const id = newId();
  const slotId = learner ? null : newId();
  await net.tx(async (ctx) => {
    const startsAt = plusMinutes(ctx.now, inHours * hour);
    const endsAt = plusMinutes(startsAt, 8 * hour);
    if (slotId)
      await ctx.tx
        .insertInto('rota_slots')
        .values({
          ...{ network_id: ctx.network.id, id: slotId, role: 'operator', chapter_id: null },
          ...{ minimum: 1, wanted: 1, languages: [], state: 'published' },
          ...{ starts_at: startsAt, ends_at: endsAt },
        })
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
  await readAll();
  return id;
}

async function work() {
  await net.tx((ctx) => watchRota(ctx));
  while (await stepDue(net.services, net.network.id));
  while (await deliver(net.services, net.network.id));
}

/** Time passes, twenty minutes at once, of many hours an hour; who was written to meanwhile, each as often as they were. */
async function pagedAfter(minutes: number): Promise<Neighbour[]> {
  await work();
  const atOnce = minutes < 4 * hour ? 20 : hour;
  for (let passed = 0; passed < minutes; passed += atOnce) {
    net.clock.advance(Math.min(atOnce, minutes - passed));
    await work();
  }
  const paged: Neighbour[] = [];
  for (const who of everyone()) {
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

describe('a night that somebody sits through alone', () => {
  it('is told them a day ahead and never at night, then coordinators, then who is always there, and urgently before it', async () => {
    // From ten in the evening of tomorrow.
    const shift = await seat(sitter, 34);
    expect(await pagedAfter(19 * hour + 40)).toEqual([]);
    expect(await pagedAfter(20)).toEqual([sitter]);
    expect(await last(sitter)).toMatch(/you sit alone as operator, Thu, Nov 26.*ask a buddy.*Reply YES/);
    expect(await pagedAfter(4 * hour)).toEqual([coordinator]);
    expect(await last(coordinator)).toMatch(`${sitter.callSign} sits alone as operator`);
    expect(await pagedAfter(4 * hour)).toEqual([always]);
    expect(await onBoard()).toMatchObject([{ kind: 'noBuddy', subject: shift, state: 'running', paged: 3 }]);
    // Four hours before it begins it is urgent, and no hour is too late for that.
    expect(await pagedAfter(2 * hour)).toEqual([sitter]);
    expect(await pagedAfter(20)).toEqual([coordinator]);
    expect(await pagedAfter(20)).toEqual([always]);
    // The second time, and that is all.
    expect(await pagedAfter(80)).toEqual([sitter, coordinator, always]);
    expect(await pagedAfter(40)).toEqual([]);
    expect(await onBoard()).toMatchObject([{ kind: 'noBuddyNow', state: 'unanswered', paged: 3 }]);
    await standsBy(shift);
    expect(await onBoard()).toEqual([]);
    expect(await pagedAfter(hour)).toEqual([]);
  });

  it('is in the hands of who says that they see to it, asked again when they have not, and over with a buddy', async () => {
    const shift = await seat(sitter, 16);
    expect(await pagedAfter(0)).toEqual([sitter]);
    const headers = await net.signIn(['observer'], sitter.id, 'field');
    const mine = await net.app.inject({ url: '/api/v1/escalations/mine', headers });
    expect(mine.json().items).toMatchObject([{ own: true, taker: false, can: ['acknowledge', 'decline'] }]);
    expect(await text(net, sitter.phone, 'YES')).toContain('you have it');
    await readAll();
    expect(await pagedAfter(4 * hour - 20)).toEqual([]);
    expect(await pagedAfter(20)).toEqual([sitter]);
    await standsBy(shift);
    expect(await pagedAfter(12 * hour)).toEqual([]);
  });

  it('is the coordinators’ at once when who sits alone cannot find anybody', async () => {
    await seat(sitter, 16);
    await pagedAfter(0);
    expect(await text(net, sitter.phone, 'NO')).toContain('The next are paged');
    // The answer, and the next.
    expect(await pagedAfter(0)).toEqual([sitter, coordinator]);
  });

  it('that loses its buddy while it runs is urgent, and wakes nobody while it has one', async () => {
    const shift = await seat(sitter, 10);
    const stands = await standsBy(shift);
    expect(await pagedAfter(10 * hour)).toEqual([]);
    await comes(sitter, shift);
    expect(await pagedAfter(3 * hour)).toEqual([]);
    // One in the morning.
    await net.tx((ctx) => leaveBuddy(ctx, stands), net.actor([], buddy.id));
    // That the buddy goes, and that there is none.
    expect(await pagedAfter(0)).toEqual([sitter, sitter]);
    expect(await pagedAfter(40)).toEqual([coordinator, always]);
  });

  it('that they are taken off is nobody’s any more', async () => {
    const shift = await seat(sitter, 16);
    expect(await pagedAfter(0)).toEqual([sitter]);
    await net.tx((ctx) => removeSeat(ctx, shift), net.actor('coordinator'));
    await work();
    expect((await onBoard()).map(({ kind }) => kind)).not.toContain('noBuddy');
  });

  it('asks whom it is about in no plan of another kind', async () => {
    const headers = await net.signIn(['admin']);
    const ask = (kind: string) =>
      net.app.inject({
        ...{ method: 'POST', url: '/api/v1/escalation-policies/previews', headers },
        payload: {
          ...{ kind, chapterId: null },
          plan: {
            ...{ after: 0, times: 1, again: 30 },
            steps: [
              { to: { who: 'self' }, manner: 'quiet', minutes: 5 },
              { to: { who: 'always' }, manner: 'ring', minutes: 5 },
            ],
          },
        },
      });
    expect((await ask('report')).json().errors).toMatchObject([
      { message: expect.stringContaining('about themselves') },
    ]);
    expect((await ask('noBuddy')).json().items).toMatchObject([
      { step: 0, minutes: 0, callSigns: [] },
      { step: 1, minutes: 5, callSigns: [always.callSign] },
    ]);
  });
});

describe('a learner who does not come', () => {
  it('is asked after by the dispatcher, then coordinators, then who is always there, until they are here', async () => {
    await comes(dispatcher, await seat(dispatcher, 0));
    const shift = await seat(sitter, 0, true);
    expect(await pagedAfter(9)).toEqual([]);
    // Where nobody dispatches, who is on as operator.
    expect(await pagedAfter(1)).toEqual([dispatcher]);
    expect(await last(dispatcher)).toMatch(/is learning, has not come.*Nothing is short/);
    expect(await pagedAfter(30)).toEqual([coordinator]);
    expect(await pagedAfter(60)).toEqual([always]);
    await comes(sitter, shift);
    expect(await pagedAfter(5 * hour)).toEqual([]);
    expect(await onBoard()).toEqual([]);
  });

  it('wakes nobody: what began at night is over with the shift', async () => {
    await seat(sitter, 11, true);
    expect(await pagedAfter(12 * hour)).toEqual([]);
    expect(await pagedAfter(8 * hour)).toEqual([]);
    expect(await onBoard()).toEqual([]);
  });
});
