import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import type { Services } from '../../../platform/http/call.ts';
import { newId } from '../../../platform/id.ts';
import { type Group, type Groups, groupsOf, type Identity, peopleAt, seatKey } from '../../channels/index.ts';
import { type Facts, lookMinutes } from '../rules.ts';
import * as store from '../store.ts';
import { tellOfDrift } from './alarms.ts';
import { currentDrift, factsOf } from './census.ts';
import { addressBound, groupKey } from './common.ts';
import { followIdentities, trustConfirmed } from './safety.ts';

/** Longer than any look takes. */
const leaseMinutes = 2;
const againMinutes = 1;

/** What a look saw, from when on. */
interface Seen {
  groups: Group[];
  identities: Identity[];
  at: Date;
}

/** Looks at every channel that is due, by asking for all groups once. Nothing is left to do then. */
export async function lookAround(services: Services, networkId: string): Promise<boolean> {
  const door = await groupsOf(services, networkId);
  if (!door) return false;
  const due = await services.asSystem(networkId, (ctx) =>
    store.takeLooks(ctx, plusMinutes(ctx.now, leaseMinutes)),
  );
  if (due.length === 0) return false;
  const seen = await see(door, services.clock.now());
  await services.asSystem(networkId, async (ctx) => {
    if (!('code' in seen)) return saveLooks(ctx, due, seen);
    for (const id of due) await missed(ctx, id, seen.code);
  });
  await trustConfirmed(services, networkId, door);
  return false;
}

async function see(door: Groups, at: Date): Promise<Seen | { code: string }> {
  try {
    return { groups: await door.list(), identities: await door.identities(), at };
  } catch (error) {
    const { code, name } = error as { code?: unknown; name: string };
    return { code: String(code ?? name) };
  }
}

async function missed(ctx: Ctx, id: string, code: string): Promise<void> {
  const [channel] = await store.selectChannels(ctx, id);
  await store.updateChannel(ctx, id, {
    ...{ look_until: null, look_due_at: plusMinutes(ctx.now, againMinutes) },
    ...{ trouble: code, trouble_at: channel?.troubleAt ?? ctx.now },
  });
  if (!channel?.trouble) await emit(ctx, { kind: 'channel.changed', subject: id });
}

/** Writes down what a look saw of these channels, and what follows from it: counts, alarms, changed safety numbers. */
async function saveLooks(ctx: Ctx, ids: string[], seen: Seen): Promise<void> {
  const channels: store.ChannelRow[] = [];
  for (const id of ids)
    if (await store.lockChannel(ctx, id)) channels.push(...(await store.selectChannels(ctx, id)));
  // Of everyone, so once for all of them.
  const facts = await factsOf(
    ctx,
    channels.map((c) => c.rule),
    null,
  );
  for (const channel of channels) await saveLook(ctx, channel, seen, facts);
}

async function saveLook(
  ctx: Ctx,
  channel: store.ChannelRow,
  seen: Seen,
  facts: ReadonlyMap<string, Facts>,
): Promise<void> {
  const { id } = channel;
  // What was seen before a plan was carried out says nothing of after it.
  if (await store.wasChangedSince(ctx, id, seen.at))
    return store.updateChannel(ctx, id, { look_until: null, look_due_at: ctx.now });
  const unlocked = await saveGroups(ctx, id, seen.groups);
  const gone = await saveSeats(ctx, id, seen.groups);
  await store.insertLeavers(
    ctx,
    id,
    gone.filter((personId) => facts.get(personId)?.active),
  );
  const drift = await currentDrift(ctx, channel, facts);
  await followIdentities(ctx, drift.seats, seen.identities);
  await store.updateChannel(ctx, id, {
    ...{ look_until: null, look_due_at: plusMinutes(ctx.now, lookMinutes), looked_at: ctx.now },
    ...{ trouble: null, trouble_at: null },
    ...{ belong: drift.belong, inside: drift.inside, unreachable: drift.unreachable },
    ...{ missing: drift.add.length, astray: drift.remove.length },
  });
  await tellOfDrift(ctx, channel, drift, unlocked);
  await emit(ctx, { kind: 'channel.changed', subject: id });
}

/** Returns the groups that became open to others than admins, or were lost, since somebody was told. */
async function saveGroups(ctx: Ctx, channelId: string, groups: Group[]): Promise<string[]> {
  const byKey = new Map(groups.map((g) => [groupKey(ctx, g.id).toString('hex'), g]));
  const newly: string[] = [];
  for (const row of await store.selectGroups(ctx, channelId)) {
    const group = byKey.get(row.groupKey.toString('hex'));
    const { administered = false, locked = false } = group ?? {};
    const fine = administered && locked;
    if (!fine && !row.toldAt) newly.push(row.id);
    const told = fine ? null : (row.toldAt ?? ctx.now);
    await store.updateGroup(ctx, row.id, { present: !!group, administered, locked, told_at: told });
  }
  return newly;
}

/** Returns the members who were in and are in none of the channel's groups any more. */
async function saveSeats(ctx: Ctx, channelId: string, groups: Group[]): Promise<string[]> {
  const rows = await store.selectGroups(ctx, channelId);
  const byKey = new Map(groups.map((g) => [groupKey(ctx, g.id).toString('hex'), g]));
  const before = await store.selectSeats(ctx, channelId);
  const nameOf = (ref: string, key: Buffer) => `${ref} ${key.toString('hex')}`;
  const known = new Map(before.map((s) => [nameOf(s.groupRef, s.addressKey), s]));
  const taken = rows.flatMap((row) => {
    const group = byKey.get(row.groupKey.toString('hex'));
    return (group?.seats ?? []).map((seat) => ({ ref: row.id, seat, key: seatKey(ctx, seat.addresses) }));
  });
  const people = await peopleAt(
    ctx,
    taken.map(({ seat }) => seat.addresses),
  );
  const now = taken.map(({ ref, seat, key }, i): store.SeatRow => {
    const old = known.get(nameOf(ref, key));
    const id = old?.id ?? newId();
    const address = old?.address ?? ctx.vault.encrypt(seat.addresses, addressBound(id));
    const { standing, admin } = seat;
    const base = { id, channelId, groupRef: ref, address, addressKey: key, standing, admin };
    return {
      ...base,
      personId: people[i] ?? null,
      since: old?.since ?? ctx.now,
      toldAt: old?.toldAt ?? null,
    };
  });
  const isChanged = (s: store.SeatRow) => {
    const old = known.get(nameOf(s.groupRef, s.addressKey));
    return old?.personId !== s.personId || old.standing !== s.standing || old.admin !== s.admin;
  };
  await store.upsertSeats(ctx, now.filter(isChanged));
  const kept = new Set(now.map((s) => s.id));
  const seated = new Set(now.map((s) => s.personId));
  // Where our own account is out of a group, nobody can say who else is.
  const present = new Set(rows.filter((r) => byKey.has(r.groupKey.toString('hex'))).map((r) => r.id));
  const left = before.filter((s) => !kept.has(s.id) && present.has(s.groupRef));
  await store.deleteSeats(
    ctx,
    left.map((s) => s.id),
  );
  return left.flatMap((s) =>
    s.personId && s.standing === 'member' && !seated.has(s.personId) ? [s.personId] : [],
  );
}
