import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { idFromKey, newId } from '../../../platform/id.ts';
import { atWall, dayAt, dayPlus, type Occurrence, occurrences, turnsAt, whyNot } from '../rules.ts';
import * as store from '../store.ts';
import { candidates, rotaRules, shiftsAround } from './candidates.ts';
import { dropSlot, rotaChanged } from './slots.ts';
import { tell } from './tell.ts';

/** How far ahead slots are laid out, in days. */
const aheadDays = 42;

/** The slot of one occurrence. Its id follows from both, so that it is laid out once. */
export const slotOf = (pattern: store.PatternRow, { day, startsAt, endsAt }: Occurrence): store.SlotRow => ({
  id: idFromKey('rota', `${pattern.id} ${day}`),
  patternId: pattern.id,
  role: pattern.role,
  chapterId: pattern.chapterId,
  ...{ startsAt, endsAt },
  minimum: pattern.minimum,
  wanted: pattern.wanted,
  languages: pattern.languages,
  state: 'draft',
});

/** Every night: the next days of every pattern. */
export async function layOutAll(ctx: Ctx): Promise<void> {
  const today = dayAt(ctx.now, ctx.network.timeZone);
  await layOut(ctx, await store.selectPatterns(ctx.tx, ctx.network.id, today), ctx.now);
}

/** Makes the slots of these patterns that begin within six weeks of now and are not there, with those whose turn it is suggested; in those that came `back` too. */
export async function layOut(
  ctx: Ctx,
  patterns: store.PatternRow[],
  from: Date,
  back: ReadonlySet<string> = new Set(),
): Promise<void> {
  const to = plusMinutes(ctx.now, aheadDays * 24 * 60);
  const made: { pattern: store.PatternRow; slot: store.SlotRow; turns: string[] }[] = [];
  for (const pattern of patterns)
    for (const one of occurrences(pattern, from, to, ctx.network.timeZone)) {
      const turns = turnsAt(pattern.turns, one.index, pattern.wanted, pattern.weekDays.length);
      made.push({ pattern, slot: slotOf(pattern, one), turns });
    }
  const added = await store.insertSlots(
    ctx.tx,
    ctx.network.id,
    made.map((m) => m.slot),
  );
  const fresh = made.filter(({ slot }) => added.has(slot.id) || back.has(slot.id));
  if (fresh.length === 0) return;
  await suggest(ctx, fresh);
  await rotaChanged(ctx, fresh[0]!.slot.id);
}

/** Puts each on whose turn it is, where nothing keeps them: as drafts, which a coordinator looks at. */
async function suggest(ctx: Ctx, made: { slot: store.SlotRow; turns: string[] }[]): Promise<void> {
  const ids = [...new Set(made.flatMap((m) => m.turns))];
  if (ids.length === 0) return;
  const [known, rules] = [await candidates(ctx, ids), await rotaRules(ctx)];
  const begins = made.map((m) => m.slot.startsAt).sort((a, b) => +a - +b);
  const around = await shiftsAround(ctx, ids, begins[0]!, begins.at(-1)!);
  const seats: store.Shift[] = [];
  for (const { slot, turns } of made.sort((a, b) => +a.slot.startsAt - +b.slot.startsAt)) {
    const sitting: { personId: string; learner: boolean; languages: readonly string[] }[] = [];
    for (const personId of turns) {
      const person = known.get(personId);
      const theirs = around.get(personId) ?? [];
      if (!person || whyNot({ person, slot, sitting, theirs, rules, now: ctx.now }).length > 0) continue;
      const { role, chapterId, startsAt, endsAt } = slot;
      const id = newId();
      seats.push({ id, personId, slotId: slot.id, role, chapterId, startsAt, endsAt, state: 'draft' });
      around.set(personId, [...theirs, { id, startsAt, endsAt }]);
      sitting.push({ personId, learner: false, languages: person.languages });
    }
  }
  await store.insertShifts(ctx.tx, ctx.network.id, seats);
}

/** A pattern was changed: slots from tomorrow on follow it, and who sits in them is told where that concerns them. */
export async function layOutAnew(ctx: Ctx, pattern: store.PatternRow): Promise<void> {
  const zone = ctx.network.timeZone;
  const tomorrow = atWall(dayPlus(dayAt(ctx.now, zone), 1), 0, zone);
  const to = plusMinutes(ctx.now, aheadDays * 24 * 60);
  const coming = new Map(
    occurrences(pattern, tomorrow, to, zone).map((one) => {
      const slot = slotOf(pattern, one);
      return [slot.id, slot];
    }),
  );
  const back = new Set<string>();
  for (const slot of await store.selectOfPattern(ctx.tx, ctx.network.id, pattern.id, tomorrow)) {
    const now = coming.get(slot.id);
    if (slot.state !== 'cancelled')
      await (now ? move(ctx, slot, now) : dropSlot(ctx, slot.id, { withPattern: true }));
    // What somebody cancelled by hand stays so, also where the pattern went and came again.
    else if (now && slot.withPattern) {
      await store.updateSlot(ctx.tx, ctx.network.id, slot.id, { ...now, withPattern: false });
      back.add(slot.id);
    }
  }
  await layOut(ctx, [pattern], tomorrow, back);
}

/** One slot as its pattern now has it. */
async function move(ctx: Ctx, slot: store.SlotRow, now: store.SlotRow): Promise<void> {
  const { role, chapterId, startsAt, endsAt, minimum, wanted, languages } = now;
  const change = { role, chapterId, startsAt, endsAt, minimum, wanted, languages };
  await store.updateSlot(ctx.tx, ctx.network.id, slot.id, change);
  const isMoved = +startsAt !== +slot.startsAt || +endsAt !== +slot.endsAt || role !== slot.role;
  if (!isMoved && chapterId === slot.chapterId) return;
  const seats = await store.selectOfSlots(ctx.tx, ctx.network.id, [slot.id]);
  const ids = seats.map((s) => s.id);
  await store.updateShifts(ctx.tx, ctx.network.id, ids, { role, chapterId, startsAt, endsAt });
  if (isMoved)
    await tell(
      ctx,
      'moved',
      seats.filter((s) => s.state === 'on').map((s) => ({ ...s, role, startsAt, endsAt })),
    );
  await rotaChanged(ctx, slot.id);
}
