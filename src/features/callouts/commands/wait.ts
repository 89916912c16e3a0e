import type { Ctx } from '../../../platform/context.ts';
import { escalate, type Kind, settle } from '../../escalations/index.ts';
import { zones } from '../../places/index.ts';
import * as store from '../store.ts';
import { signsOf } from './common.ts';

/** What of an assignment waits for somebody of the desk. */
type Waits = Extract<Kind, 'checkIn' | 'standDown' | 'emergency' | 'need'>;

/** Unless somebody has it in hand, people are paged. `subject` is the assignment where nothing else is given. */
export async function awaitDesk(
  ctx: Ctx,
  kind: Waits,
  row: Pick<store.AssignmentRow, 'id' | 'personId'>,
  { code, zoneId, drill }: Pick<store.CalloutRow, 'code' | 'zoneId' | 'drill'>,
  subject = row.id,
): Promise<void> {
  const zone = (await zones(ctx)).find((one) => one.id === zoneId);
  const callSign = (await signsOf(ctx, [row.personId])).get(row.personId) ?? '';
  const facts = { code, callSign };
  await escalate(ctx, { kind, subject, chapterId: zone?.chapterId ?? null, drill, facts });
}

/** Every stand-down of an assignment is acknowledged. Returns those that were open. */
export async function ackAll(ctx: Ctx, assignmentId: string, at: Date, by: string | null): Promise<string[]> {
  await settle(ctx, assignmentId, 'standDown');
  return store.ackAll(ctx, assignmentId, at, by);
}
