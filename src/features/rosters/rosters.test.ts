import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SignalDaemon } from '../../../test/fakes/signal-cli.ts';
import { testNetwork } from '../../../test/harness.ts';
import { type Neighbour, settlePeople } from '../../../test/village.ts';
import { features } from '../../composition.ts';
import type { Actor } from '../../platform/context.ts';
import { Background } from '../../platform/events/background.ts';
import type { Call, Services } from '../../platform/http/call.ts';
import { newId } from '../../platform/id.ts';
import type { Problem } from '../../platform/problem.ts';
import { createAccounts } from '../accounts/index.ts';
import { addAddresses } from '../channels/index.ts';
import { removePerson } from '../people/commands.ts';
import { linkAccount, person } from '../people/index.ts';
import { chapters } from '../places/index.ts';
import * as commands from './commands.ts';
import type { Rule } from './contract.ts';
import { loops } from './jobs.ts';
import { keeps } from './retention.ts';

const net = await testNetwork({ demo: false });
const daemon = new SignalDaemon('+12125550100');
let services: Services;
beforeAll(async () => {
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
  await daemon.start();
  services = { ...net.services, config: { ...net.services.config, signal: daemon.settings } };
});
beforeEach(() => {
  daemon.groups = [];
  daemon.calls = [];
});
afterAll(() => daemon.stop());

const id = () => net.network.id;
const status = (work: Promise<unknown>) =>
  work.then(
    () => 200,
    (error: Problem) => error.status,
  );
const admin = net.actor('admin');
const second = net.actor('admin');
const free = { isHeld: async () => false, mustBeFree: async () => {} };
const as = <T>(work: Parameters<typeof net.tx<T>>[0], actor: Actor = admin) => net.tx(work, actor);

let numbers = 200;
type Account = ReturnType<SignalDaemon['account']>;
interface Settled extends Neighbour {
  account: Account;
}

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

const anyone: Rule = {
  roles: ['observer'],
  courses: ['observer'],
  chapters: [],
  agreement: true,
  activeDays: 0,
};
/** Takes everybody else out of the way: one channel a test, with its own people. */
const onlyThese = async (people: Neighbour[]) =>
  net.tx((ctx) =>
    ctx.tx
      .updateTable('people')
      .set({ state: 'paused' })
      .where('network_id', '=', id())
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
  await commands.lookAround(services, id());
  return read(channelId);
}
const read = (channelId: string, actor = admin) => as((ctx) => commands.readChannel(ctx, channelId), actor);
const plan = (channelId: string) => as((ctx) => commands.makePlan(ctx, channelId, newId()));
const apply = (planId: string, actor = admin) => as((ctx) => commands.applyPlan(ctx, planId), actor);
const carryOut = async () => {
  while (await commands.carryOut(services, id()));
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
      .where('network_id', '=', id())
      .where('purpose', '=', purpose)
      .orderBy('id')
      .execute(),
  );

