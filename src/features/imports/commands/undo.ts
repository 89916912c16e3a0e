import type { Ctx } from '../../../platform/context.ts';
import { touchedSince } from '../../../platform/events/index.ts';
import { isHeld } from '../../holds/index.ts';
import { people, withdraw } from '../../people/index.ts';
import * as store from '../store.ts';
import { changed } from './common.ts';
import { undoSeats } from './rota.ts';

const batch = 500;

/** Why somebody whom an import made stays here when it is undone. */
export type Stayed = 'went on' | 'signs in' | 'touched' | 'held';

/** Removes the next of those whom it made, each unless somebody has touched them since. */
export async function undoBatch(ctx: Ctx, row: store.ImportRow): Promise<void> {
  if (row.kind === 'rota' && (await undoSeats(ctx, row.id))) return;
  const made = await store.selectMade(ctx, row.id, batch);
  if (made.length === 0) {
    await store.updateImport(ctx, row.id, { state: 'undone' });
    return changed(ctx, row.id);
  }
  const ids = made.map((m) => m.personId);
  const since = new Date(Math.min(...made.map((m) => m.at.getTime())));
  const touched = await touchedSince(ctx, ids, since);
  const members = new Map((await people(ctx, ids)).map((p) => [p.id, p]));
  const outcome: { personId: string; stayed: Stayed | null }[] = [];
  for (const { personId } of made) {
    const member = members.get(personId)!;
    let stayed: Stayed | null = null;
    if (member.state !== 'left') {
      if (member.state !== 'applied') stayed = 'went on';
      else if (member.accountId) stayed = 'signs in';
      else if (touched.has(personId)) stayed = 'touched';
      else if (await isHeld(ctx, personId)) stayed = 'held';
    }
    outcome.push({ personId, stayed });
  }
  const going = outcome.filter((o) => !o.stayed && members.get(o.personId)!.state !== 'left');
  await withdraw(
    ctx,
    going.map((o) => o.personId),
  );
  await store.markUndone(ctx, row.id, outcome);
  await store.updateImport(ctx, row.id, { done: row.done + made.length });
}
