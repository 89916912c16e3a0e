import { describe, expect, it } from 'vitest';
import { type Settled, signalGroups, status } from '../../../test/signal-groups.ts';
import { newId } from '../../platform/id.ts';
import { addAddresses } from '../channels/index.ts';
import * as commands from './commands.ts';

const {
  net,
  daemon,
  services,
  admin,
  second,
  as,
  observers,
  onlyThese,
  call,
  channel,
  look,
  read,
  plan,
  apply,
  carryOut,
  standing,
  namesIn,
} = await signalGroups();

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
        others.push(commands.carryOut(services, net.network.id));
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
