import { plusMinutes } from '../../platform/clock.ts';
import type { Ctx } from '../../platform/context.ts';
import type { World } from '../../platform/feature.ts';
import { addWallGroup, groupAddresses, seatKey, type WallGroup } from '../channels/index.ts';
import { peopleByRole } from '../people/index.ts';
import { chapters } from '../places/index.ts';
import { currentDrift, factsOf } from './commands/census.ts';
import { addGroup } from './commands/channels.ts';
import { addressBound } from './commands/common.ts';
import type { Rule } from './contract.ts';
import { type Facts, lookMinutes, missingOf, safetyHours } from './rules.ts';
import * as store from './store.ts';

interface Example {
  name: string;
  rule: Rule;
  /** How many of those who belong are not in, and of those in it no longer belong; whether a stranger is in. */
  missing: number;
  lapsed: number;
  stranger: boolean;
  locked: boolean;
  /** Somebody’s safety number changed. */
  changed: boolean;
}

/** In a network as small as a test’s there are none. */
const leastPeople = 1000;
/** 212 is left to people who are nobody’s members. */
const stranger = '+12125550177';
const anew = '51806 22497 00318 74120 96635 28871 40029 61374 88150 23906 77412 50538';

/** Three channels: one with a little drift, one with so much that it takes two people, one as it should be. */
export async function seed(ctx: Ctx, world: World): Promise<void> {
  if (world.volunteers < leastPeople) return;
  const [keeper] = await peopleByRole(ctx, 'coordinator', 1);
  const all = await chapters(ctx);
  // Whoever plays the coordinator is the second person for the one that takes two.
  const second = all.find((c) => c.id === keeper?.chapterId) ?? all[0];
  const first = all.find((c) => c !== second);
  const observers = (chapterId: string): Rule => ({
    ...{
      roles: ['observer'],
      courses: ['observer'],
      chapters: [chapterId],
      agreement: true,
      closed: true,
      activeDays: 30,
    },
  });
  const fine = { missing: 0, lapsed: 0, stranger: false, locked: true, changed: false };
  const examples: Example[] = [
    {
      ...{ name: `Observers, ${first!.name}`, rule: observers(first!.id) },
      ...{ missing: 3, lapsed: 1, stranger: true, locked: true, changed: true },
    },
    {
      ...{ name: `Observers, ${second!.name}`, rule: observers(second!.id) },
      ...{ ...fine, missing: 2, lapsed: 8, locked: false },
    },
    {
      name: 'Verifiers',
      rule: {
        ...{ roles: ['verifier'], courses: ['verifier'], chapters: [], agreement: true },
        ...{ closed: true, activeDays: 0 },
      },
      ...fine,
    },
  ];
  const facts = await factsOf(
    ctx,
    examples.map((e) => e.rule),
    null,
  );
  for (const example of examples) await grow(ctx, world, example, facts);
}

async function grow(
  ctx: Ctx,
  world: World,
  example: Example,
  facts: ReadonlyMap<string, Facts>,
): Promise<void> {
  const { name, rule } = example;
  const id = world.id();
  await store.insertChannel(ctx, { id, name, rule });
  const everyone = [...facts];
  const belong = everyone.filter(([, f]) => missingOf(rule, f, ctx.now).length === 0).map(([p]) => p);
  const lapsed = everyone
    .filter(([, f]) => missingOf(rule, f, ctx.now).join() === 'course')
    .map(([p]) => p)
    .slice(0, example.lapsed);
  const people = [...belong.slice(example.missing), ...lapsed];
  const where = await groupAddresses(ctx, people);
  const seats = people.flatMap((personId, i) => {
    const address = where.get(personId);
    return address ? [{ personId, address, changed: example.changed && i === 4 }] : [];
  });
  const groupId = world.id();
  await addWallGroup(ctx, groupId, {
    ...{ name, administered: true, locked: example.locked },
    seats: [
      ...seats.map(({ address, changed }): WallGroup['seats'][number] => ({
        ...{ addresses: [address], standing: 'member', admin: false, ...(changed && { changed: anew }) },
      })),
      ...(example.stranger ? [{ addresses: [stranger], standing: 'member' as const, admin: false }] : []),
    ],
  });
  await addGroup(ctx, id, groupId);
  const all = [
    ...seats,
    ...(example.stranger ? [{ personId: null, address: stranger, changed: false }] : []),
  ];
  await writeDown(ctx, world, id, example, all);
}

/** As the last look found it, and as if everybody had been told. */
async function writeDown(
  ctx: Ctx,
  world: World,
  channelId: string,
  { rule, locked }: Example,
  seats: { personId: string | null; address: string; changed: boolean }[],
): Promise<void> {
  const [group] = await store.selectGroups(ctx, channelId);
  const told_at = locked ? null : ctx.now;
  await store.updateGroup(ctx, group!.id, { present: true, administered: true, locked, told_at });
  await store.upsertSeats(
    ctx,
    seats.map(({ personId, address }) => {
      const id = world.id();
      const seat = { id, channelId, groupRef: group!.id, personId, since: ctx.now, toldAt: ctx.now };
      return {
        ...{ ...seat, addressKey: seatKey(ctx, [address]), standing: 'member', admin: false },
        address: ctx.vault.encrypt([address], addressBound(id)),
      };
    }),
  );
  for (const { personId, address, changed } of seats) {
    if (!changed || !personId) continue;
    const id = world.id();
    const endsAt = plusMinutes(ctx.now, safetyHours * 60);
    await store.insertSafety(ctx, {
      ...{ id, personId, safetyNumber: null, seenAt: ctx.now, endsAt },
      address: ctx.vault.encrypt([address], addressBound(id)),
      keyHash: ctx.vault.hash('safety', `${personId} ${anew}`),
    });
  }
  const drift = await currentDrift(ctx, { id: channelId, rule });
  await store.updateChannel(ctx, channelId, {
    ...{ looked_at: ctx.now, look_due_at: plusMinutes(ctx.now, lookMinutes) },
    ...{ belong: drift.belong, inside: drift.inside, unreachable: drift.unreachable },
    ...{ missing: drift.add.length, astray: drift.remove.length },
  });
}
