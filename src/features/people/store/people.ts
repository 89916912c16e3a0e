import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/index.ts';
import type { Encrypted } from '../../../platform/db/types.ts';
import type { STATES, Window } from '../contract.ts';
import { moveTo } from './states.ts';

/** A person of the network, without name or address. */
export interface Person {
  id: string;
  accountId: string | null;
  callSign: string;
  chapterId: string;
  zoneIds: string[];
  /** H3, resolution 8. */
  homeCell: string;
  languages: string[];
  skills: string[];
  roles: string[];
  state: (typeof STATES)[number];
  stateAt: Date;
  availability: Window[];
  /** The conduct agreement signed last, for the playbook asked about. */
  signedVersion: number | null;
  suspended: boolean;
  /** Vouches of members that stand. */
  vouches: number;
  /** Vouched for by the network's founding. */
  founding: boolean;
}

const chunk = 2000;

/** People with what decides whether they may be sent; the version signed is that of one playbook. */
export const membersQuery = (tx: Tx, networkId: string, playbook: string) =>
  tx
    .selectFrom('people as p')
    .leftJoinLateral(
      (e) =>
        e
          .selectFrom('agreements as s')
          .select((a) => a.fn.max('s.version').as('version'))
          .whereRef('s.network_id', '=', 'p.network_id')
          .whereRef('s.person_id', '=', 'p.id')
          .where('s.playbook', '=', playbook)
          .as('a'),
      (j) => j.onTrue(),
    )
    .leftJoin('suspensions as s', (j) =>
      j
        .onRef('s.network_id', '=', 'p.network_id')
        .onRef('s.person_id', '=', 'p.id')
        .on('s.lifted_at', 'is', null),
    )
    .leftJoinLateral(
      (e) =>
        e
          .selectFrom('vouches as v')
          .select((a) => [
            a.fn.countAll<number>().filterWhere('v.kind', '=', 'vouch').as('count'),
            a.fn.countAll<number>().filterWhere('v.kind', '=', 'founding').as('founding'),
          ])
          .whereRef('v.network_id', '=', 'p.network_id')
          .whereRef('v.person_id', '=', 'p.id')
          .where('v.withdrawn_at', 'is', null)
          .as('v'),
      (j) => j.onTrue(),
    )
    .select([
      'p.id',
      'p.account_id as accountId',
      'p.call_sign as callSign',
      'p.chapter_id as chapterId',
      'p.zone_ids as zoneIds',
      'p.home_cell as homeCell',
      'p.languages',
      'p.skills',
      'p.roles',
      'p.state',
      'p.state_at as stateAt',
      'p.availability',
      'a.version as signedVersion',
      (e) => e('s.id', 'is not', null).as('suspended'),
      'v.count as vouches',
      (e) => e('v.founding', '>', 0).as('founding'),
    ])
    .$narrowType<{
      state: Person['state'];
      availability: Window[];
      suspended: boolean;
      vouches: number;
      founding: boolean;
    }>()
    .where('p.network_id', '=', networkId);

/** Canaries do not exist: they are never asked and never counted. */
const exists = sql<boolean>`not exists (select from canaries c where c.network_id = p.network_id and c.person_id = p.id)`;

/** In the order of their ids; null asks for everyone. `real` leaves canaries out. */
export async function selectPeople(
  tx: Tx,
  networkId: string,
  playbook: string,
  ids: string[] | null,
  { real = false } = {},
): Promise<Person[]> {
  if (ids?.length === 0) return [];
  const query = membersQuery(tx, networkId, playbook)
    .orderBy('p.id')
    .$if(real, (q) => q.where(exists));
  return (ids ? query.where('p.id', 'in', ids) : query).execute();
}

/** Active people of a role, first those with no other role, then those who have been here the longest. */
export const selectByRole = (
  tx: Tx,
  networkId: string,
  playbook: string,
  role: string,
  limit: number,
): Promise<Person[]> =>
  membersQuery(tx, networkId, playbook)
    .where(sql<boolean>`${role} = any(p.roles)`)
    .where('p.state', '=', 'active')
    .where('s.id', 'is', null)
    .where(exists)
    .orderBy(sql`cardinality(p.roles)`)
    .orderBy('p.state_at')
    .orderBy('p.id')
    .limit(limit)
    .execute();

export async function selectCallSigns(
  tx: Tx,
  networkId: string,
  ids: string[],
): Promise<{ id: string; callSign: string }[]> {
  if (ids.length === 0) return [];
  return tx
    .selectFrom('people')
    .select(['id', 'call_sign as callSign'])
    .where('network_id', '=', networkId)
    .where('id', 'in', ids)
    .execute();
}

