import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/index.ts';
import type { STATES } from '../contract.ts';

export type State = (typeof STATES)[number];

/**
 * The one way by which a state changes: moves those of the ids who are not there yet (where `from` is said, those in one of
 * these states only) and writes the move into the log of states in the same statement. Returns who was moved.
 */
export async function moveTo(
  tx: Tx,
  networkId: string,
  ids: string[],
  state: State,
  at: Date,
  from: readonly State[] | null = null,
): Promise<string[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    with moved as (
      update people set state = ${state}, state_at = ${at}
      where network_id = ${networkId} and id = any(${ids}::uuid[]) and state <> ${state}
        and (${from}::text[] is null or state = any(${from}::text[]))
      returning id
    )
    insert into person_states (network_id, person_id, at, state)
    select ${networkId}, id, ${at}, ${state} from moved returning person_id as id`.execute(tx);
  return rows.map((r) => r.id);
}

/** Earlier lines of the log, of people who are grown and not admitted one by one. */
export async function insertStates(
  tx: Tx,
  networkId: string,
  rows: readonly { personId: string; at: Date; state: State }[],
): Promise<void> {
  await sql`
    insert into person_states (network_id, person_id, at, state)
    select ${networkId}, s.person, s.at, s.state
    from unnest(${rows.map((r) => r.personId)}::uuid[], ${rows.map((r) => r.at)}::timestamptz[],
      ${rows.map((r) => r.state)}::text[]) as s(person, at, state)`.execute(tx);
}

/** How many stood at the end of a day in a state, and how many had come to it that day. */
export interface DayCount {
  day: string;
  chapterId: string;
  kind: 'member' | 'ally';
  state: State;
  stood: number;
  came: number;
}

/**
 * Counts of each day from `from` to `to` (both included, in the network's own time) by chapter, kind and state. Canaries are
 * not counted.
 */
export async function selectDays(
  tx: Tx,
  networkId: string,
  timeZone: string,
  { from, to }: { from: string; to: string },
): Promise<DayCount[]> {
  const { rows } = await sql<DayCount>`
    with moves as (
      select p.chapter_id, case when 'ally' = any(p.roles) then 'ally' else 'member' end as kind,
        (s.at at time zone ${timeZone})::date as day, s.state::text as state,
        lag(s.state::text) over (partition by s.person_id order by s.at, s.seq) as before
      from person_states s
      join people p on p.network_id = s.network_id and p.id = s.person_id
      where s.network_id = ${networkId}
        and not exists (select from canaries c where c.network_id = p.network_id and c.person_id = p.id)
    ), steps as (
      select day, chapter_id, kind, state, 1 as step, 1 as came from moves
      union all
      select day, chapter_id, kind, before, -1, 0 from moves where before is not null
    ), daily as (
      select greatest(day, ${from}::date - 1) as day, chapter_id, kind, state, sum(step) as step, sum(came) as came
      from steps where day <= ${to}::date group by 1, 2, 3, 4
    ), grid as (
      select d::date as day, g.chapter_id, g.kind, g.state
      from generate_series(${from}::date - 1, ${to}::date, interval '1 day') d,
        (select distinct chapter_id, kind, state from daily) g
    )
    select * from (
      select to_char(day, 'YYYY-MM-DD') as day, chapter_id as "chapterId", kind, state,
        (sum(coalesce(step, 0)) over (partition by chapter_id, kind, state order by day))::int as stood,
        coalesce(came, 0)::int as came
      from grid left join daily using (day, chapter_id, kind, state)
    ) counted where day >= ${from} order by day, "chapterId", kind, state`.execute(tx);
  return rows;
}

/** When the first move was written down; null where nobody is. */
export async function selectFirstMove(tx: Tx, networkId: string): Promise<Date | null> {
  const row = await tx
    .selectFrom('person_states')
    .select((e) => e.fn.min('at').as('at'))
    .where('network_id', '=', networkId)
    .executeTakeFirst();
  return row?.at ?? null;
}

/** How many people stand in each state now, by chapter, kind and the language they like best. */
export interface Standing {
  chapterId: string;
  kind: 'member' | 'ally';
  /** Empty where somebody's was removed with them. */
  language: string;
  state: State;
  count: number;
  /** Of those, who are among the ids asked about. */
  among: number;
}

export async function selectStandings(
  tx: Tx,
  networkId: string,
  among: readonly string[],
): Promise<Standing[]> {
  const { rows } = await sql<Standing>`
    select chapter_id as "chapterId", case when 'ally' = any(roles) then 'ally' else 'member' end as kind,
      coalesce(languages[1]::text, '') as language, state::text as state, count(*)::int as count,
      (count(*) filter (where id = any(${among}::uuid[])))::int as among
    from people p
    where network_id = ${networkId}
      and not exists (select from canaries c where c.network_id = p.network_id and c.person_id = p.id)
    group by 1, 2, 3, 4 order by 1, 2, 3, 4`.execute(tx);
  return rows;
}

/** Of who left before, only the last line stays: that they left. */
export async function forgetStatesOfLeft(tx: Tx, networkId: string, before: Date): Promise<void> {
  await sql`
    delete from person_states s using people p
    where s.network_id = ${networkId} and p.network_id = s.network_id and p.id = s.person_id
      and p.state = 'left' and p.state_at < ${before} and s.state <> 'left'`.execute(tx);
}
