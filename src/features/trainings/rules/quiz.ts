/** A question as it was drawn: its id, and its answers in the order in which they were shown; 0 is the right one. */
export interface Drawn {
  q: string;
  order: number[];
}

/** Minutes until a quiz that was not passed can be tried again. */
export const againMinutes = 60;

/** A fair order of these. `random` is uniform in [0, 1). */
export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const all = [...items];
  for (let i = all.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [all[i], all[j]] = [all[j]!, all[i]!];
  }
  return all;
}

/** So many questions of the bank, those that were not asked last time first, with their answers in any order. */
export function draw(
  bank: readonly { id: string; answers: number }[],
  asked: number,
  lastTime: readonly string[],
  random: () => number,
): Drawn[] {
  const fresh = shuffled(
    bank.filter(({ id }) => !lastTime.includes(id)),
    random,
  );
  const known = shuffled(
    bank.filter(({ id }) => lastTime.includes(id)),
    random,
  );
  return shuffled([...fresh, ...known].slice(0, asked), random).map(({ id, answers }) => ({
    q: id,
    order: shuffled([...Array(answers).keys()], random),
  }));
}

/** Of each question whether the chosen answer is the right one. What was not answered is wrong. */
export const marked = (drawn: readonly Drawn[], chosen: readonly number[]): boolean[] =>
  drawn.map(({ order }, i) => order[chosen[i] ?? -1] === 0);
