import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/index.ts';
import type { Window } from '../../people/contract.ts';
import type { HourCount } from '../rules.ts';

/** What the network publishes; empty where it publishes nothing. */
export async function selectHours(tx: Tx, networkId: string): Promise<Window[]> {
  const row = await tx
    .selectFrom('rota_hours')
    .select('windows')
    .where('network_id', '=', networkId)
    .executeTakeFirst();
  return (row?.windows as Window[] | undefined) ?? [];
}

export async function saveHours(
  tx: Tx,
  networkId: string,
  windows: Window[],
  by: string | null,
  at: Date,
): Promise<void> {
  const set = { windows: JSON.stringify(windows), by, at };
  await tx
    .insertInto('rota_hours')
    .values({ network_id: networkId, ...set })
    .onConflict((c) => c.column('network_id').doUpdateSet(set))
    .execute();
}

export type Way = 'call' | 'text' | 'web';
export interface Contact {
  day: string;
  hour: number;
  way: Way;
  contacts: number;
  uncovered: number;
}

/** Adds to the counts of these hours. */
export async function countContacts(tx: Tx, networkId: string, counts: Contact[]): Promise<void> {
  if (counts.length === 0) return;
  await tx
    .insertInto('contact_hours')
    .values(counts.map((c) => ({ network_id: networkId, ...c })))
    .onConflict((c) =>
      c.columns(['network_id', 'day', 'hour', 'way']).doUpdateSet((e) => ({
        contacts: e('contact_hours.contacts', '+', e.ref('excluded.contacts')),
        uncovered: e('contact_hours.uncovered', '+', e.ref('excluded.uncovered')),
      })),
    )
    .execute();
}

/** By hour of the week, of the days from one on to before another. */
export async function selectByHour(
  tx: Tx,
  networkId: string,
  from: string,
  to: string,
): Promise<HourCount[]> {
  const { rows } = await sql<HourCount>`
    select (extract(isodow from day::date)::int - 1) as day, hour, sum(contacts)::int as contacts,
      sum(uncovered)::int as uncovered
    from contact_hours where network_id = ${networkId} and day >= ${from} and day < ${to}
    group by 1, 2 order by 1, 2`.execute(tx);
  return rows;
}

/** By way, and the first day that was counted. */
export async function selectByWay(
  tx: Tx,
  networkId: string,
  from: string,
  to: string,
): Promise<{ way: Way; contacts: number; first: string }[]> {
  const { rows } = await sql<{ way: Way; contacts: number; first: string }>`
    select way, sum(contacts)::int as contacts, min(day) as first
    from contact_hours where network_id = ${networkId} and day >= ${from} and day < ${to}
    group by way order by way`.execute(tx);
  return rows;
}

export const forgetCounts = (tx: Tx, networkId: string, before: string) =>
  tx.deleteFrom('contact_hours').where('network_id', '=', networkId).where('day', '<', before).execute();
