import { describe, expect, it } from 'vitest';
import { anyone, type Settled, signalGroups, status } from '../../../test/signal-groups.ts';
import { type Neighbour, settlePeople } from '../../../test/village.ts';
import { newId } from '../../platform/id.ts';
import { createAccounts } from '../accounts/index.ts';
import { linkAccount, person } from '../people/index.ts';
import { chapters } from '../places/index.ts';
import * as commands from './commands.ts';
import { keeps } from './retention.ts';

const {
  net,
  daemon,
  admin,
  second,
  as,
  observers,
  onlyThese,
  told,
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
          .where('network_id', '=', net.network.id)
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
