import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/index.ts';
import type { Sealed } from '../../../platform/db/types.ts';
import type { KNOWN, VouchKind } from '../contract.ts';

export interface VouchRow {
  id: string;
  personId: string;
  /** Null: by the network's founding. */
  by: string | null;
  kind: VouchKind;
  known: (typeof KNOWN)[number] | null;
  words: Sealed | null;
  at: Date;
  withdrawnAt: Date | null;
  withdrawnBy: string | null;
}

const chunk = 2000;

/** The same id again changes nothing. Throws 23505 where the same two have such a vouch that stands. */
export async function insertVouches(
  tx: Tx,
  networkId: string,
  rows: Omit<VouchRow, 'withdrawnAt' | 'withdrawnBy'>[],
): Promise<void> {
  for (let i = 0; i < rows.length; i += chunk)
    await tx
      .insertInto('vouches')
      .values(
        rows.slice(i, i + chunk).map((r) => ({
          network_id: networkId,
          id: r.id,
          person_id: r.personId,
          by: r.by,
          kind: r.kind,
          known: r.known,
          words: r.words,
          at: r.at,
        })),
      )
      .onConflict((c) => c.columns(['network_id', 'id']).doNothing())
      .execute();
}

/** Whom it is about exists. */
const real = sql<boolean>`not exists (select from canaries c where c.network_id = v.network_id and c.person_id = v.person_id)`;

const vouches = (tx: Tx, networkId: string) =>
  tx
    .selectFrom('vouches as v')
    .select([
      'id',
      'person_id as personId',
      'by',
      'kind',
      'known',
      'words',
      'at',
      'withdrawn_at as withdrawnAt',
      'withdrawn_by as withdrawnBy',
    ])
    .$narrowType<Pick<VouchRow, 'kind' | 'known'>>()
    .where('network_id', '=', networkId);

export const selectVouch = async (tx: Tx, networkId: string, id: string): Promise<VouchRow | null> =>
  (await vouches(tx, networkId).where('id', '=', id).executeTakeFirst()) ?? null;

/** In the order of their times. */
export const selectVouches = (tx: Tx, networkId: string, ids: string[]): Promise<VouchRow[]> =>
  vouches(tx, networkId)
    .where((e) => e('id', '=', e.fn.any(e.val(ids))))
    .orderBy('at')
    .execute();

/** All that any of these people gave or got, in the order of their times. */
export const selectVouchesAround = (tx: Tx, networkId: string, personIds: string[]): Promise<VouchRow[]> =>
  vouches(tx, networkId)
    .where((e) =>
      e.or([e('by', '=', e.fn.any(e.val(personIds))), e('person_id', '=', e.fn.any(e.val(personIds)))]),
    )
    .orderBy('at')
    .orderBy('id')
    .execute();

/** What somebody gave, to those who exist: with a canary’s among them its numbers would tell them apart. */
export const selectGiven = (tx: Tx, networkId: string, by: string): Promise<VouchRow[]> =>
  vouches(tx, networkId).where('by', '=', by).where(real).orderBy('at').execute();

export interface EdgeRow {
  id: string;
  by: string;
  personId: string;
  at: Date;
  withdrawnAt: Date | null;
}

/** Who vouched for whom, of everyone who exists: 10,000 rows take 15 ms. */
export const selectEdges = (tx: Tx, networkId: string): Promise<EdgeRow[]> =>
  tx
    .selectFrom('vouches as v')
    .select(['v.id', 'v.by', 'v.person_id as personId', 'v.at', 'v.withdrawn_at as withdrawnAt'])
    .$narrowType<{ by: string }>()
    .where('v.network_id', '=', networkId)
    .where('v.by', 'is not', null)
    .where(real)
    .execute();

/** False when it was withdrawn before. */
export async function withdrawVouch(
  tx: Tx,
  networkId: string,
  id: string,
  act: { by: string | null; at: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('vouches')
    .set({ withdrawn_at: act.at, withdrawn_by: act.by })
    .where('network_id', '=', networkId)
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** What was said about somebody who left goes; that there was a vouch stays. Returns whose words went. */
export async function wipeVouchWords(tx: Tx, networkId: string, personId: string): Promise<string[]> {
  const rows = await tx
    .updateTable('vouches')
    .set({ words: null })
    .where('network_id', '=', networkId)
    .where('person_id', '=', personId)
    .where('words', 'is not', null)
    .returning('id')
    .execute();
  return rows.map((r) => r.id);
}

/** One code a person, each good for one of them: another takes its place. False where somebody else shows it now. */
export async function putCode(
  tx: Tx,
  networkId: string,
  { personId, code, endsAt }: { personId: string; code: Buffer; endsAt: Date },
  now: Date,
): Promise<boolean> {
  await tx
    .deleteFrom('vouch_codes')
    .where('network_id', '=', networkId)
    .where((e) => e.or([e('ends_at', '<=', now), e('person_id', '=', personId)]))
    .execute();
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('vouch_codes')
    .values({ network_id: networkId, person_id: personId, code, ends_at: endsAt })
    .onConflict((c) => c.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** Who shows this code now. */
export const selectByCode = async (
  tx: Tx,
  networkId: string,
  code: Buffer,
  now: Date,
): Promise<string | null> =>
  (
    await tx
      .selectFrom('vouch_codes')
      .select('person_id as personId')
      .where('network_id', '=', networkId)
      .where('code', '=', code)
      .where('ends_at', '>', now)
      .executeTakeFirst()
  )?.personId ?? null;

/** Whose call sign it is, in any case of letters, of those who have not left. */
export const selectByCallSign = async (tx: Tx, networkId: string, callSign: string): Promise<string | null> =>
  (
    await tx
      .selectFrom('people')
      .select('id')
      .where('network_id', '=', networkId)
      .where((e) => e(e.fn<string>('lower', ['call_sign']), '=', callSign.toLowerCase()))
      .where('state', '<>', 'left')
      .executeTakeFirst()
  )?.id ?? null;
