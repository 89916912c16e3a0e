import { sql } from 'kysely';
import type { Tx } from '../../platform/db/index.ts';
import type { Playbook, RulePack, STOP_REASONS } from './contract.ts';

export interface StopRow {
  id: string;
  what: 'callouts' | 'notices';
  reason: (typeof STOP_REASONS)[number];
  by: string;
  at: Date;
  liftedBy: string | null;
  liftedAt: Date | null;
}

/** What each transaction has read: one act asks many times, and must not see two versions. */
const kept = new WeakMap<Tx, Map<string, Playbook>>();

/** The newest version; without a slug that of the playbook the network had first. */
export async function selectPlaybook(tx: Tx, networkId: string, slug = ''): Promise<Playbook | null> {
  const known = kept.get(tx) ?? new Map<string, Playbook>();
  kept.set(tx, known);
  const playbook = known.get(slug) ?? (await readPlaybook(tx, networkId, slug));
  if (playbook) known.set(slug, playbook).set(playbook.slug, playbook);
  return playbook;
}

async function readPlaybook(tx: Tx, networkId: string, slug: string): Promise<Playbook | null> {
  const wanted = slug || (await firstSlug(tx, networkId));
  if (!wanted) return null;
  const row = await tx
    .selectFrom('playbooks')
    .select('body')
    .where('network_id', '=', networkId)
    .where('slug', '=', wanted)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return (row?.body as Playbook | undefined) ?? null;
}

const firstSlug = async (tx: Tx, networkId: string): Promise<string | undefined> =>
  (
    await tx
      .selectFrom('playbooks')
      .select('slug')
      .where('network_id', '=', networkId)
      .orderBy('at')
      .orderBy('slug')
      .limit(1)
      .executeTakeFirst()
  )?.slug;

export interface ConductVersion {
  version: number;
  text: Playbook['conduct']['text'];
  /** When it came into force. */
  from: Date;
}

/** The oldest first. */
export async function selectConductVersions(
  tx: Tx,
  networkId: string,
  slug: string,
): Promise<ConductVersion[]> {
  const rows = await tx
    .selectFrom('playbooks')
    .select([sql<Playbook['conduct']>`body -> 'conduct'`.as('conduct'), 'at'])
    .where('network_id', '=', networkId)
    .where('slug', '=', slug)
    .orderBy('version')
    .execute();
  const versions = new Map<number, ConductVersion>();
  for (const { conduct, at } of rows)
    if (!versions.has(conduct.version))
      versions.set(conduct.version, { version: conduct.version, text: conduct.text, from: at });
  return [...versions.values()];
}

/** Throws on a version that exists (23505): two savers at once cannot both win. */
export async function insertPlaybook(
  tx: Tx,
  networkId: string,
  body: Playbook,
  by: string | null,
  at: Date,
): Promise<void> {
  kept.delete(tx);
  await tx
    .insertInto('playbooks')
    .values({
      network_id: networkId,
      slug: body.slug,
      version: body.version,
      body: JSON.stringify(body),
      by,
      at,
    })
    .execute();
}

export async function selectRulePack(tx: Tx, networkId: string, state: string): Promise<RulePack | null> {
  const row = await tx
    .selectFrom('rule_packs')
    .select('body')
    .where('network_id', '=', networkId)
    .where('us_state', '=', state)
    .executeTakeFirst();
  return (row?.body as RulePack | undefined) ?? null;
}

export async function upsertRulePack(tx: Tx, networkId: string, pack: RulePack): Promise<void> {
  const row = {
    body: JSON.stringify(pack),
    signed_by: pack.signedBy,
    signed_at: pack.signedAt ? new Date(pack.signedAt) : null,
  };
  await tx
    .insertInto('rule_packs')
    .values({ network_id: networkId, us_state: pack.state, ...row })
    .onConflict((c) => c.columns(['network_id', 'us_state']).doUpdateSet(row))
    .execute();
}

const stops = (tx: Tx, networkId: string) =>
  tx
    .selectFrom('stops')
    .select(['id', 'what', 'reason', 'by', 'at', 'lifted_by as liftedBy', 'lifted_at as liftedAt'])
    .$narrowType<Pick<StopRow, 'what' | 'reason'>>()
    .where('network_id', '=', networkId);

export const selectStop = async (tx: Tx, networkId: string, id: string): Promise<StopRow | null> =>
  (await stops(tx, networkId).where('id', '=', id).executeTakeFirst()) ?? null;

export const selectStopInForce = async (
  tx: Tx,
  networkId: string,
  what: StopRow['what'],
): Promise<StopRow | null> =>
  (await stops(tx, networkId).where('what', '=', what).where('lifted_at', 'is', null).executeTakeFirst()) ??
  null;

/** In force, or lifted since. */
export const selectStops = (tx: Tx, networkId: string, since: Date): Promise<StopRow[]> =>
  stops(tx, networkId)
    .where((e) => e.or([e('lifted_at', 'is', null), e('lifted_at', '>', since)]))
    .orderBy('at', 'desc')
    .execute();

/** False when one is in force already, or the id is known. */
export async function insertStop(
  tx: Tx,
  networkId: string,
  stop: Pick<StopRow, 'id' | 'what' | 'reason' | 'by' | 'at'>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('stops')
    .values({ network_id: networkId, ...stop })
    .onConflict((c) => c.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** False when it is lifted already or never was. */
export async function liftStop(
  tx: Tx,
  networkId: string,
  id: string,
  by: string,
  at: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('stops')
    .set({ lifted_by: by, lifted_at: at })
    .where('network_id', '=', networkId)
    .where('id', '=', id)
    .where('lifted_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