/** The person of an account, as every request needs them. */
export async function selectByAccount(
  tx: Tx,
  networkId: string,
  accountId: string,
): Promise<{ id: string; callSign: string; suspended: boolean } | null> {
  const row = await tx
    .selectFrom('people as p')
    .leftJoin('suspensions as s', (j) =>
      j
        .onRef('s.network_id', '=', 'p.network_id')
        .onRef('s.person_id', '=', 'p.id')
        .on('s.lifted_at', 'is', null),
    )
    .select(['p.id', 'p.call_sign as callSign', (e) => e('s.id', 'is not', null).as('suspended')])
    .where('p.network_id', '=', networkId)
    .where('p.account_id', '=', accountId)
    .executeTakeFirst();
  return row ? { ...row, suspended: Boolean(row.suspended) } : null;
}

/** Held until the transaction ends: call signs are numbered by how many people there are. */
export async function lockCallSigns(tx: Tx, networkId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`call signs ${networkId}`}, 0))`.execute(tx);
}

/** Active people of a chapter, or of all; canaries are none. */
export async function countActive(tx: Tx, networkId: string, chapterId: string | null): Promise<number> {
  const row = await tx
    .selectFrom('people as p')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('p.network_id', '=', networkId)
    .where('p.state', '=', 'active')
    .where(exists)
    .$if(chapterId !== null, (q) => q.where('p.chapter_id', '=', chapterId!))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Active people by each language that they speak; canaries are none. */
export async function countLanguages(tx: Tx, networkId: string): Promise<Map<string, number>> {
  const { rows } = await sql<{ language: string; count: number }>`
    select language, count(*)::int as count from people p, unnest(p.languages) as language
    where p.network_id = ${networkId} and p.state = 'active' and ${exists}
    group by language`.execute(tx);
  return new Map(rows.map((r) => [r.language, r.count]));
}

export async function countPeople(tx: Tx, networkId: string): Promise<number> {
  const row = await tx
    .selectFrom('people')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('network_id', '=', networkId)
    .executeTakeFirstOrThrow();
  return row.count;
}

export interface NewPerson extends Omit<Person, 'signedVersion' | 'suspended' | 'vouches' | 'founding'> {
  name?: Encrypted | null;
  emergencyContact?: Encrypted | null;
}

const box = (bytes: Encrypted | null | undefined) => (bytes ? `\\x${bytes.toString('hex')}` : null);

/**
 * In chunks, each with the first line of their log of states; a person who exists stays as they are. A chunk is one JSON
 * text: a parameter for each of its values takes several times as long.
 */
export async function insertPeople(tx: Tx, networkId: string, people: NewPerson[]): Promise<void> {
  for (let i = 0; i < people.length; i += chunk) {
    const rows = people.slice(i, i + chunk).map((p) => ({
      ...{ id: p.id, account_id: p.accountId, call_sign: p.callSign, chapter_id: p.chapterId },
      ...{ name: box(p.name), emergency_contact: box(p.emergencyContact), zone_ids: p.zoneIds },
      ...{ home_cell: p.homeCell, languages: p.languages, skills: p.skills, roles: p.roles },
      ...{ state: p.state, state_at: p.stateAt, availability: p.availability },
    }));
    await sql`
      with added as (
        insert into people (network_id, id, account_id, call_sign, name, emergency_contact, chapter_id, zone_ids,
          home_cell, languages, skills, roles, state, state_at, availability)
        select ${networkId}, p.id, p.account_id, p.call_sign, p.name, p.emergency_contact, p.chapter_id, p.zone_ids,
          p.home_cell, p.languages::clear[], p.skills::clear[], p.roles::clear[], p.state, p.state_at, p.availability
        from json_to_recordset(${JSON.stringify(rows)}::json) p(id uuid, account_id uuid, call_sign text, name bytea,
          emergency_contact bytea, chapter_id uuid, zone_ids uuid[], home_cell text, languages text[], skills text[],
          roles text[], state text, state_at timestamptz, availability jsonb)
        on conflict (network_id, id) do nothing
        returning network_id, id, state_at, state
      )
      insert into person_states (network_id, person_id, at, state)
      select network_id, id, state_at, state from added`.execute(tx);
  }
}

export interface PersonChange {
  availability?: Window[] | undefined;
  languages?: string[] | undefined;
  state?: Person['state'] | undefined;
  emergencyContact?: Encrypted | null | undefined;
  accountId?: string | undefined;
}

export async function updatePerson(
  tx: Tx,
  networkId: string,
  id: string,
  change: PersonChange,
  at: Date,
): Promise<void> {
  if (change.state) await moveTo(tx, networkId, [id], change.state, at);
  const set = {
    ...(change.availability && { availability: JSON.stringify(change.availability) }),
    ...(change.languages && { languages: change.languages }),
    ...(change.accountId && { account_id: change.accountId }),
    ...(change.emergencyContact !== undefined && { emergency_contact: change.emergencyContact }),
  };
  if (Object.keys(set).length === 0) return;
  await tx.updateTable('people').set(set).where('network_id', '=', networkId).where('id', '=', id).execute();
}

export async function selectEmergencyContact(
  tx: Tx,
  networkId: string,
  id: string,
): Promise<Encrypted | null> {
  const row = await tx
    .selectFrom('people')
    .select('emergency_contact')
    .where('network_id', '=', networkId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.emergency_contact ?? null;
}
