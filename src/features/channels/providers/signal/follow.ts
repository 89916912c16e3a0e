import { keepOpen, surely } from '../again.ts';
import type { Hear } from '../provider.ts';
import { readEnvelope } from './envelope.ts';
import { eventsOf } from './events.ts';
import type { Settings } from './rpc.ts';

/**
 * Follows signal-cli's stream of events until told to stop. One event is taken before the next is read. After a broken
 * line the daemon is asked for what came since, and a new process for everything that it still keeps; what it gives twice
 * is taken once by whoever hears it.
 */
export async function follow(settings: Settings, hear: Hear, until: AbortSignal): Promise<void> {
  // Nothing is numbered 0.
  let lastId = '0';
  const line = async (isGood: () => void) => {
    for await (const { id, data } of eventsOf(settings, lastId, until)) {
      isGood();
      const heard = readEnvelope(readJson(data));
      if (heard) await surely(() => hear(heard), until);
      lastId = id ?? lastId;
    }
  };
  await keepOpen(line, 'signal-cli does not answer; trying again', until);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