describe('a channel', () => {
  it('becomes what its rule says by a plan that is shown first and applied by a person', async () => {
    const people = await observers(3);
    await onlyThese(people);
    const channelId = await channel('Observers');
    expect((await read(channelId)).channel).toMatchObject({
      belong: 3,
      inside: 0,
      missing: 3,
      astray: 0,
      groups: 0,
    });
    const made = await plan(channelId);
    expect(made).toMatchObject({ state: 'open', adds: 3, removes: 0, mass: false });
    await carryOut();
    expect(daemon.groups).toEqual([]);
    const shown = await read(channelId);
    expect(shown.plan!.moves.map((m) => m.callSign).sort()).toEqual(people.map((p) => p.callSign).sort());
    expect(JSON.stringify(shown)).not.toMatch(/\+\d{6}|555/);
    await apply(made.id);
    expect(await status(apply(made.id))).toBe(200);
    await carryOut();
    const [group] = daemon.groups;
    expect(namesIn(group!).sort()).toEqual(people.map((p) => p.account.number).sort());
    expect(group).toMatchObject({
      name: 'Observers',
      link: 'disabled',
      permissions: { add: 'ONLY_ADMINS', edit: 'ONLY_ADMINS', send: 'ONLY_ADMINS' },
    });
    expect((await look(channelId)).channel).toMatchObject({
      inside: 3,
      missing: 0,
      astray: 0,
      groups: 1,
      unlocked: 0,
    });
    expect((await read(channelId)).history[0]).toMatchObject({ state: 'done', adds: 3, failed: 0 });
    expect(await status(plan(channelId))).toBe(409);
    const acts = await net.tx((ctx) =>
      ctx.tx
        .selectFrom('audit_acts')
        .select('act')
        .where('network_id', '=', id())
        .where('subject', '=', channelId)
        .execute(),
    );
    expect(acts.map((a) => a.act)).toEqual([
      'channel.made',
      'channel.planned',
      'channel.applied',
      'channel.carriedOut',
    ]);
  });

  it('shows who should not be in it, strangers by the end of a number, and tells the admins once', async () => {
    const people = await observers(2);
    const { channelId, group } = await standing('Drift', people);
    const stranger = daemon.account('+12125550777');
    group.members.add(stranger);
    await net.tx((ctx) =>
      ctx.tx
        .updateTable('certificates')
        .set({ revoked_at: ctx.now })
        .where('network_id', '=', id())
        .where('person_id', '=', people[0]!.id)
        .execute(),
    );
    const adminPerson = (await settlePeople(net, 1))[0]!;
    await net.signIn(['admin'], adminPerson.id);
    const before = (await told('alarm')).length;
    expect((await look(channelId)).channel).toMatchObject({ astray: 2 });
    await look(channelId);
    expect((await told('alarm')).slice(before).map((m) => m.person_id)).toEqual([adminPerson.id]);
    const made = await plan(channelId);
    const { plan: shown } = await read(channelId);
    const lines = shown!.moves.map(({ kind, callSign, hint, reasons }) => ({
      kind,
      callSign,
      hint,
      reasons,
    }));
    expect(lines).toContainEqual({
      kind: 'remove',
      callSign: null,
      hint: 'number ending in 77',
      reasons: ['unknown'],
    });
    expect(lines).toContainEqual({
      kind: 'remove',
      callSign: people[0]!.callSign,
      hint: null,
      reasons: ['course'],
    });
    expect(JSON.stringify(shown)).not.toContain('5550777');
    await apply(made.id);
    await carryOut();
    expect(namesIn(group)).toEqual([people[1]!.account.number]);
  });

  it('keeps admin-only posting: a group that was opened is told of and closed by the next plan', async () => {
    const { channelId, group } = await standing('Announcements', await observers(1));
    group.permissions.send = 'EVERY_MEMBER';
    group.link = 'enabled';
    const before = (await told('alarm')).length;
    expect((await look(channelId)).channel).toMatchObject({ unlocked: 1 });
    expect((await told('alarm')).length).toBe(before + 1);
    const made = await plan(channelId);
    expect(made).toMatchObject({ adds: 0, removes: 0, locks: 1 });
    await apply(made.id);
    await carryOut();
    expect(group).toMatchObject({ link: 'disabled', permissions: { send: 'ONLY_ADMINS' } });
    group.admins.delete(daemon.self);
    expect((await look(channelId)).channel).toMatchObject({ unlocked: 1 });
  });

  it('does not put back who left by themselves until they ask', async () => {
    const people = await observers(2);
    const { channelId, group } = await standing('Leaving', people);
    group.members.delete(people[0]!.account);
    expect((await look(channelId)).channel).toMatchObject({ inside: 1, missing: 0 });
    const me = net.actor([], people[0]!.id);
    const mine = await as((ctx) => commands.myChannels(ctx), me);
    expect(mine.items.find((c) => c.id === channelId)).toMatchObject({ standing: 'left', missing: [] });
    await as((ctx) => commands.returnTo(ctx, channelId), me);
    expect(await status(as((ctx) => commands.returnTo(ctx, channelId), me))).toBe(404);
    expect((await look(channelId)).channel).toMatchObject({ missing: 1 });
  });
});

