const dayMs = 86_400_000;

/** A version of the conduct agreement, and the moment from which it held. */
export interface Version {
  version: number;
  from: Date;
}

/**
 * Until when a signature of this version counts; null: without an end. What was signed counts on for `graceDays` from the
 * moment when another text took its place, and not a day longer for any text after that. Nothing signed never counts.
 */
export function countsUntil(
  signed: number | null,
  versions: readonly Version[],
  graceDays: number,
): Date | null | 'never' {
  if (signed === null) return 'never';
  const next = versions.find(({ version }) => version > signed);
  return next ? new Date(next.from.getTime() + graceDays * dayMs) : null;
}

/** Versions whose signature counts now: the one in force, and such as were replaced within the days of grace. */
export const versionsInForce = (versions: readonly Version[], graceDays: number, now: Date): number[] =>
  versions
    .map(({ version }) => version)
    .filter((version) => {
      const until = countsUntil(version, versions, graceDays);
      return until === null || (until instanceof Date && until > now);
    });

/** What a new text says that the former did not, and what it does not say any more, line by line. */
export function changesBetween<L extends { en: string }>(
  before: readonly L[],
  now: readonly L[],
): { added: L[]; gone: L[] } {
  const had = new Set(before.map(({ en }) => en));
  const has = new Set(now.map(({ en }) => en));
  return { added: now.filter(({ en }) => !had.has(en)), gone: before.filter(({ en }) => !has.has(en)) };
}
