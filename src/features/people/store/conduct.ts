import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/index.ts';
import type { Sealed } from '../../../platform/db/types.ts';

export interface AgreementRow {
  id: string;
  personId: string;
  playbook: string;
  version: number;
  signedAt: Date;
}

const chunk = 1000;

/** The same id again changes nothing. */
export async function insertAgreements(tx: Tx, networkId: string, rows: AgreementRow[]): Promise<void> {
  for (let i = 0; i < rows.length; i += chunk)
    await tx
      .insertInto('agreements')
      .values(
        rows.slice(i, i + chunk).map((r) => ({
          network_id: networkId,
          id: r.id,
          person_id: r.personId,
          playbook: r.playbook,
          version: r.version,
          signed_at: r.signedAt,
        })),
      )
      .onConflict((c) => c.doNothing())
      .execute();
}

export interface ComplaintRow {
  id: string;
  at: Date;
  language: string;
  words: Sealed;
  contact: Sealed | null;
  state: 'open' | 'closed';
  /** Came in a flood. */
  throttled: boolean;
}

/** False when the id is known: the form was sent twice. */
export async function insertComplaint(tx: Tx, networkId: string, row: ComplaintRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('complaints')
    .values({ network_id: networkId, ...row })
    .onConflict((c) => c.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

const complaints = (tx: Tx, networkId: string) =>
  tx
    .selectFrom('complaints')
    .select(['id', 'at', 'language', 'words', 'contact', 'state', 'throttled'])
    .$narrowType<Pick<ComplaintRow, 'state'>>()
    .where('network_id', '=', networkId);

/** Open ones first, the newest of each first. */
export const selectComplaints = (tx: Tx, networkId: string, limit: number): Promise<ComplaintRow[]> =>
  complaints(tx, networkId)
    .orderBy('state', 'desc')
    .orderBy('throttled')
    .orderBy('at', 'desc')
    .limit(limit)
    .execute();

export const selectComplaint = async (tx: Tx, networkId: string, id: string): Promise<ComplaintRow | null> =>
  (await complaints(tx, networkId).where('id', '=', id).executeTakeFirst()) ?? null;

/** False when it was closed before. */
export async function closeComplaint(tx: Tx, networkId: string, id: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('complaints')
    .set({ state: 'closed' })
    .where('network_id', '=', networkId)
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** The version that somebody signed last, and when. */
export const selectSigning = async (
  tx: Tx,
  networkId: string,
  personId: string,
  playbook: string,
): Promise<{ version: number; at: Date } | null> =>
  (await tx
    .selectFrom('agreements')
    .select(['version', 'signed_at as at'])
    .where('network_id', '=', networkId)
    .where('person_id', '=', personId)
    .where('playbook', '=', playbook)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()) ?? null;

interface Unsigned {
  version: number;
  chapterIds: string[] | null;
  limit: number;
}

/** Active members who have not signed this version: who signed nothing first, then by call sign. */
export async function selectUnsigned(
  tx: Tx,
  networkId: string,
  playbook: string,
  { version, chapterIds, limit }: Unsigned,
): Promise<{ rows: { id: string; callSign: string; signedVersion: number | null }[]; count: number }> {
  const { rows } = await sql<{ id: string; callSign: string; signedVersion: number | null; count: number }>`
    select p.id, p.call_sign as "callSign", a.version as "signedVersion", (count(*) over ())::int as count
    from people p left join lateral (
      select max(version) as version from agreements
      where network_id = p.network_id and person_id = p.id and playbook = ${playbook}) a on true
    where p.network_id = ${networkId} and p.state = 'active' and a.version is distinct from ${version}
      and (${chapterIds}::uuid[] is null or p.chapter_id = any(${chapterIds}::uuid[]))
    order by a.version nulls first, p.call_sign limit ${limit}`.execute(tx);
  return { rows: rows.map(({ count: _, ...row }) => row), count: rows[0]?.count ?? 0 };
}

/** Active or paused members who exist and signed an earlier version than this. */
export async function selectToRenew(
  tx: Tx,
  networkId: string,
  playbook: string,
  version: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select p.id from people p
    join agreements a on a.network_id = p.network_id and a.person_id = p.id and a.playbook = ${playbook}
    where p.network_id = ${networkId} and p.state in ('active', 'paused')
      and not exists (select from canaries c where c.network_id = p.network_id and c.person_id = p.id)
    group by p.id having max(a.version) < ${version} order by p.id`.execute(tx);
  return rows.map((r) => r.id);
}