describe('many removals', () => {
  it('wait for a second person, who is another than the first', async () => {
    const people = await observers(7);
    const { channelId, group } = await standing('Many', people);
    await onlyThese([people[0]!]);
    await look(channelId);
    const made = await plan(channelId);
    expect(made).toMatchObject({ removes: 6, mass: true });
    expect(await apply(made.id)).toMatchObject({ state: 'waiting' });
    await carryOut();
    expect(group.members.size).toBe(8);
    const approve = (actor: Actor) => as((ctx) => commands.approvePlan(ctx, made.id), actor);
    expect(await status(approve(admin))).toBe(403);
    expect(await status(approve(net.actor('dispatcher')))).toBe(404);
    expect(await status(plan(channelId))).toBe(409);
    expect(await approve(second)).toMatchObject({ state: 'approved' });
    await carryOut();
    expect(namesIn(group)).toEqual([people[0]!.account.number]);
  });

  it('are refused by the database without the second', async () => {
    const { channelId } = await standing('By hand', await observers(1));
    const forged = net.tx((ctx) =>
      ctx.tx
        .insertInto('channel_plans')
        .values({
          ...{ network_id: id(), id: newId(), channel_id: channelId, because: 'person', state: 'approved' },
          ...{ mass: true, made_at: ctx.now, applied_by: admin.personId },
        })
        .execute(),
    );
    await expect(forged).rejects.toMatchObject({ code: '23514' });
  });

  it('are dropped, or made anew when an hour has gone by', async () => {
    const people = await observers(2);
    const { channelId } = await standing('Old', people);
    await onlyThese([people[0]!]);
    await look(channelId);
    const made = await plan(channelId);
    net.clock.advance(61);
    const fresh = { ...admin, confirmedAt: net.clock.now() };
    expect(await status(apply(made.id, fresh))).toBe(409);
    expect((await read(channelId)).plan!.plan).toMatchObject({ state: 'old', can: ['drop'] });
    expect(await status(plan(channelId))).toBe(409);
    await look(channelId);
    const next = await plan(channelId);
    expect(await status(apply(next.id, { ...admin, confirmedAt: null }))).toBe(403);
    await as((ctx) => commands.dropPlan(ctx, next.id), fresh);
    expect(await status(apply(next.id, fresh))).toBe(409);
    admin.confirmedAt = second.confirmedAt = net.clock.now();
  });
});

describe('who is removed from the network', () => {
  it('is out of every channel within five seconds, however they are named there', async () => {
    const people = await observers(2);
    const { group } = await standing('Removal', people);
    group.members.delete(people[0]!.account);
    const hidden = daemon.account(null);
    group.members.add(hidden);
    await net.tx((ctx) =>
      addAddresses(ctx, [
        { id: newId(), personId: people[0]!.id, kind: 'signal', address: hidden.uuid, rank: 1 },
      ]),
    );
    const background = new Background({
      services,
      handlers: features.flatMap((f) => f.handlers ?? []),
      loops,
    });
    await background.start();
    const begun = performance.now();
    await as((ctx) => removePerson(ctx, people[0]!.id, free));
    await expect.poll(() => group.members.has(hidden), { timeout: 5000, interval: 20 }).toBe(false);
    expect(performance.now() - begun).toBeLessThan(5000);
    await background.stop();
    expect((await net.tx((ctx) => person(ctx, people[0]!.id))).state).toBe('left');
    expect(namesIn(group)).toEqual([people[1]!.account.number]);
  });

  it('goes also when they were put in a moment ago, and is not put in by a plan made before', async () => {
    const people = await observers(2);
    await onlyThese(people);
    const channelId = await channel('Just now');
    const made = await plan(channelId);
    await as((ctx) => removePerson(ctx, people[0]!.id, free));
    await net.tx((ctx) => commands.followRemoved(ctx, people[0]!.id));
    await apply(made.id);
    await carryOut();
    expect(namesIn(daemon.groups[0]!)).toEqual([people[1]!.account.number]);
    expect((await read(channelId)).history[0]).toMatchObject({ because: 'person', adds: 1 });
  });
});

