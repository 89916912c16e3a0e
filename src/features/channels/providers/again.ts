import { setTimeout as sleep } from 'node:timers/promises';
import { log, nameOf } from '../../../platform/log.ts';

const shortestMs = 500;
const longestMs = 30_000;
const waitMs = (tries: number) => Math.min(longestMs, shortestMs * 2 ** Math.min(tries - 1, 10));

const pause = (ms: number, until: AbortSignal) => sleep(ms, undefined, { signal: until }).catch(() => {});

/**
 * Keeps a line to a carrier until told to stop: when it breaks or ends it is opened again, sooner where it was good
 * (`isGood`). An outage is logged once, not once a try.
 */
export async function keepOpen(
  line: (isGood: () => void) => Promise<void>,
  outage: string,
  until: AbortSignal,
): Promise<void> {
  for (let tries = 1; !until.aborted; tries++) {
    try {
      await line(() => {
        tries = 0;
      });
    } catch (error) {
      if (tries === 1 && !until.aborted) log.warn({ error: nameOf(error) }, outage);
    }
    await pause(waitMs(Math.max(1, tries)), until);
  }
}

/** Until it is done, or told to stop: where the database is away, what came waits. */
export async function surely<T>(work: () => Promise<T>, until: AbortSignal): Promise<T | undefined> {
  for (let tries = 1; !until.aborted; tries++) {
    try {
      return await work();
    } catch (error) {
      log.warn({ error: nameOf(error), tries }, 'what came in is not taken yet; trying again');
      await pause(waitMs(tries), until);
    }
  }
  return undefined;
}
