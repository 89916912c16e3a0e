import type { Step } from '../contract.ts';

type Line = Pick<Step, 'who'> & { values: Record<string, string | number> };

/** The call signs of those whom a drill plays: its desk, which its first line names, and whoever acts in it. */
export const playedIn = (steps: readonly Line[]): Set<string> =>
  new Set(
    steps
      .flatMap(({ who, values }) => [who, values.dispatcher, values.operator])
      .filter((sign): sign is string => typeof sign === 'string' && sign !== ''),
  );
