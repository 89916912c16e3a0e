import type { Ctx } from '../../../platform/context.ts';
import { chapterRoll } from '../../people/index.ts';
import { laySeat, unlaySeats, whyNotLay } from '../../shifts/index.ts';
import type { Fault, FaultCode } from '../contract.ts';
import { folded, type RotaKnowing, type Row, readRotaRow } from '../rules.ts';
import * as store from '../store.ts';

/** Whom a sheet may name: members of the chapter by call sign and by name. */
export async function rotaKnowing(ctx: Ctx, chapterId: string): Promise<RotaKnowing> {
  const byCallSign = new Map<string, string>();
  const byName = new Map<string, string[]>();
  for (const { id, callSign, name } of await chapterRoll(ctx, chapterId)) {
    byCallSign.set(folded(callSign), id);
    if (name) byName.set(folded(name), [...(byName.get(folded(name)) ?? []), id]);
  }
  return { zone: ctx.network.timeZone, now: ctx.now, byCallSign, byName };
}

/** What the rota says against a seat, as a fault of its row. */
const codes: Record<string, FaultCode> = { overlap: 'taken', already: 'taken', past: 'past' };

/** Rows of a rota sheet: looked at, or laid out as suggestions. */
export async function judgeRota(
  ctx: Ctx,
  row: Pick<store.ImportRow, 'id' | 'chapterId' | 'fields' | 'state'>,
  knowing: RotaKnowing,
  rows: readonly Row[],
): Promise<{ good: number; faulty: number; faults: Fault[] }> {
  const faults: Fault[] = [];
  const laid: { seatId: string; line: number }[] = [];
  let good = 0;
  for (const one of rows) {
    const read = readRotaRow(one, row.fields, knowing);
    faults.push(...read.faults);
    if (!read.seat) continue;
    const { line, ...seat } = read.seat;
    const toLay = { ...seat, chapterId: row.chapterId };
    const done = row.state === 'applying' ? await laySeat(ctx, toLay) : { why: await whyNotLay(ctx, toLay) };
    if ('id' in done) laid.push({ seatId: done.id, line });
    const why = 'why' in done ? done.why : [];
    for (const code of new Set(why.map((w) => codes[w] ?? 'untrained')))
      faults.push({ line, field: null, code, taken: false });
    if (why.length === 0) good += 1;
  }
  await store.insertSeats(ctx, row.id, laid);
  return { good, faulty: rows.length - good, faults };
}

const batch = 500;

/** Takes back the next of the seats that it laid out. False when none is left. */
export async function undoSeats(ctx: Ctx, importId: string): Promise<boolean> {
  const seats = await store.selectSeats(ctx, importId, batch);
  if (seats.length === 0) return false;
  const gone = await unlaySeats(ctx, seats);
  await store.markSeatsUndone(ctx, importId, seats, gone);
  return true;
}
