/** How many members may be looked at in an hour and in a day. */
export interface Budget {
  hour: number;
  day: number;
}

/** A coordinator phones through a chapter; a dispatcher looks somebody up now and then. */
const budgets: Record<string, Budget> = {
  coordinator: { hour: 200, day: 600 },
  admin: { hour: 80, day: 240 },
  dispatcher: { hour: 40, day: 120 },
  operator: { hour: 40, day: 120 },
  legal: { hour: 40, day: 120 },
  // Applicants whom they have taken, to talk with them, and whom they find by need, five at a time.
  trainer: { hour: 20, day: 60 },
};

/** No more than this from one search, whatever is left. */
export const SEARCH_LIMIT = 20;

/** At so many refusals in an hour the admins are told. */
export const OVERRUNS_TO_ALARM = 5;

/** The largest of one's roles; nothing for who may not search at all. */
export function budgetOf(roles: readonly string[]): Budget {
  const own = roles.flatMap((role) => budgets[role] ?? []);
  return {
    hour: Math.max(0, ...own.map((b) => b.hour)),
    day: Math.max(0, ...own.map((b) => b.day)),
  };
}

/** How many more may be looked at now. */
export const roomIn = (budget: Budget, used: Budget): number =>
  Math.max(0, Math.min(budget.hour - used.hour, budget.day - used.day));
