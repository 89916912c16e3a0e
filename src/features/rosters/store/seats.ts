import type { Ctx } from '../../../platform/context.ts';
import type { Encrypted } from '../../../platform/db/types.ts';

export interface SeatRow {
  id: string;
  channelId: string;
  groupRef: string;
  address: Encrypted;
  addressKey: Buffer;
  personId: string | null;
  standing: 'member' | 'invited' | 'asking';
  admin: boolean;
  since: Date;
  toldAt: Date | null;
}

const seats = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('channel_seats')
    .select([
      'id',
      'channel_id as channelId',
      'group_ref as groupRef',
      'address',
      'address_key as addressKey',
      'person_id as personId',
      'standing',
      'admin',
      'since',
      'told_at as toldAt',
    ])
    .$narrowType<{ standing: SeatRow['standing'] }>()
    .where('network_id', '=', ctx.network.id);

export const selectSeats = (ctx: Ctx, channelId: string): Promise<SeatRow[]> =>
  seats(ctx).where('channel_id', '=', channelId).execute();

export const selectSeatsOf = (ctx: Ctx, personId: string): Promise<SeatRow[]> =>
  seats(ctx).where('person_id', '=', personId).execute();

export async function deleteSeats(ctx: Ctx, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await ctx.tx
    .deleteFrom('channel_seats')
    .where('network_id', '=', ctx.network.id)
    .where('id', 'in', ids)
    .execute();
}

/** New seats, and what is seen anew of those that are there. */
export async function upsertSeats(ctx: Ctx, rows: SeatRow[]): Promise<void> {
  for (let i = 0; i < rows.length; i += 1000)
    await ctx.tx
      .insertInto('channel_seats')
      .values(
        rows.slice(i, i + 1000).map((s) => ({
          network_id: ctx.network.id,
          id: s.id,
          channel_id: s.channelId,
          group_ref: s.groupRef,
          address: s.address,
          address_key: s.addressKey,
          person_id: s.personId,
          standing: s.standing,
          admin: s.admin,
          since: s.since,
          told_at: s.toldAt,
        })),
      )
      .onConflict((c) =>
        c.columns(['network_id', 'id']).doUpdateSet((e) => ({
          person_id: e.ref('excluded.person_id'),
          standing: e.ref('excluded.standing'),
          admin: e.ref('excluded.admin'),
          told_at: e.ref('excluded.told_at'),
        })),
      )
      .execute();
}

/** Who left this channel by themselves. */
export async function selectLeavers(ctx: Ctx, channelId: string): Promise<Set<string>> {
  const rows = await ctx.tx
    .selectFrom('channel_leavers')
    .select('person_id')
    .where('network_id', '=', ctx.network.id)
    .where('channel_id', '=', channelId)
    .execute();
  return new Set(rows.map((r) => r.person_id));
}

/** Where this member left by themselves. */
export async function selectLeft(ctx: Ctx, personId: string): Promise<Set<string>> {
  const rows = await ctx.tx
    .selectFrom('channel_leavers')
    .select('channel_id')
    .where('network_id', '=', ctx.network.id)
    .where('person_id', '=', personId)
    .execute();
  return new Set(rows.map((r) => r.channel_id));
}

export async function insertLeavers(ctx: Ctx, channelId: string, personIds: string[]): Promise<void> {
  if (personIds.length === 0) return;
  await ctx.tx
    .insertInto('channel_leavers')
    .values(
      personIds.map((personId) => ({
        network_id: ctx.network.id,
        channel_id: channelId,
        person_id: personId,
        at: ctx.now,
      })),
    )
    .onConflict((c) => c.doNothing())
    .execute();
}

/** False when they had not left. */
export async function deleteLeaver(ctx: Ctx, channelId: string, personId: string): Promise<boolean> {
  const { numDeletedRows } = await ctx.tx
    .deleteFrom('channel_leavers')
    .where('network_id', '=', ctx.network.id)
    .where('channel_id', '=', channelId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
