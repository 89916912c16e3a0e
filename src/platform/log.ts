import pino from 'pino';

const { LOG_LEVEL: asked = '', VITEST } = process.env;
/** A level that there is not is told with the other settings (`config.ts`), not here, where nobody would understand it. */
const known = [...Object.values(pino.levels.labels), 'silent'].includes(asked);

/** One log for the process. Ids, codes and durations only: never words, names, addresses or query strings. */
export const log = pino({
  level: known ? asked : VITEST ? 'silent' : 'warn',
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
  // What a library logs of an error, too, is where it was thrown and not what it said.
  serializers: { err: (error: unknown) => ({ name: nameOf(error), stack: stackOf(error) }) },
});

/** For libraries: warnings and worse only, since at their finest they quote whole headers. */
export const libraryLog = log.child(
  {},
  { level: ['error', 'fatal', 'silent'].includes(log.level) ? log.level : 'warn' },
);

/** An error's class and code: its message may quote data. */
export function nameOf(error: unknown): string {
  const { name, code } = error as { name?: string; code?: string };
  return [name, code].filter(Boolean).join(' ') || 'Error';
}

/** Where it was thrown: the stack's places only, since the message before them may quote data, on several lines. */
export const stackOf = (error: unknown): string => {
  const { stack = '', message = '' } = error as Partial<Error>;
  return stack
    .replace(message, '')
    .split('\n')
    .filter((line) => /^ {4}at /.test(line))
    .slice(0, 7)
    .join('\n');
};
