import type { Ctx } from '../../../platform/context.ts';
import type { Encrypted } from '../../../platform/db/types.ts';

export interface SafetyRow {
  id: string;
  personId: string;
  address: Encrypted;
  safetyNumber: Encrypted | null;
  seenAt: Date;
  endsAt: Date;
  mine: boolean | null;
  removedAt: Date | null;
}

const changes = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('safety_changes')
    .select([
      'id',
      'person_id as personId',
      'address',
      'safety_number as safetyNumber',
      'seen_at as seenAt',
      'ends_at as endsAt',
      'mine',
      'removed_at as removedAt',
    ])
    .where('network_id', '=', ctx.network.id);

/** False when this new key was seen before. */
export async function insertSafety(
  ctx: Ctx,
  row: Pick<SafetyRow, 'id' | 'personId' | 'address' | 'safetyNumber' | 'seenAt' | 'endsAt'> & {
    keyHash: Buffer;
  },
): Promise<boolean> {
  const made = await ctx.tx
    .insertInto('safety_changes')
    .values({
      network_id: ctx.network.id,
      id: row.id,
      person_id: row.personId,
      address: row.address,
      safety_number: row.safetyNumber,
      key_hash: row.keyHash,
      seen_at: row.seenAt,
      ends_at: row.endsAt,
    })
    .onConflict((c) => c.columns(['network_id', 'key_hash']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return made !== undefined;
}

export const lockSafety = async (ctx: Ctx, id: string): Promise<SafetyRow | null> =>
  (await changes(ctx).where('id', '=', id).forUpdate().executeTakeFirst()) ?? null;

/** Of these members, the newest first. */
export async function selectSafety(ctx: Ctx, personIds: string[]): Promise<SafetyRow[]> {
  if (personIds.length === 0) return [];
  return changes(ctx).where('person_id', 'in', personIds).orderBy('seen_at', 'desc').execute();
}

/**
 * `all`: who is not to be put into a channel, since a change of theirs is unanswered or was not them. `overdue`: who has to
 * go for it, since their time is over or it was not them.
 */
export async function selectUnsafe(ctx: Ctx): Promise<{ all: Set<string>; overdue: Set<string> }> {
  const rows = await changes(ctx)
    .where((e) => e.or([e('mine', 'is', null), e('mine', '=', false)]))
    .execute();
  const overdue = rows.filter((r) => r.mine === false || r.endsAt <= ctx.now);
  return { all: new Set(rows.map((r) => r.personId)), overdue: new Set(overdue.map((r) => r.personId)) };
}

/** Confirmed by the member and not yet told to signal-cli. */
export const selectToTrust = (ctx: Ctx): Promise<SafetyRow[]> =>
  changes(ctx).where('mine', '=', true).where('trusted_at', 'is', null).limit(20).execute();

interface Change {
  mine?: boolean;
  answered_by?: string | null;
  answered_at?: Date;
  trusted_at?: Date;
  removed_at?: Date;
}

export async function updateSafety(ctx: Ctx, id: string, change: Change): Promise<void> {
  await ctx.tx
    .updateTable('safety_changes')
    .set(change)
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .execute();
}
