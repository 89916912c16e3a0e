import type { Ctx } from '../../../platform/context.ts';
import type { EventRow } from '../../../platform/events/index.ts';
import { emit } from '../../../platform/events/index.ts';
import { type Kind, testPurpose } from '../../channels/index.ts';
import * as store from '../store.ts';

/** A test page was heard; the first word on it counts. Null when there is none of this person's that waits for one. */
export async function heard(
  ctx: Ctx,
  id: string,
  by: { personId: string; way: Kind; at: Date },
): Promise<store.WakingRow | null> {
  const row = await store.hear(ctx, id, by);
  if (row) await emit(ctx, { kind: 'waking.heard', subject: id, data: { person: by.personId } });
  return row;
}

/** A page was opened, or a key was pressed: of a test page that is its answer. */
export async function heardByReceipt(ctx: Ctx, { data, at }: EventRow): Promise<void> {
  const { purpose, about, person, way } = data as Record<string, string | null>;
  if (purpose === testPurpose && about && person && way)
    await heard(ctx, about, { personId: person, way: way as Kind, at });
}
