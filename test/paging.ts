import { beforeEach, expect } from 'vitest';
import { deliver } from '../src/features/channels/commands/deliver.ts';
import { stepDue } from '../src/features/escalations/commands.ts';
import type { Kind } from '../src/features/escalations/contract.ts';
import { escalate, nameAlways, settle } from '../src/features/escalations/index.ts';
import { receiveReports } from '../src/features/hotline/index.ts';
import { addShifts } from '../src/features/shifts/index.ts';
import { plusMinutes } from '../src/platform/clock.ts';
import type { Ctx } from '../src/platform/context.ts';
import { newId } from '../src/platform/id.ts';
import { type TestNetwork, testNetwork } from './harness.ts';
import { type Neighbour, onPhone, settlePeople } from './village.ts';

/** A network with its places and rules, and nobody on shift. */
export async function village(): Promise<TestNetwork> {
  const made = await testNetwork({ volunteers: 1 });
  await made.tx(nobodyOn);
  return made;
}

/** Nobody is on shift, and nobody on duty. */
async function nobodyOn(ctx: Ctx): Promise<void> {
  const own = ctx.network.id;
  await ctx.tx.updateTable('shifts').set({ state: 'off' }).where('network_id', '=', own).execute();
  await ctx.tx
    .updateTable('duties')
    .set({ ended_at: ctx.now, ended_as: 'left', counted_to: ctx.now })
    .where('network_id', '=', own)
    .where('ended_at', 'is', null)
    .execute();
}

export const onShift = (who: Neighbour, role: 'dispatcher' | 'operator', of: TestNetwork) =>
  of.tx((ctx) =>
    addShifts(ctx, [
      {
        ...{ id: newId(), role, chapterId: null, personId: who.id },
        startsAt: plusMinutes(ctx.now, -60),
        endsAt: plusMinutes(ctx.now, 12 * 60),
      },
    ]),
  );

export const heard = async (who: Neighbour, of: TestNetwork) =>
  (await onPhone(of, who.phone)).filter((m) => m.from === 'network').map((m) => m.body);

/** What is due is paged, and what was written is handed over. */
export async function work({ services, network }: TestNetwork): Promise<void> {
  while (await stepDue(services, network.id));
  while (await deliver(services, network.id));
}

/**
 * A network with a dispatcher on shift, a coordinator, who is always there and two others, in which nothing waits before a
 * test; and a look at the first three's phones that expects exactly who is paged.
 */
export async function networkWithPages() {
  const net = await village();
  const [dispatcher, coordinator, always, other, another] = (await settlePeople(net, 5)) as [
    ...[Neighbour, Neighbour, Neighbour, Neighbour, Neighbour],
  ];
  await net.signIn(['coordinator'], coordinator.id);
  /** Everyone's phone as it was left: what is there beyond that is a page, expected or not. */
  let read = new Map<string, number>();

  /** Nothing waits, and the dispatcher is on shift. */
  beforeEach(async () => {
    await quiet();
    net.clock.advance(120);
    await onShift(dispatcher, 'dispatcher', net);
    await net.tx((ctx) => nameAlways(ctx, { id: newId(), personId: always.id }));
    await net.settle();
    read = new Map();
    for (const who of [dispatcher, coordinator, always]) read.set(who.id, (await heard(who, net)).length);
  });

  const quiet = () =>
    net.tx(async (ctx) => {
      const own = { network_id: ctx.network.id };
      const open = await ctx.tx
        .selectFrom('escalations')
        .select('subject')
        .where('network_id', '=', own.network_id)
        .execute();
      await settle(
        ctx,
        open.map((row) => row.subject),
      );
      await nobodyOn(ctx);
    });

  /** Minutes pass, and who was paged meanwhile: each of these once, and nobody else. */
  async function pages(minutes: number, ...expected: Neighbour[]): Promise<string[]> {
    net.clock.advance(minutes);
    await work(net);
    const bodies: string[] = [];
    for (const who of [dispatcher, coordinator, always]) {
      const all = await heard(who, net);
      const fresh = all.slice(read.get(who.id) ?? 0);
      read.set(who.id, all.length);
      expect(fresh, `${who.callSign} after ${minutes} min`).toHaveLength(
        expected.filter((one) => one === who).length,
      );
      bodies.push(...fresh);
    }
    return bodies;
  }

  /** A report of what happens now, as a passer-by sends it. */
  async function report(): Promise<string> {
    const id = newId();
    await net.tx((ctx) =>
      receiveReports(ctx, [
        {
          ...{ id, door: 'web', kind: 'sighting', language: 'en', tense: 'now', what: 'Two vans', where: {} },
          origin: Buffer.from(id),
        },
      ]),
    );
    return id;
  }

  const raise = (kind: Kind = 'call', subject = newId()) =>
    net.tx(async (ctx) => {
      await escalate(ctx, { kind, subject });
      return subject;
    });

  const desk = async (
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    body?: object,
    as?: Record<string, string>,
  ) => {
    // Nobody stays signed in for as long as these evenings take.
    const headers = as ?? (await net.signIn(['admin']));
    const answer = await net.app.inject({
      ...{ method, url: `/api/v1/${path}`, headers },
      ...(body && { payload: body }),
    });
    return { status: answer.statusCode, body: answer.json() };
  };
  const onBoard = async (as?: Record<string, string>) =>
    (await desk('GET', 'escalations', undefined, as)).body.items;

  return { net, dispatcher, coordinator, always, other, another, pages, report, raise, desk, onBoard };
}