describe('when signal-cli', () => {
  it('is away, a plan is carried out later, once, and the channel says so', async () => {
    const people = await observers(2);
    await onlyThese(people);
    const channelId = await channel('Away');
    const made = await plan(channelId);
    await apply(made.id);
    await daemon.stop();
    await carryOut();
    expect((await read(channelId)).plan!.plan).toMatchObject({
      state: 'approved',
      error: expect.stringMatching(/^ECONN/),
    });
    expect((await look(channelId)).channel.trouble).toMatch(/^ECONN/);
    await daemon.start();
    net.clock.advance(1);
    await carryOut();
    expect(namesIn(daemon.groups[0]!)).toHaveLength(2);
    expect(daemon.groups).toHaveLength(1);
    expect((await look(channelId)).channel).toMatchObject({ trouble: null, missing: 0 });
    admin.confirmedAt = second.confirmedAt = net.clock.now();
  });

  it('answers nonsense, nothing is taken for seen', async () => {
    const { channelId } = await standing('Nonsense', await observers(2));
    daemon.wrongAnswers = ['{"jsonrpc":"2.0","id":"x","result":[]}'];
    expect((await look(channelId)).channel).toMatchObject({
      trouble: 'signal nonsense',
      inside: 2,
      missing: 0,
    });
  });

  it('refuses one of many, the others come in and the one is shown as failed', async () => {
    const people = await observers(3);
    await onlyThese(people);
    const channelId = await channel('Refusal');
    const made = await plan(channelId);
    people[1]!.account.number = '+12125550888';
    await apply(made.id);
    await carryOut();
    expect(namesIn(daemon.groups[0]!)).toHaveLength(2);
    expect((await read(channelId)).history[0]).toMatchObject({ state: 'done', adds: 3, failed: 1 });
  });

  it('takes long, nobody else begins the same plan', async () => {
    const people = await observers(60);
    await onlyThese(people);
    const channelId = await channel('Long');
    await apply((await plan(channelId)).id);
    // Each part of it takes longer than half of the time for which a plan is taken.
    const others: Promise<boolean>[] = [];
    const calls: typeof daemon.calls = [];
    calls.push = (...made) => {
      if (made.some(({ params }) => 'members' in params || 'member' in params)) {
        net.clock.advance(1.5);
        others.push(commands.carryOut(services, id()));
      }
      return 0;
    };
    daemon.calls = calls;
    await carryOut();
    expect(others.length).toBeGreaterThan(1);
    expect(await Promise.all(others)).toEqual(others.map(() => false));
    expect(namesIn(daemon.groups[0]!)).toHaveLength(60);
    admin.confirmedAt = second.confirmedAt = net.clock.now();
  });

  it('made a group that nobody got to write down, it is taken up again', async () => {
    const people = await observers(1);
    await onlyThese(people);
    const channelId = await channel('Orphan');
    daemon.group('Orphan', []);
    await apply((await plan(channelId)).id);
    await carryOut();
    expect(daemon.groups).toHaveLength(1);
    expect(namesIn(daemon.groups[0]!)).toHaveLength(1);
  });
});

const call = (actor: Actor): Call => ({
  ...{ services, network: net.network, actor, origin: '' },
  tx: (work) => net.tx(work, actor),
});

describe('an existing group', () => {
  it('is taken for a channel by an admin, once, if our account administers it', async () => {
    const people = await observers(2);
    await onlyThese(people);
    const ours = daemon.group('Old group', [people[0]!.account]);
    const theirs = daemon.group('Not ours', [], []);
    const channelId = await channel('Linked');
    const other = await channel('Other');
    expect(await commands.freeGroups(call(admin))).toEqual([
      { group: ours.id, name: 'Old group', members: 1 },
    ]);
    const coordinator = net.actor('coordinator');
    expect(await status(commands.linkGroup(call(coordinator), channelId, ours.id))).toBe(403);
    expect(await status(commands.linkGroup(call(admin), channelId, theirs.id))).toBe(404);
    await commands.linkGroup(call(admin), channelId, ours.id);
    expect(await status(commands.linkGroup(call(admin), other, ours.id))).toBe(409);
    expect((await look(channelId)).channel).toMatchObject({ groups: 1, inside: 1, missing: 1, unlocked: 1 });
    const open = await plan(channelId);
    await as((ctx) => commands.endChannel(ctx, channelId));
    const left = await net.tx((ctx) =>
      ctx.tx
        .selectFrom('channel_moves')
        .select(['state', 'address'])
        .where('plan_id', '=', open.id)
        .execute(),
    );
    expect(left.length).toBeGreaterThan(0);
    for (const move of left) expect(move).toEqual({ state: 'skipped', address: null });
    expect(await commands.freeGroups(call(admin))).toHaveLength(1);
    expect(await status(read(channelId))).toBe(404);
  });
});

