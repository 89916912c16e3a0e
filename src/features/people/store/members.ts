import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/index.ts';
import type { Encrypted } from '../../../platform/db/types.ts';
import { membersQuery, type Person } from './people.ts';

export interface Search {
  /** The beginning of any word of the call sign. */
  q: string;
  chapterIds: string[] | null;
  role?: string | undefined;
  language?: string | undefined;
  limit: number;
}

/** Members who have not left, by call sign. */
export function searchPeople(tx: Tx, networkId: string, playbook: string, find: Search): Promise<Person[]> {
  const q = find.q.toLowerCase();
  let query = membersQuery(tx, networkId, playbook)
    .where('p.state', '<>', 'left')
    .where(
      sql<boolean>`(starts_with(lower(p.call_sign), ${q}) or strpos(lower(p.call_sign), ${` ${q}`}) > 0)`,
    );
  if (find.chapterIds) query = query.where((e) => e('p.chapter_id', '=', e.fn.any(e.val(find.chapterIds!))));
  if (find.role) query = query.where(sql<boolean>`${find.role} = any(p.roles)`);
  if (find.language) query = query.where(sql<boolean>`${find.language} = any(p.languages)`);
  return query.orderBy('p.call_sign').limit(find.limit).execute();
}

/** Those of a chapter (null: of the network) who have not left. */
export function selectMembers(
  tx: Tx,
  networkId: string,
  playbook: string,
  chapterId: string | null,
): Promise<Person[]> {
  const query = membersQuery(tx, networkId, playbook).where('p.state', '<>', 'left');
  return (chapterId ? query.where('p.chapter_id', '=', chapterId) : query).execute();
}

/** The encrypted names of those who have one. */
export async function selectNames(tx: Tx, networkId: string, ids: string[]): Promise<Map<string, Encrypted>> {
  const rows = await tx
    .selectFrom('people')
    .select(['id', 'name'])
    .where('network_id', '=', networkId)
    .where((e) => e('id', '=', e.fn.any(e.val(ids))))
    .execute();
  return new Map(rows.flatMap((r) => (r.name ? [[r.id, r.name] as const] : [])));
}

/** Those of a chapter who have not left. */
export const selectRoll = (
  tx: Tx,
  networkId: string,
  chapterId: string,
): Promise<{ id: string; callSign: string; name: Encrypted | null; languages: string[] }[]> =>
  tx
    .selectFrom('people')
    .select(['id', 'call_sign as callSign', 'name', 'languages'])
    .where('network_id', '=', networkId)
    .where('chapter_id', '=', chapterId)
    .where('state', '<>', 'left')
    .execute();

/** Held until the transaction ends, so that a member is removed once and nobody changes them meanwhile. */
export async function lockPerson(tx: Tx, networkId: string, id: string): Promise<void> {
  await tx
    .selectFrom('people')
    .select('id')
    .where('network_id', '=', networkId)
    .where('id', '=', id)
    .forUpdate()
    .execute();
}

/** Who has left, and of whom something is still there that a removal deletes. */
export async function selectLeftKept(tx: Tx, networkId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('people')
    .select('id')
    .where('network_id', '=', networkId)
    .where('state', '=', 'left')
    .where((e) =>
      e.or([e('name', 'is not', null), e('emergency_contact', 'is not', null), e('home_cell', '<>', '')]),
    )
    .execute();
  return rows.map((r) => r.id);
}

/** What is theirs goes; call sign, chapter and what they were stay for the record. */
const wiped = {
  name: null,
  emergency_contact: null,
  zone_ids: [],
  home_cell: '',
  languages: [],
  skills: [],
  availability: JSON.stringify([]),
};

export const wipePerson = (tx: Tx, networkId: string, id: string): Promise<void> =>
  wipePeople(tx, networkId, [id]);

/** The same of many. */
export async function wipePeople(tx: Tx, networkId: string, ids: string[]): Promise<void> {
  await tx
    .updateTable('people')
    .set(wiped)
    .where('network_id', '=', networkId)
    .where((e) => e('id', '=', e.fn.any(e.val(ids))))
    .execute();
}

/** People behind these accounts. */
export async function selectIdsByAccount(tx: Tx, networkId: string, accountIds: string[]): Promise<string[]> {
  const rows = await tx
    .selectFrom('people')
    .select('id')
    .where('network_id', '=', networkId)
    .where((e) => e('account_id', '=', e.fn.any(e.val(accountIds))))
    .execute();
  return rows.map((r) => r.id);
}
