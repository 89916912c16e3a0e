import type { Ctx } from '../../../platform/context.ts';
import { SEATED } from '../rules.ts';

/** Those of these people who are asked and may answer, or who go or are there. */
export async function selectBusy({ tx, network }: Ctx, personIds: string[]): Promise<string[]> {
  if (personIds.length === 0) return [];
  const rows = await tx
    .selectFrom('assignments')
    .select('person_id')
    .distinct()
    .where('network_id', '=', network.id)
    .where('person_id', 'in', personIds)
    .where('state', 'in', ['asked', ...SEATED])
    .execute();
  return rows.map((row) => row.person_id);
}