describe('who sits in two groups of a channel', () => {
  it('keeps one seat', async () => {
    const [ana, bo] = (await observers(2)) as [Settled, Settled];
    const { channelId, group } = await standing('Twice', [ana, bo]);
    const other = daemon.group('Twice too', [ana.account]);
    await commands.linkGroup(call(admin), channelId, other.id);
    expect((await look(channelId)).channel).toMatchObject({ groups: 2, inside: 2, astray: 1 });
    const made = await plan(channelId);
    expect(made).toMatchObject({ adds: 0, removes: 1 });
    await apply(made.id);
    await carryOut();
    expect(namesIn(group).sort()).toEqual([ana.account.number, bo.account.number].sort());
    expect(namesIn(other)).toEqual([]);
    expect((await look(channelId)).channel).toMatchObject({ inside: 2, missing: 0, astray: 0 });
  });

  it('keeps one of two accounts too', async () => {
    const [ana] = (await observers(1)) as [Settled];
    const { channelId, group } = await standing('Two accounts', [ana]);
    const also = daemon.account(null);
    await net.tx((ctx) =>
      addAddresses(ctx, [{ id: newId(), personId: ana.id, kind: 'signal', address: also.uuid, rank: 1 }]),
    );
    group.members.add(also);
    expect((await look(channelId)).channel).toMatchObject({ inside: 1, astray: 1 });
    await apply((await plan(channelId)).id);
    await carryOut();
    expect([...group.members].filter((a) => a !== daemon.self)).toHaveLength(1);
    expect((await look(channelId)).channel).toMatchObject({ inside: 1, missing: 0, astray: 0 });
  });
});

describe('a changed safety number', () => {
  const asked = async (personId: string) => {
    const [message] = (await told('safety')).filter((m) => m.person_id === personId);
    return message!;
  };
  const codeIn = ({ body, id: record }: { body: Uint8Array; id: string }) =>
    net.tx(async (ctx) => /\b\d{6}\b/.exec(ctx.vault.decrypt<string>(body, { record, field: 'body' }))![0]);
  const say = (who: Settled, body: string, kind: 'wall' | 'signal') =>
    net.tx(async (ctx) =>
      commands.claimer.claim(ctx, {
        ...{ kind, personId: who.id, body, language: 'en', id: newId(), at: ctx.now, media: [] },
        ...{
          providerId: newId(),
          address: who.phone,
          addressKey: Buffer.of(1),
          addressKeys: [],
          answers: null,
          proven: true,
        },
      }),
    );

  it('is asked about by another way, and stays with the code of that message, not by Signal', async () => {
    const [ana, bo] = (await observers(2)) as [Settled, Settled];
    const { channelId, group } = await standing('Safety', [ana, bo]);
    daemon.setUpAnew(ana.account);
    await look(channelId);
    await look(channelId);
    const message = await asked(ana.id);
    expect(message.kind).not.toBe('signal');
    expect(await told('safety')).toHaveLength(1);
    expect((await read(channelId)).safety).toMatchObject([
      { callSign: ana.callSign, state: 'open', can: ['answer'] },
    ]);
    const code = await codeIn(message);
    expect(await say(ana, code, 'signal')).toBeNull();
    expect(await say(bo, code, 'wall')).toBeNull();
    expect(await say(ana, '000000', 'wall')).toBeNull();
    expect(await say(ana, ` ${code} `, 'wall')).toMatchObject({ subject: message.subject });
    await look(channelId);
    expect(ana.account.keys[0]!.trust).toBe('TRUSTED_VERIFIED');
    net.clock.advance(25 * 60);
    await net.settle();
    await carryOut();
    expect(group.members.has(ana.account)).toBe(true);
    admin.confirmedAt = second.confirmedAt = net.clock.now();
  });

  it('takes out who does not answer within a day, and keeps them out until they do', async () => {
    const people = await observers(2);
    const { channelId, group } = await standing('Unanswered', people);
    daemon.setUpAnew(people[0]!.account);
    await look(channelId);
    net.clock.advance(23 * 60);
    await net.settle();
    await carryOut();
    expect(group.members.has(people[0]!.account)).toBe(true);
    net.clock.advance(61);
    await net.settle();
    await carryOut();
    expect(namesIn(group)).toEqual([people[1]!.account.number]);
    expect((await look(channelId)).channel).toMatchObject({ inside: 1, missing: 0 });
    const me = net.actor([], people[0]!.id);
    const { safety } = await as((ctx) => commands.myChannels(ctx), me);
    const other = net.actor([], people[1]!.id);
    expect(await status(as((ctx) => commands.answerMine(ctx, safety!.id, true), other))).toBe(404);
    await as((ctx) => commands.answerMine(ctx, safety!.id, true), me);
    expect((await look(channelId)).channel).toMatchObject({ missing: 1 });
    admin.confirmedAt = second.confirmedAt = net.clock.now();
  });

  it('takes out at once who says that it was not them', async () => {
    const people = await observers(2);
    const { channelId, group } = await standing('Not mine', people);
    daemon.setUpAnew(people[0]!.account);
    await look(channelId);
    const [change] = (await read(channelId)).safety;
    const self = net.actor('admin', people[0]!.id);
    expect(await status(as((ctx) => commands.answerFor(ctx, change!.id, false), self))).toBe(403);
    expect(await as((ctx) => commands.answerFor(ctx, change!.id, false))).toMatchObject({
      state: 'not_mine',
    });
    expect(await status(as((ctx) => commands.answerFor(ctx, change!.id, true)))).toBe(409);
    await carryOut();
    expect(namesIn(group)).toEqual([people[1]!.account.number]);
  });

  it('of many at once takes out a few, and leaves the others to two people; elsewhere they go', async () => {
    const people = await observers(8);
    const { channelId, group } = await standing('All at once', people);
    const last = people[7]!;
    const small = daemon.group('Small', [last.account]);
    const smallId = await channel('Small');
    await commands.linkGroup(call(admin), smallId, small.id);
    await look(smallId);
    for (const { account } of people.slice(0, 7)) daemon.setUpAnew(account);
    await look(channelId);
    net.clock.advance(60);
    daemon.setUpAnew(last.account);
    await look(channelId);
    for (const minutes of [23 * 60 + 1, 60]) {
      net.clock.advance(minutes);
      await net.settle();
      await carryOut();
    }
    expect(namesIn(small)).toEqual([]);
    expect(namesIn(group)).toHaveLength(3);
    admin.confirmedAt = second.confirmedAt = net.clock.now();
    const { channel: seen } = await look(channelId);
    expect(seen).toMatchObject({ astray: 3 });
    admin.confirmedAt = second.confirmedAt = net.clock.now();
  });
});

