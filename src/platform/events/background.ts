import type { Services } from '../http/call.ts';
import type { Loop } from '../jobs/index.ts';
import { log } from '../log.ts';
import { consume, type Handler, handlersWithWork } from './consumers.ts';

interface Work {
  services: Services;
  handlers: Handler[];
  loops: Loop[];
}

const sweepMs = 1000;

/** Digests events and drains ledgers as they come; a sweep each second catches whatever a lost wake left behind. */
export class Background {
  private readonly work: Work;
  private readonly unfollow: (() => void)[] = [];
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private again = false;
  private stopped = false;

  constructor(work: Work) {
    this.work = work;
  }

  async start(): Promise<void> {
    const { db, feed, wake } = this.work.services;
    for (const id of await db.networkIds()) {
      this.unfollow.push(await (await feed(id)).follow(null, () => this.poke()));
    }
    this.unfollow.push(wake.onWake(() => this.poke()));
    this.timer = setInterval(() => this.poke(), sweepMs);
    this.poke();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    for (const end of this.unfollow) end();
    await this.running;
  }

  private poke() {
    if (this.stopped) return;
    if (this.running) {
      this.again = true;
      return;
    }
    this.again = false;
    this.running = this.pass().finally(() => {
      this.running = undefined;
      if (this.again) this.poke();
    });
  }

  private async pass() {
    try {
      for (const id of await this.work.services.db.networkIds()) await runOnce(this.work, id);
    } catch (error) {
      log.warn({ code: (error as { code?: string }).code }, 'background work failed; trying again');
    }
  }
}

/** Every handler and every loop once in a network; true when any of them did something. */
export async function runOnce({ services, handlers, loops }: Work, networkId: string): Promise<boolean> {
  const drain = async () => {
    let busy = false;
    for (const loop of loops) busy = (await loop.run(services, networkId)) || busy;
    return busy;
  };
  let busy = await drain();
  for (const handler of await handlersWithWork(services.asSystem, networkId, handlers)) {
    if (!(await consume(services.asSystem, networkId, handler))) continue;
    // What an event causes is often a message: hand it over before the next handler.
    await drain();
    busy = true;
  }
  return busy;
}
