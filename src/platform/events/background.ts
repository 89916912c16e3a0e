import { setTimeout as sleep } from 'node:timers/promises';
import type { Services } from '../http/call.ts';
import type { Loop } from '../jobs/index.ts';
import { lately } from '../lately.ts';
import { log } from '../log.ts';
import { consume, type Handler, handlersWithWork, placeHandlers } from './consumers.ts';
import { tryAgain } from './stuck.ts';

interface Work {
  services: Services;
  handlers: Handler[];
  loops: Loop[];
}

const sweepMs = 1000;
/** Pokes within so many milliseconds after a look that found nothing share the next look. */
const restMs = 50;

/** By network: the transaction before which every handler has digested everything. */
type Done = Map<string, string>;

/** Runs one kind of work over and over while there is some; a poke during a run makes it run once more. */
class Pump {
  private readonly run: () => Promise<boolean>;
  private running: Promise<void> | undefined;
  private again = false;

  constructor(run: () => Promise<boolean>) {
    this.run = run;
  }

  poke(): void {
    this.again = true;
    this.running ??= this.drain().finally(() => {
      this.running = undefined;
    });
  }

  /** Resolves when the run under way has ended. */
  async stop(): Promise<void> {
    this.again = false;
    await this.running;
  }

  private async drain() {
    while (this.again) {
      this.again = false;
      try {
        if (await this.run()) this.again = true;
        else await sleep(restMs);
      } catch (error) {
        // The sweep tries again; at once would spin while the database is away.
        log.warn({ code: (error as { code?: string }).code }, 'background work failed; trying again');
      }
    }
  }
}

/**
 * Digests events and drains ledgers as they come, each on its own: a carrier that hangs holds up no event. A sweep each
 * second catches whatever a lost wake left behind.
 */
export class Background {
  private readonly work: Work;
  private readonly pumps: Pump[];
  private readonly unfollow: (() => void)[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(work: Work) {
    this.work = work;
    // Each loop looks every second: which networks there are is asked once for them all.
    const networkIds = lately(sweepMs, () => work.services.db.networkIds());
    const everywhere = (run: (networkId: string) => Promise<boolean>) => async () => {
      let busy = false;
      for (const id of await networkIds()) busy = (await run(id)) || busy;
      return busy;
    };
    const done: Done = new Map();
    this.pumps = [
      new Pump(everywhere((id) => digest(work, id, done))),
      ...work.loops.map((loop) => new Pump(everywhere((id) => loop.run(work.services, id)))),
    ];
  }

  async start(): Promise<void> {
    const { db, feed, wake } = this.work.services;
    const poke = () => {
      for (const pump of this.pumps) pump.poke();
    };
    for (const id of await db.networkIds()) this.unfollow.push(await (await feed(id)).follow(null, poke));
    this.unfollow.push(wake.onWake(poke));
    this.timer = setInterval(poke, sweepMs);
    poke();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    for (const end of this.unfollow) end();
    await Promise.all(this.pumps.map((pump) => pump.stop()));
    for (const loop of this.work.loops) await loop.stop?.(this.work.services);
  }
}

/** Every handler that has events waiting, once; true when any of them did something. */
async function digest({ services, handlers }: Work, networkId: string, done: Done): Promise<boolean> {
  const { asSystem } = services;
  if (!done.has(networkId)) await placeHandlers(asSystem, networkId, handlers);
  const { waiting, again, next } = await handlersWithWork(asSystem, networkId, handlers, done.get(networkId));
  done.set(networkId, next);
  let busy = again && (await tryAgain(asSystem, networkId, handlers));
  for (const handler of waiting) busy = (await consume(asSystem, networkId, handler)) || busy;
  return busy;
}

/** Every handler and every loop once in a network; true when any of them did something. */
export async function runOnce(work: Work, networkId: string): Promise<boolean> {
  let busy = await digest(work, networkId, new Map());
  for (const loop of work.loops) busy = (await loop.run(work.services, networkId)) || busy;
  return busy;
}