describe('what was done in a channel', () => {
  it('is kept for as long as messages are, and goes with its lines; what is under way stays', async () => {
    const people = await observers(1);
    const { channelId } = await standing('Kept', people);
    daemon.setUpAnew(people[0]!.account);
    await look(channelId);
    const [change] = (await read(channelId)).safety;
    const [plans, safety] = keeps;
    const due = (keeping = plans!) =>
      net.tx((ctx) => keeping.due(ctx, new Date(ctx.now.getTime() + 1), null, 500));
    const [done] = (await read(channelId)).history;
    expect((await due()).find((d) => d.id === done!.id)?.about.persons).toContain(people[0]!.id);
    expect((await due(safety)).map((d) => d.id)).not.toContain(change!.id);
    net.clock.advance(24 * 60 + 1);
    expect((await due(safety)).map((d) => d.id)).toContain(change!.id);
    admin.confirmedAt = second.confirmedAt = net.clock.now();
    await as((ctx) => commands.answerFor(ctx, change!.id, true));
    expect((await due(safety)).map((d) => d.id)).toContain(change!.id);
    expect(await net.tx((ctx) => safety!.purge(ctx, [change!.id]))).toBe(1);
    expect(await net.tx((ctx) => plans!.purge(ctx, [done!.id]))).toBe(1);
    expect(await read(channelId)).toMatchObject({ history: [], safety: [] });
    await onlyThese(await settlePeople(net, 1));
    await look(channelId);
    const open = await plan(channelId);
    expect((await due()).map((d) => d.id)).toContain(open.id);
    expect(await net.tx((ctx) => plans!.purge(ctx, [open.id]))).toBe(1);
    const applied = await apply((await plan(channelId)).id);
    expect((await due()).map((d) => d.id)).not.toContain(applied.id);
    expect(await net.tx((ctx) => plans!.purge(ctx, [applied.id]))).toBe(0);
    await carryOut();
  });
});

