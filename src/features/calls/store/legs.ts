import type { Ctx } from '../../../platform/context.ts';
import type { Encrypted } from '../../../platform/db/types.ts';
import type { Line } from '../contract.ts';

export interface LegRow {
  id: string;
  personId: string;
  line: Line;
  callId: string | null;
  address: Encrypted;
  carrierId: string | null;
  state: 'ringing' | 'talking' | 'over';
  placedAt: Date;
}

const columns = [
  'id',
  'person_id as personId',
  'line',
  'call_id as callId',
  'address',
  'carrier_id as carrierId',
  'state',
  'placed_at as placedAt',
] as const;

const select = (ctx: Ctx) =>
  ctx.tx.selectFrom('call_legs').select(columns).where('network_id', '=', ctx.network.id).$castTo<LegRow>();

export const selectLeg = (ctx: Ctx, id: string): Promise<LegRow | undefined> =>
  select(ctx).where('id', '=', id).executeTakeFirst();

/** Ringing or talking. */
export const selectOpenLegs = (ctx: Ctx): Promise<LegRow[]> =>
  select(ctx).where('state', '<>', 'over').execute();

export const selectLegsOf = (ctx: Ctx, callId: string): Promise<LegRow[]> =>
  select(ctx).where('call_id', '=', callId).where('state', '<>', 'over').execute();

/** Whose phones were rung since then and did not take a call. */
export async function selectRungSince(ctx: Ctx, since: Date): Promise<Set<string>> {
  const rows = await ctx.tx
    .selectFrom('call_legs')
    .select('person_id')
    .where('network_id', '=', ctx.network.id)
    .where('placed_at', '>=', since)
    .where('call_id', 'is', null)
    .execute();
  return new Set(rows.map((r) => r.person_id));
}

export async function insertLegs(
  ctx: Ctx,
  rows: Pick<LegRow, 'id' | 'personId' | 'line' | 'callId' | 'address'>[],
): Promise<void> {
  if (rows.length === 0) return;
  await ctx.tx
    .insertInto('call_legs')
    .values(
      rows.map((r) => ({
        network_id: ctx.network.id,
        id: r.id,
        person_id: r.personId,
        line: r.line,
        call_id: r.callId,
        address: r.address,
        state: 'ringing',
        placed_at: ctx.now,
      })),
    )
    .execute();
}

export async function updateLegs(
  ctx: Ctx,
  ids: readonly string[],
  change: Partial<Pick<LegRow, 'state' | 'callId' | 'carrierId'>>,
): Promise<void> {
  if (ids.length === 0) return;
  await ctx.tx
    .updateTable('call_legs')
    .set({
      ...(change.state && { state: change.state }),
      ...(change.callId !== undefined && { call_id: change.callId }),
      ...(change.carrierId && { carrier_id: change.carrierId }),
    })
    .where('network_id', '=', ctx.network.id)
    .where('id', 'in', ids)
    .execute();
}

export async function upsertPresence(ctx: Ctx, row: PresenceRow): Promise<void> {
  const set = { by_phone: row.byPhone, changed_at: ctx.now };
  await ctx.tx
    .insertInto('call_presence')
    .values({ network_id: ctx.network.id, person_id: row.personId, ...set })
    .onConflict((c) => c.columns(['network_id', 'person_id']).doUpdateSet(set))
    .execute();
}

export interface PresenceRow {
  personId: string;
  byPhone: boolean;
}

/** Whose of these people's telephones may ring: of who never said anything it does. */
export async function selectByPhone(ctx: Ctx, personIds: readonly string[]): Promise<Map<string, boolean>> {
  const rows =
    personIds.length === 0
      ? []
      : await ctx.tx
          .selectFrom('call_presence')
          .select(['person_id as personId', 'by_phone as byPhone'])
          .where('network_id', '=', ctx.network.id)
          .where('person_id', 'in', [...personIds])
          .execute();
  const known = new Map(rows.map((r) => [r.personId, r.byPhone]));
  return new Map(personIds.map((id) => [id, known.get(id) ?? true]));
}
