import type { Network } from '../../platform/context.ts';
import type { Tx } from '../../platform/db/index.ts';

export async function insertNetwork(tx: Tx, network: Network, at: Date): Promise<void> {
  await tx
    .insertInto('networks')
    .values({
      network_id: network.id,
      slug: network.slug,
      name: network.name,
      time_zone: network.timeZone,
      us_state: network.usState,
      languages: network.languages,
      emergency_number: network.emergencyNumber,
      demo: network.demo,
      created_at: at,
    })
    .execute();
}

export async function insertDoor(
  tx: Tx,
  networkId: string,
  kind: 'host' | 'phone',
  key: string,
): Promise<void> {
  await tx
    .insertInto('doors')
    .values({ network_id: networkId, kind, key })
    .onConflict((c) => c.doNothing())
    .execute();
}

export async function selectNetwork(tx: Tx, id: string): Promise<Network | null> {
  const row = await tx.selectFrom('networks').selectAll().where('network_id', '=', id).executeTakeFirst();
  const phone = await tx
    .selectFrom('doors')
    .select('key')
    .where('network_id', '=', id)
    .where('kind', '=', 'phone')
    .orderBy('key')
    .executeTakeFirst();
  return row
    ? {
        id: row.network_id,
        slug: row.slug,
        name: row.name,
        timeZone: row.time_zone,
        usState: row.us_state,
        languages: row.languages,
        emergencyNumber: row.emergency_number,
        hotline: phone?.key ?? null,
        demo: row.demo,
      }
    : null;
}
