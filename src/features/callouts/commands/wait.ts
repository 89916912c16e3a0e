import type { Ctx } from '../../../platform/context.ts';
import { escalate, type Kind, settle } from '../../escalations/index.ts';
import { zones } from '../../places/index.ts';
import * as store from '../store.ts';
import { signsOf } from './common.ts';

/** What of an assignment waits for somebody of the desk. */
type Waits = Extract<Kind, 'checkIn' | 'standDown' | 'emergency' | 'need' | 'alone' | 'late'>;

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

/** What an alarm of an assignment waits as, by the column that it is written in. */
const waitsAs = { missed_at: 'checkIn', need_at: 'need', alone_at: 'alone', late_at: 'late' } as const;

/** Writes a change of assignments; for an alarm that it takes back nobody is paged any more. */
export async function writeChange(ctx: Ctx, ids: string[], set: store.Change): Promise<void> {
  await store.updateAssignments(ctx, ids, set);
  for (const [column, kind] of Object.entries(waitsAs))
    if (set[column as keyof typeof waitsAs] === null) await settle(ctx, ids, kind);
}

/** Their answer ends these alarms. */
export async function endLateAndAlone(ctx: Ctx, rows: readonly store.AssignmentRow[]): Promise<void> {
  const ids = rows.filter((row) => row.lateAt || row.aloneAt).map((row) => row.id);
  if (ids.length === 0) return;
  await settle(ctx, ids, 'late');
  await settle(ctx, ids, 'alone');
}

/** Every stand-down of an assignment is acknowledged. Returns those that were open. */
export async function ackAll(ctx: Ctx, assignmentId: string, at: Date, by: string | null): Promise<string[]> {
  await settle(ctx, assignmentId, 'standDown');
  return store.ackAll(ctx, assignmentId, at, by);
}
