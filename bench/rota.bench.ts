import { type Fillable, type Filler, fillRota } from '../src/features/shifts/rules.ts';
import { bench, line, spread, verdict } from './kit.ts';

// Issue 5: suggesting a fair filling of four weeks for 200 volunteers, at most 2 s.

const hour = 3_600_000;
const weeks = 4;
const start = Date.parse('2026-11-30T05:00Z');
const rules = { restMinutes: 480, weekHours: 40 };

/** A network's four weeks: four desks of three shifts a day with 1 to 4 places, some languages, 200 people with some of the trainings. */
function network(seed: number): { slots: Fillable[]; people: Filler[] } {
  let state = seed;
  const dice = () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
  const roles = [3, 2, 4, 2];
  const slots = roles.flatMap((wanted, role) =>
    Array.from({ length: weeks * 21 }, (_, n): Fillable => {
      const from = start + n * 8 * hour;
      const languages = dice() < 0.5 ? ['es'] : dice() < 0.2 ? ['zh'] : [];
      const need = { minimum: Math.ceil(wanted / 2), wanted, languages, sitting: [] };
      return {
        id: `${role} ${n}`,
        from,
        to: from + 8 * hour,
        ...need,
        kind: `${role}`,
        burden: n % 3 === 2 ? 12 : 8,
        isNight: n % 3 === 2,
        isWeekend: n % 21 > 14,
      };
    }),
  );
  const people = Array.from({ length: 200 }, (_, n): Filler => {
    const trained = roles.map((_, role) => dice() < 0.35 || n % roles.length === role);
    const part = Math.floor(dice() * 3);
    const languages = ['en', ...(dice() < 0.3 ? ['es'] : []), ...(dice() < 0.1 ? ['zh'] : [])];
    return {
      ...{ id: `p${n}`, languages, has: [] },
      may: (slot) => trained[Number(slot.id[0])]!,
      wishes: (slot) => Number(slot.id.slice(2)) % 3 !== part,
    };
  });
  return { slots, people };
}

await bench(async () => {
  const seconds: number[] = [];
  for (let seed = 1; seed <= 7; seed++) {
    const { slots, people } = network(seed);
    const began = performance.now();
    const filled = fillRota(slots, people, rules);
    seconds.push((performance.now() - began) / 1000);
    if (seed > 1) continue;
    line('places filled', `${filled.seats.length} of ${slots.reduce((sum, s) => sum + s.wanted, 0)}`);
    line('gap · most and least carried', `${filled.gapHours} h · ${filled.most} and ${filled.least} h`);
    line('outside of the hours named', String(filled.brokenWishes));
  }
  verdict('four weeks for 200 volunteers', spread(seconds), { atMost: 2 }, 's');
});
