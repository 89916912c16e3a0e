/** An operator has practised who has taken so many reports in drills within so many minutes: one evening. */
export const TAKEN_IN_DRILL = { reports: 3, minutes: 12 * 60 };
