import { audit } from '../../../platform/audit/index.ts';
import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import type { Services } from '../../../platform/http/call.ts';
import { type Group, type Groups, groupsOf, seatKey, wasRefused } from '../../channels/index.ts';
import { againMinutes, groupName, split } from '../rules.ts';
import * as store from '../store.ts';
import { addGroup } from './channels.ts';
import { addressesIn, groupBound, groupKey } from './common.ts';
import { stillMeant } from './still.ts';

const leaseMinutes = 2;
/** Members of one change: each gets a message of it, so that a thousand at once would take minutes. */
const atOnce = 50;

type State = 'done' | 'skipped' | 'failed';

interface Removal {
  moveId: string;
  addresses: string[];
  /** Of who sits in it twice: every address under which they do. One seat stays. */
  twice: string[] | null;
}

interface Work {
  planId: string;
  channel: { id: string; name: string };
  groups: { id: string; n: number }[];
  /** Groups of other channels, by key. */
  foreign: Set<string>;
  add: { moveId: string; addresses: string[] }[];
  remove: Removal[];
  lock: string[];
  /** What came of each move so far. */
  came: Map<string, State>;
}

/**
 * Carries out the next approved plan: what is still meant, group by group, from what is in the groups at this moment. A
 * crash in between repeats it, which changes nothing twice; while signal-cli is away it is tried again for as long as it
 * takes. True when there was one.
 */
export async function carryOut(services: Services, networkId: string): Promise<boolean> {
  const door = await groupsOf(services, networkId);
  if (!door) return false;
  const inTx = <T>(run: (ctx: Ctx) => Promise<T>) => services.asSystem(networkId, run);
  const taken = await inTx((ctx) => store.takePlan(ctx, plusMinutes(ctx.now, leaseMinutes)));
  if (!taken) return false;
  const work = await inTx((ctx) => prepare(ctx, taken.id));
  let error: string | null = null;
  try {
    await run(door, work, inTx);
  } catch (problem) {
    const { code, name } = problem as { code?: unknown; name: string };
    error = String(code ?? name);
  }
  await inTx((ctx) => settle(ctx, work, error, taken.tries));
  return true;
}

async function prepare(ctx: Ctx, planId: string): Promise<Work> {
  const [plan] = await store.selectPlans(ctx, { id: planId });
  const [channel] = await store.selectChannels(ctx, plan!.channelId);
  const moves = (await store.selectMoves(ctx, planId)).filter((m) => m.state === 'planned');
  const meant = channel ? await stillMeant(ctx, plan!, moves) : new Set<string>();
  const groups = await store.selectGroups(ctx, null);
  const own = groups.filter((g) => g.channelId === plan!.channelId);
  const came = new Map<string, State>();
  for (const { id } of moves) if (!meant.has(id)) came.set(id, 'skipped');
  const seats = await store.selectSeats(ctx, plan!.channelId);
  const of = (kind: string) =>
    moves
      .filter((m) => m.kind === kind && meant.has(m.id))
      .map((m) => ({
        ...{ moveId: m.id, addresses: addressesIn(ctx, m) },
        twice: m.reasons.includes('twice')
          ? seats.filter((s) => s.personId === m.personId).flatMap((s) => addressesIn(ctx, s))
          : null,
      }));
  return {
    ...{ planId, came, add: of('add'), remove: of('remove'), lock: of('lock').map((m) => m.moveId) },
    channel: { id: plan!.channelId, name: channel?.name ?? '' },
    groups: own.map((g) => ({ id: ctx.vault.decrypt<string>(g.groupId, groupBound(g.id)), n: g.n })),
    foreign: new Set(
      groups.filter((g) => g.channelId !== plan!.channelId).map((g) => g.groupKey.toString('hex')),
    ),
  };
}

type InTx = <T>(run: (ctx: Ctx) => Promise<T>) => Promise<T>;

async function run(door: Groups, work: Work, inTx: InTx): Promise<void> {
  const listed = await door.list();
  const find = (id: string) => listed.find((g) => g.id === id);
  // A thousand take longer than the lease: it is renewed before each part.
  const renew = () =>
    inTx((ctx) => store.updatePlan(ctx, work.planId, { claimed_until: plusMinutes(ctx.now, leaseMinutes) }));
  await removeAll(
    door,
    work,
    work.groups.flatMap(({ id }) => find(id) ?? []),
    renew,
  );
  if (work.lock.length > 0) {
    for (const { id } of work.groups) {
      const group = find(id);
      if (!group?.administered || group.locked) continue;
      await renew();
      await door.lock(id);
    }
    for (const id of work.lock) work.came.set(id, 'done');
  }
  await addAll(door, work, listed, inTx, renew);
}

/** Out of every group of the channel in which they sit, however they are named there; who sits in it twice keeps one. */
async function removeAll(
  door: Groups,
  { remove, came }: Work,
  groups: Group[],
  renew: () => Promise<void>,
): Promise<void> {
  const out = seatsToEmpty(remove, groups);
  for (const group of groups)
    await inParts(out.get(group) ?? [], came, async (addresses) => {
      await renew();
      await door.remove(group.id, addresses);
    });
  for (const { moveId } of remove) if (!came.has(moveId)) came.set(moveId, 'skipped');
}

