import pino from 'pino';

const { LOG_LEVEL: asked = '', VITEST } = process.env;
/** A level that there is not is told with the other settings (`config.ts`), not here, where nobody would understand it. */
const known = [...Object.values(pino.levels.labels), 'silent'].includes(asked);

/** One log for the process. Ids, codes and durations only: never words, names, addresses or query strings. */
export const log = pino({
  level: known ? asked : VITEST ? 'silent' : 'warn',
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
});

/** An error's class and code: its message may quote data. */
export function nameOf(error: unknown): string {
  const { name, code } = error as { name?: string; code?: string };
  return [name, code].filter(Boolean).join(' ') || 'Error';
}

/** Where it was thrown: the stack without its first line, which may quote data. */
export const stackOf = (error: unknown): string =>
  ((error as Error).stack ?? '').split('\n').slice(1, 8).join('\n');
