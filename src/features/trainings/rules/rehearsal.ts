/** What a rehearsal alone in the field app goes through, in this order, to be an observer's practice. */
export const rehearsalSteps = ['answer', 'conduct', 'on-scene', 'check-in', 'depart', 'debrief'] as const;

/** What was left out or done out of turn; acts beside these do not matter. */
export function leftOut(done: readonly string[]): string[] {
  let from = 0;
  return rehearsalSteps.filter((step) => {
    const at = done.indexOf(step, from);
    if (at >= 0) from = at + 1;
    return at < 0;
  });
}
