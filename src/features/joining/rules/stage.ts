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
