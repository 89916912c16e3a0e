import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/index.ts';
import { membersQuery, type Person } from './people.ts';
import type { State } from './states.ts';

export interface Waiting {
  states: readonly State[];
  /** Null: all. */
  chapterIds: readonly string[] | null;
  language?: string | undefined;
  /** Among these only. */
  ids?: readonly string[] | undefined;
}

const scope = (
  tx: Tx,
  networkId: string,
  playbook: string,
  { states, chapterIds, language, ids }: Waiting,
) => {
  let query = membersQuery(tx, networkId, playbook)
    .where('p.state', 'in', [...states])
    .where(
      sql<boolean>`not exists (select from canaries c where c.network_id = p.network_id and c.person_id = p.id)`,
    );
  if (chapterIds) query = query.where((e) => e('p.chapter_id', '=', e.fn.any(e.val([...chapterIds]))));
  if (language) query = query.where(sql<boolean>`${language} = any(p.languages)`);
  if (ids) query = query.where((e) => e('p.id', '=', e.fn.any(e.val([...ids]))));
  return query;
};

/** By who has stood there the longest, or the shortest. */
export const selectWaiting = (
  tx: Tx,
  networkId: string,
  playbook: string,
  waiting: Waiting & { limit: number; newest?: boolean },
): Promise<Person[]> =>
  scope(tx, networkId, playbook, waiting)
    .orderBy('p.state_at', waiting.newest ? 'desc' : 'asc')
    .orderBy('p.id')
    .limit(waiting.limit)
    .execute();

export async function countWaiting(
  tx: Tx,
  networkId: string,
  { states, chapterIds, ids }: Waiting,
): Promise<Partial<Record<State, number>>> {
  const { rows } = await sql<{ state: State; count: number }>`
    select state::text as state, count(*)::int as count from people p
    where network_id = ${networkId} and state = any(${[...states]}::text[])
      and (${chapterIds && [...chapterIds]}::uuid[] is null or chapter_id = any(${chapterIds && [...chapterIds]}::uuid[]))
      and (${ids ? [...ids] : null}::uuid[] is null or id = any(${ids ? [...ids] : null}::uuid[]))
      and not exists (select from canaries c where c.network_id = p.network_id and c.person_id = p.id)
    group by 1`.execute(tx);
  return Object.fromEntries(rows.map((r) => [r.state, r.count]));
}
