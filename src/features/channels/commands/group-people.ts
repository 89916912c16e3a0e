import type { Ctx } from '../../../platform/context.ts';
import type { Kind } from '../contract.ts';
import * as store from '../store.ts';
import { addressKey } from './send.ts';

/** Whose number it is, is told by any way on which that number is known; groups speak Signal, in a demo the wall. */
const numberKinds: Kind[] = ['signal', 'sms', 'whatsapp', 'wall'];
const groupKind = (ctx: Ctx): Kind => (ctx.network.demo ? 'wall' : 'signal');

/** The key under which an account of a group is kept: that of its first address. */
export const seatKey = (ctx: Ctx, addresses: string[]): Buffer =>
  addressKey(ctx.vault, 'signal', addresses[0] ?? '');

/** Whose these addresses are, for each list of one's own; null where nobody is known by any of them. */
export async function ownersOf(
  ctx: Ctx,
  lists: { kind: Kind; address: string }[][],
): Promise<(string | null)[]> {
  const keysOf = ({ kind, address }: { kind: Kind; address: string }) =>
    (address.startsWith('+') ? numberKinds : [kind]).map((each) => addressKey(ctx.vault, each, address));
  const keys = lists.map((own) => own.flatMap(keysOf));
  const known = await store.selectPeopleAt(ctx, keys.flat());
  return keys.map((own) => own.map((key) => known.get(key.toString('hex'))).find(Boolean) ?? null);
}

/** The member behind each account of a group, given by all of its addresses. */
export const peopleAt = (ctx: Ctx, accounts: string[][]): Promise<(string | null)[]> =>
  ownersOf(
    ctx,
    accounts.map((addresses) => addresses.map((address) => ({ kind: 'signal', address }))),
  );

/** Who has an address at which a group can take them in. */
export const groupReachable = (ctx: Ctx): Promise<Set<string>> => store.selectPeopleWith(ctx, groupKind(ctx));

/** The best address of each at which a group can take them in. */
export async function groupAddresses(ctx: Ctx, personIds: string[]): Promise<Map<string, string>> {
  const kind = groupKind(ctx);
  const rows = (await store.selectAddresses(ctx, personIds)).filter((row) => row.kind === kind);
  return new Map(
    rows
      .toReversed()
      .map((row) => [
        row.personId,
        ctx.vault.decrypt<string>(row.address, { record: row.id, field: 'address' }),
      ]),
  );
}

/** Every address by which somebody may stand in a group. */
export async function seatAddresses(ctx: Ctx, personId: string): Promise<string[]> {
  const rows = await store.selectAddresses(ctx, [personId]);
  const own = rows.filter((row) => numberKinds.includes(row.kind));
  return [
    ...new Set(
      own.map((row) => ctx.vault.decrypt<string>(row.address, { record: row.id, field: 'address' })),
    ),
  ];
}
