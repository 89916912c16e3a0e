import type { LoggedCall } from '../contract.ts';

export interface Slot {
  /** Seconds waited, from and below; the last has no end. */
  from: number;
  to: number | null;
  answered: number;
  abandoned: number;
}

const bounds = [0, 15, 30, 45, 60, 90, 120];

/** How long people waited, for who was answered and who gave up apart. Who never waited is in neither. */
export function histogram(calls: readonly LoggedCall[]): Slot[] {
  return bounds.map((from, i) => {
    const to = bounds[i + 1] ?? null;
    const here = calls.filter(
      ({ waited }) => waited !== null && waited >= from && (to === null || waited < to),
    );
    const answered = here.filter(({ outcome }) => outcome === 'answered').length;
    return { from, to, answered, abandoned: here.filter(({ outcome }) => outcome === 'abandoned').length };
  });
}

/** The middle and the ninth tenth of the waits of who was answered, in seconds (nearest rank); null where nobody was. */
export function summary(calls: readonly LoggedCall[]) {
  const of = (outcome: LoggedCall['outcome']) => calls.filter((c) => c.outcome === outcome);
  const waits = of('answered')
    .flatMap(({ waited }) => (waited === null ? [] : [waited]))
    .sort((a, b) => a - b);
  const at = (share: number) => waits[Math.max(0, Math.ceil(share * waits.length) - 1)] ?? null;
  return {
    all: calls.length,
    answered: of('answered').length,
    messages: of('message').length,
    abandoned: of('abandoned').length,
    cutOff: of('cut_off').length,
    rights: of('rights').length,
    half: at(0.5),
    most: at(0.9),
  };
}
