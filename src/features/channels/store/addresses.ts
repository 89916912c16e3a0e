import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import type { Encrypted } from '../../../platform/db/types.ts';
import type { Kind } from '../contract.ts';
import { slices } from './slices.ts';

export interface AddressRow {
  id: string;
  personId: string;
  kind: Kind;
  address: Encrypted;
  addressKey: Buffer;
  rank: number;
}

export async function insertAddresses(
  ctx: Ctx,
  rows: (AddressRow & { sessionId?: string })[],
): Promise<void> {
  for (const slice of slices(rows, 2000)) {
    const all = <K extends keyof (typeof rows)[number]>(key: K) => slice.map((a) => a[key]);
    await sql`
      insert into addresses (network_id, id, person_id, kind, address, address_key, rank, session_id)
      select ${ctx.network.id}, a.* from unnest(${all('id')}::uuid[], ${all('personId')}::uuid[], ${all('kind')}::text[],
        ${all('address')}::bytea[], ${all('addressKey')}::bytea[], ${all('rank')}::int[],
        ${slice.map((a) => a.sessionId ?? null)}::uuid[]) a`.execute(ctx.tx);
  }
}

const addresses = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('addresses')
    .select(['id', 'person_id as personId', 'kind', 'address', 'address_key as addressKey', 'rank'])
    .where('network_id', '=', ctx.network.id)
    .where('kept_since', 'is', null)
    .$narrowType<{ kind: Kind }>();

/** The addresses of these people, the best first, each with whether STOP was written from it. */
export async function selectAddresses(
  ctx: Ctx,
  personIds: string[],
): Promise<(AddressRow & { stopped: boolean })[]> {
  if (personIds.length === 0) return [];
  return addresses(ctx)
    .select((e) =>
      e
        .exists(
          e
            .selectFrom('stopped_addresses as s')
            .select('s.at')
            .whereRef('s.network_id', '=', 'addresses.network_id')
            .whereRef('s.address_key', '=', 'addresses.address_key'),
        )
        .$castTo<boolean>()
        .as('stopped'),
    )
    .where('person_id', 'in', personIds)
    .orderBy('person_id')
    .orderBy('rank')
    .execute();
}

export const selectAllAddresses = (ctx: Ctx): Promise<AddressRow[]> => addresses(ctx).execute();

export async function selectPersonAt(ctx: Ctx, addressKeys: Buffer[]): Promise<string | null> {
  const row = await ctx.tx
    .selectFrom('addresses')
    .select('person_id')
    .where('network_id', '=', ctx.network.id)
    .where('address_key', 'in', addressKeys)
    .where('kept_since', 'is', null)
    .orderBy('rank')
    .limit(1)
    .executeTakeFirst();
  return row?.person_id ?? null;
}

/** Whose each of these keys is, by the key in hex; the best-ranked owner where there are several. */
export async function selectPeopleAt(ctx: Ctx, keys: Buffer[]): Promise<Map<string, string>> {
  const known = new Map<string, string>();
  for (const slice of slices(keys, 5000)) {
    const { rows } = await sql<{ key: Buffer; personId: string }>`
      select address_key as key, person_id as "personId" from addresses
      where network_id = ${ctx.network.id} and address_key = any(${slice}::bytea[])
        and kept_since is null
      order by rank desc`.execute(ctx.tx);
    for (const { key, personId } of rows) known.set(key.toString('hex'), personId);
  }
  return known;
}

export async function selectPeopleWith(ctx: Ctx, kind: Kind): Promise<Set<string>> {
  const rows = await ctx.tx
    .selectFrom('addresses')
    .select('person_id')
    .distinct()
    .where('network_id', '=', ctx.network.id)
    .where('kind', '=', kind)
    .where('kept_since', 'is', null)
    .execute();
  return new Set(rows.map((r) => r.person_id));
}

export async function deleteAddresses(ctx: Ctx, personId: string): Promise<void> {
  await ctx.tx
    .deleteFrom('addresses')
    .where('network_id', '=', ctx.network.id)
    .where('person_id', '=', personId)
    .execute();
}

/** For a legal hold: from now on nobody is reached there, and nobody is known by it. */
export async function putAside(ctx: Ctx, personId: string): Promise<void> {
  await ctx.tx
    .updateTable('addresses')
    .set({ kept_since: ctx.now })
    .where('network_id', '=', ctx.network.id)
    .where('person_id', '=', personId)
    .where('kept_since', 'is', null)
    .execute();
}

/** Whose addresses are kept for a hold. */
export async function selectPutAside(ctx: Ctx): Promise<string[]> {
  const rows = await ctx.tx
    .selectFrom('addresses')
    .select('person_id')
    .distinct()
    .where('network_id', '=', ctx.network.id)
    .where('kept_since', 'is not', null)
    .execute();
  return rows.map((r) => r.person_id);
}

/** Of these ids where they are said, else all of them. They come after the other's own. Returns which. */
export async function moveAddresses(
  ctx: Ctx,
  { from, to, ids = null }: { from: string; to: string; ids?: string[] | null },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update addresses set person_id = ${to}, rank = rank + coalesce(
      (select max(rank) from addresses where network_id = ${ctx.network.id} and person_id = ${to}), 0)
    where network_id = ${ctx.network.id} and person_id = ${from}
      and (${ids}::uuid[] is null or id = any(${ids}::uuid[]))
    returning id`.execute(ctx.tx);
  return rows.map((r) => r.id);
}

export async function selectStopped(ctx: Ctx, keys: Buffer[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const rows = await ctx.tx
    .selectFrom('stopped_addresses')
    .select('address_key')
    .where('network_id', '=', ctx.network.id)
    .where('address_key', 'in', keys)
    .execute();
  return new Set(rows.map((r) => r.address_key.toString('hex')));
}

export async function stopAddress(ctx: Ctx, addressKey: Buffer): Promise<void> {
  await ctx.tx
    .insertInto('stopped_addresses')
    .values({ network_id: ctx.network.id, address_key: addressKey, at: ctx.now })
    .onConflict((c) => c.doNothing())
    .execute();
  await ctx.tx
    .updateTable('messages')
    .set({ state: 'stopped' })
    .where('network_id', '=', ctx.network.id)
    .where('address_key', '=', addressKey)
    .where('state', '=', 'queued')
    .execute();
}

export async function startAddress(ctx: Ctx, addressKey: Buffer): Promise<void> {
  await ctx.tx
    .deleteFrom('stopped_addresses')
    .where('network_id', '=', ctx.network.id)
    .where('address_key', '=', addressKey)
    .execute();
}

/** Forgets addresses that have ended by themselves. */
export async function deleteAddressesAt(ctx: Ctx, addressKeys: Buffer[]): Promise<void> {
  await ctx.tx
    .deleteFrom('addresses')
    .where('network_id', '=', ctx.network.id)
    .where('address_key', 'in', addressKeys)
    .execute();
}

/** Forgets what was given in sessions that are over. */
export async function deleteAddressesOf(ctx: Ctx, sessionIds: string[]): Promise<void> {
  await ctx.tx
    .deleteFrom('addresses')
    .where('network_id', '=', ctx.network.id)
    .where('session_id', 'in', sessionIds)
    .execute();
}

export async function hasAddressOf(ctx: Ctx, sessionId: string): Promise<boolean> {
  const row = await ctx.tx
    .selectFrom('addresses')
    .select('id')
    .where('network_id', '=', ctx.network.id)
    .where('session_id', '=', sessionId)
    .executeTakeFirst();
  return row !== undefined;
}
