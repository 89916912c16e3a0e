import pino from 'pino';

/** One log for the process. Ids, codes and durations only: never words, names, addresses or query strings. */
export const log = pino({
  level: process.env.LOG_LEVEL ?? (process.env.VITEST ? 'silent' : 'warn'),
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
});