describe('a member', () => {
  it('sees which channels they are in and why, and what is missing for the others', async () => {
    const people = await observers(2);
    const { channelId } = await standing('Mine', people);
    const { chapterId } = await net.tx((ctx) => person(ctx, people[0]!.id));
    const verifiers = await channel('Checkers', {
      ...{ roles: ['verifier'], courses: ['verifier'], chapters: [chapterId], activeDays: 400 },
    });
    const desk = await channel('Desk', { roles: ['dispatcher'], courses: [] });
    const mine = await as((ctx) => commands.myChannels(ctx), net.actor([], people[0]!.id));
    const of = (wanted: string) => mine.items.find((c) => c.id === wanted);
    expect(mine).toMatchObject({ reachable: true, safety: null });
    expect(of(channelId)).toMatchObject({ standing: 'in', missing: [] });
    expect(of(verifiers)).toMatchObject({ standing: 'out', missing: ['role', 'course', 'too_new'] });
    expect(of(verifiers)!.chapters).toHaveLength(1);
    expect(of(desk)).toBeUndefined();
  });
});

describe('a coordinator of a chapter', () => {
  it('looks after the channels of that chapter, and makes none', async () => {
    const [one] = await observers(1);
    const { chapterId } = await net.tx((ctx) => person(ctx, one!.id));
    const near = await channel('Near', { chapters: [chapterId] });
    const far = await channel('Far');
    const coordinator = net.actor('coordinator');
    coordinator.roles = [{ role: 'coordinator', chapterId }];
    const { items, can } = await as((ctx) => commands.listChannels(ctx), coordinator);
    expect(can).toEqual([]);
    expect(items.map((c) => c.id)).toContain(near);
    expect(items.map((c) => c.id)).not.toContain(far);
    expect(items.find((c) => c.id === near)!.can.sort()).toEqual(['list', 'look', 'plan', 'read']);
    expect(await status(read(far, coordinator))).toBe(404);
    expect(await status(as((ctx) => commands.changeChannel(ctx, near, anyone), coordinator))).toBe(403);
    expect(await status(as((ctx) => commands.listChannels(ctx), net.actor('dispatcher')))).toBe(403);
  });

  it('is told of what drifts there, wherever they live', async () => {
    const [one, other] = (await observers(2)) as [Settled, Settled];
    const chapterOf = async (p: Settled) => (await net.tx((ctx) => person(ctx, p.id))).chapterId;
    const { channelId, group } = await standing('Ours', [one]);
    const theirs = { ...anyone, chapters: [await chapterOf(one)] };
    await as((ctx) => commands.changeChannel(ctx, channelId, theirs));
    const [away, home] = (await settlePeople(net, 2)) as [Neighbour, Neighbour];
    await net.tx(async (ctx) => {
      const elsewhere = (await chapters(ctx)).find((c) => c.id !== theirs.chapters[0])!.id;
      for (const [who, lives, role] of [
        [away, elsewhere, theirs.chapters[0]!],
        [home, theirs.chapters[0]!, elsewhere],
      ] as const) {
        await ctx.tx
          .updateTable('people')
          .set({ chapter_id: lives })
          .where('network_id', '=', id())
          .where('id', '=', who.id)
          .execute();
        await createAccounts(ctx, [{ id: who.id, roles: [{ role: 'coordinator', chapterId: role }] }]);
        await linkAccount(ctx, who.id, who.id);
      }
    });
    group.members.add(other.account);
    group.members.add(daemon.account('+12125550666'));
    const before = (await told('alarm')).length;
    await look(channelId);
    const to = (await told('alarm')).slice(before).map((m) => m.person_id);
    expect(to).toContain(away.id);
    expect(to).not.toContain(home.id);
  });
});

describe('more members than a group holds', () => {
  it('are split over as many groups as it takes', async () => {
    const people = await observers(1003);
    await onlyThese(people);
    const channelId = await channel('Everyone');
    await apply((await plan(channelId)).id);
    await carryOut();
    expect(daemon.groups.map((g) => [g.name, g.members.size])).toEqual([
      ['Everyone', 1000],
      ['Everyone 2', 5],
    ]);
    expect((await look(channelId)).channel).toMatchObject({ groups: 2, inside: 1003, missing: 0, astray: 0 });
    const shown = await read(channelId);
    expect(shown.history[0]).toMatchObject({ adds: 1003, failed: 0 });
  });
});
