export type Stage = 'applied' | 'trained' | 'met' | 'active';

/** Courses with which somebody counts as trained; both are open to all. */
export const FIRST_COURSES: ReadonlySet<string> = new Set(['rights', 'observer']);

/**
 * Where somebody moves on to by a certificate, and by a conversation, which may come before it and counts from then on. An
 * active member stays one; who paused or left is not moved.
 */
export const movesOf = (had: { certified: boolean; met: boolean }): { to: Stage; from: Stage[] }[] => [
  ...(had.certified ? [{ to: 'trained' as const, from: ['applied' as const] }] : []),
  ...(had.met ? [{ to: 'met' as const, from: ['trained' as const] }] : []),
];

const road: readonly string[] = ['applied', 'trained', 'met', 'active', 'paused'];

/**
 * Whether one may go by being made one with another: it has no account, is no member yet, and has not come further, so that no
 * certificate and no conversation goes with it that the other lacks.
 */
export const goesInto = (
  gone: { state: string; accountId?: string | null },
  kept: { state: string },
): boolean =>
  !gone.accountId &&
  road.indexOf(gone.state) <= road.indexOf(kept.state) &&
  road.indexOf(gone.state) < road.indexOf('active') &&
  road.includes(gone.state);
