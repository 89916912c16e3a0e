import { setTimeout as sleep } from 'node:timers/promises';
import { log, nameOf } from '../../../../platform/log.ts';
import type { Heard } from '../provider.ts';
import { readEnvelope } from './envelope.ts';
import { eventsOf } from './events.ts';
import type { Settings } from './rpc.ts';

type Hear = (heard: Heard) => Promise<void>;

const shortestMs = 500;
const longestMs = 30_000;
const waitMs = (tries: number) => Math.min(longestMs, shortestMs * 2 ** Math.min(tries - 1, 10));

/**
 * Follows signal-cli's stream of events until told to stop. One event is taken before the next is read. After a broken
 * line the daemon is asked for what came since, and a new process for everything that it still keeps; what it gives twice
 * is taken once by whoever hears it.
 */
export async function follow(settings: Settings, hear: Hear, until: AbortSignal): Promise<void> {
  const pause = (ms: number) => sleep(ms, undefined, { signal: until }).catch(() => {});
  // Nothing is numbered 0.
  let lastId = '0';
  for (let tries = 1; !until.aborted; tries++) {
    try {
      for await (const { id, data } of eventsOf(settings, lastId, until)) {
        tries = 0;
        const heard = readEnvelope(readJson(data));
        if (heard) await surely(() => hear(heard), pause, until);
        lastId = id ?? lastId;
      }
    } catch (error) {
      // Once an outage, not once a try.
      if (tries === 1 && !until.aborted)
        log.warn({ error: nameOf(error) }, 'signal-cli does not answer; trying again');
    }
    await pause(waitMs(Math.max(1, tries)));
  }
}

/** Until it is done: where the database is away, what came waits. */
async function surely(
  work: () => Promise<void>,
  pause: (ms: number) => Promise<void>,
  until: AbortSignal,
): Promise<void> {
  for (let tries = 1; !until.aborted; tries++) {
    try {
      return await work();
    } catch (error) {
      log.warn({ error: nameOf(error), tries }, 'what came by Signal is not taken yet; trying again');
      await pause(waitMs(tries));
    }
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
