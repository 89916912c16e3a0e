import { afterAll, beforeEach } from 'vitest';
import { features } from '../src/composition.ts';
import { addAddresses } from '../src/features/channels/index.ts';
import * as commands from '../src/features/rosters/commands.ts';
import type { Rule } from '../src/features/rosters/contract.ts';
import type { Actor } from '../src/platform/context.ts';
import type { Call, Services } from '../src/platform/http/call.ts';
import { newId } from '../src/platform/id.ts';
import type { Problem } from '../src/platform/problem.ts';
import { SignalDaemon } from './fakes/signal-cli.ts';
import { testNetwork } from './harness.ts';
import { type Neighbour, settlePeople } from './village.ts';

/** A member with an account at Signal. */
export interface Settled extends Neighbour {
  account: ReturnType<SignalDaemon['account']>;
}

/** Whoever has signed and is trained as an observer. */
export const anyone: Rule = {
  roles: ['observer'],
  courses: ['observer'],
  chapters: [],
  agreement: true,
  activeDays: 0,
};

/** What an act that may be refused came to. */
export const status = (work: Promise<unknown>): Promise<number> =>
  work.then(
    () => 200,
    (error: Problem) => error.status,
  );

let numbers = 200;

/** A network whose channels are groups of a signal-cli of its own, and what its tests do with them. */
export async function signalGroups() {
  const net = await testNetwork({ demo: false });
  // A network without a demo's people still needs its places and playbook.
  await net.tx(async (ctx) => {
    for (const name of ['playbooks', 'places'])
      await features.find((f) => f.name === name)!.seed!(ctx, {
        random: () => 0.5,
        id: newId,
        at: ctx.now,
        volunteers: 0,
      });
  });
  const daemon = new SignalDaemon('+12125550100');
  await daemon.start();
  const services: Services = { ...net.services, config: { ...net.services.config, signal: daemon.settings } };
  beforeEach(() => {
    daemon.groups = [];
    daemon.calls = [];
  });
  afterAll(() => daemon.stop());

  const admin = net.actor('admin');
  const second = net.actor('admin');
  const as = <T>(work: Parameters<typeof net.tx<T>>[0], actor: Actor = admin) => net.tx(work, actor);

  /** Observers of one chapter, each with Signal. */
  async function observers(count: number): Promise<Settled[]> {
    const people = await settlePeople(net, count);
    const settled = people.map((p) => {
      const n = numbers++;
      return { ...p, account: daemon.account(`+1${400 + (n % 500)}5550${100 + Math.floor(n / 500)}`) };
    });
    await net.tx((ctx) =>
      addAddresses(
        ctx,
        settled.map((p) => ({
          id: newId(),
          personId: p.id,
          kind: 'signal' as const,
          address: p.account.number!,
          rank: 0,
        })),
      ),
    );
    return settled;
  }

  /** Takes everybody else out of the way: one channel a test, with its own people. */
  const onlyThese = async (people: Neighbour[]) =>
    net.tx((ctx) =>
      ctx.tx
        .updateTable('people')
        .set({ state: 'paused' })
        .where('network_id', '=', net.network.id)
        .where(
          'id',
          'not in',
          people.map((p) => p.id),
        )
        .where('state', '=', 'active')
        .execute(),
    );

  async function channel(name: string, rule: Partial<Rule> = {}): Promise<string> {
    const channelId = newId();
    await as((ctx) => commands.makeChannel(ctx, { id: channelId, name, rule: { ...anyone, ...rule } }));
    await look(channelId);
    return channelId;
  }
  async function look(channelId: string) {
    await as((ctx) => commands.askForLook(ctx, channelId));
    await commands.lookAround(services, net.network.id);
    return read(channelId);
  }
  const read = (channelId: string, actor = admin) => as((ctx) => commands.readChannel(ctx, channelId), actor);
  const plan = (channelId: string) => as((ctx) => commands.makePlan(ctx, channelId, newId()));
  const apply = (planId: string, actor = admin) => as((ctx) => commands.applyPlan(ctx, planId), actor);
  const carryOut = async () => {
    while (await commands.carryOut(services, net.network.id));
  };
  /** A channel whose group is what its rule says. */
  async function standing(name: string, people: Settled[]) {
    await onlyThese(people);
    const channelId = await channel(name);
    await apply((await plan(channelId)).id);
    await carryOut();
    await look(channelId);
    const group = daemon.groups.find((g) => g.name === name)!;
    return { channelId, group };
  }
  const namesIn = (group: (typeof daemon.groups)[number]) =>
    [...group.members].filter((a) => a !== daemon.self).map((a) => a.number);
  const told = (purpose: string) =>
    net.tx((ctx) =>
      ctx.tx
        .selectFrom('messages')
        .select(['kind', 'person_id', 'subject', 'body', 'id'])
        .where('network_id', '=', net.network.id)
        .where('purpose', '=', purpose)
        .orderBy('id')
        .execute(),
    );
  const call = (actor: Actor): Call => ({
    ...{ services, network: net.network, actor, origin: '' },
    tx: (work) => net.tx(work, actor),
  });

  return {
    ...{ net, daemon, services, admin, second, as, observers, onlyThese, told, call },
    ...{ channel, look, read, plan, apply, carryOut, standing, namesIn },
  };
}