function seatsToEmpty(remove: Removal[], groups: Group[]): Map<Group, { moveId: string; address: string }[]> {
  const seats = groups.flatMap((group) => group.seats.map((seat) => ({ group, seat })));
  const gone = new Set<Group['seats'][number]>();
  const out = new Map<Group, { moveId: string; address: string }[]>();
  for (const { moveId, addresses, twice } of remove) {
    const under = (names: string[]) =>
      seats.filter(
        ({ seat }) =>
          !gone.has(seat) &&
          (!twice || seat.standing !== 'asking') &&
          seat.addresses.some((a) => names.includes(a)),
      );
    const theirs = under(addresses);
    // Without another seat beside these the first of them is the one that stays.
    const keep = twice && under([...addresses, ...twice]).length === theirs.length ? 1 : 0;
    for (const { group, seat } of theirs.slice(keep)) {
      gone.add(seat);
      out.set(group, [...(out.get(group) ?? []), { moveId, address: seat.addresses[0]! }]);
    }
  }
  return out;
}

/** Into the first group with room; into new ones when all are full. */
async function addAll(
  door: Groups,
  work: Work,
  listed: Group[],
  inTx: InTx,
  renew: () => Promise<void>,
): Promise<void> {
  const { add, came } = work;
  const groups = work.groups.flatMap(({ id }) => listed.find((g) => g.id === id) ?? []);
  const sits = (addresses: string[]) =>
    groups.some((g) =>
      g.seats.some((s) => s.standing !== 'asking' && s.addresses.some((a) => addresses.includes(a))),
    );
  for (const { moveId, addresses } of add) if (sits(addresses)) came.set(moveId, 'done');
  const left = add
    .filter(({ moveId }) => !came.has(moveId))
    .map(({ moveId, addresses }) => ({ moveId, address: addresses[0]! }));
  const taken = groups.map((g) => g.seats.filter((s) => s.standing !== 'asking').length);
  let from = 0;
  for (const [at, n] of split(left.length, taken).entries()) {
    if (n === 0) continue;
    const id = groups[at]?.id ?? (await newGroup(door, work, at + 1, listed, inTx));
    await inParts(left.slice(from, from + n), came, async (addresses) => {
      await renew();
      await door.add(id, addresses);
    });
    from += n;
  }
}

/** A group that an attempt before this one made and did not get to write down is taken up again, by its name. */
async function newGroup(
  door: Groups,
  { channel, foreign, groups }: Work,
  n: number,
  listed: Group[],
  inTx: InTx,
): Promise<string> {
  const name = groupName(channel.name, n);
  const made = listed.filter((g) => g.name === name && g.administered && g.seats.length === 0);
  const known = new Set(groups.map((g) => g.id));
  const free = await inTx(async (ctx) =>
    made.find((g) => !known.has(g.id) && !foreign.has(groupKey(ctx, g.id).toString('hex'))),
  );
  const id = free?.id ?? (await door.create(name));
  await inTx((ctx) => addGroup(ctx, channel.id, id));
  return id;
}

/** Some at once; where that is refused, one by one, so that one who cannot be moved holds up nobody. */
async function inParts(
  moves: { moveId: string; address: string }[],
  came: Map<string, State>,
  act: (addresses: string[]) => Promise<void>,
): Promise<void> {
  for (let i = 0; i < moves.length; i += atOnce) {
    const part = moves.slice(i, i + atOnce);
    const refused = await act(part.map((m) => m.address)).then(
      () => false,
      (error) => {
        if (!wasRefused(error)) throw error;
        return true;
      },
    );
    if (!refused) for (const { moveId } of part) came.set(moveId, 'done');
    else if (part.length === 1) came.set(part[0]!.moveId, 'failed');
    else for (const one of part) await inParts([one], came, act);
  }
}

async function settle(ctx: Ctx, work: Work, error: string | null, tries: number): Promise<void> {
  const { came, planId, channel } = work;
  await forgetSeats(ctx, work);
  for (const state of ['done', 'skipped', 'failed'] as const)
    await store.settleMoves(
      ctx,
      [...came].flatMap(([id, s]) => (s === state ? [id] : [])),
      state,
    );
  if (error) {
    const due = plusMinutes(ctx.now, againMinutes(tries));
    await store.updatePlan(ctx, planId, { claimed_until: null, due_at: due, error });
    return emit(ctx, { kind: 'channel.changed', subject: channel.id });
  }
  const count = (state: State) => [...came.values()].filter((s) => s === state).length;
  const [plan] = await store.selectPlans(ctx, { id: planId });
  const idle = plan!.because !== 'person' && count('done') === 0 && plan!.failed === 0 && plan!.removes === 0;
  await store.updatePlan(ctx, planId, {
    ...{ state: idle ? 'dropped' : 'done', done_at: ctx.now, claimed_until: null, error: null },
  });
  await store.updateChannel(ctx, channel.id, { look_due_at: ctx.now });
  if (!idle)
    await audit(ctx, {
      act: 'channel.carriedOut',
      subject: channel.id,
      data: { plan: planId, adds: plan!.adds, removes: plan!.removes, failed: plan!.failed },
    });
  await emit(ctx, { kind: 'channel.changed', subject: channel.id });
}

/** Who was taken out did not leave by themselves. */
async function forgetSeats(ctx: Ctx, { remove, came, channel }: Work): Promise<void> {
  const gone = new Set(
    remove
      .filter(({ moveId, twice }) => !twice && came.get(moveId) === 'done')
      .flatMap(({ addresses }) => addresses.map((a) => seatKey(ctx, [a]).toString('hex'))),
  );
  const seats = await store.selectSeats(ctx, channel.id);
  await store.deleteSeats(
    ctx,
    seats.filter((s) => gone.has(s.addressKey.toString('hex'))).map((s) => s.id),
  );
}
