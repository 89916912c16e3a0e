import { describe, expect, it } from 'vitest';
import { signalGroups, status } from '../../../test/signal-groups.ts';
import { settlePeople } from '../../../test/village.ts';
import { features } from '../../composition.ts';
import type { Actor } from '../../platform/context.ts';
import { Background } from '../../platform/events/background.ts';
import { newId } from '../../platform/id.ts';
import { addAddresses } from '../channels/index.ts';
import { removePerson } from '../people/commands.ts';
import { person } from '../people/index.ts';
import * as commands from './commands.ts';
import { loops } from './jobs.ts';

const {
  net,
  daemon,
  services,
  admin,
  second,
  as,
  observers,
  onlyThese,
  told,
  channel,
  look,
  read,
  plan,
  apply,
  carryOut,
  standing,
  namesIn,
} = await signalGroups();

const free = { isHeld: async () => false, mustBeFree: async () => {} };

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
        .where('network_id', '=', net.network.id)
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
        .where('network_id', '=', net.network.id)
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
          ...{
            network_id: net.network.id,
            id: newId(),
            channel_id: channelId,
            because: 'person',
            state: 'approved',
          },
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
