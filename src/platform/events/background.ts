import type { Loop } from '../jobs/index.ts';
import { log } from '../log.ts';
import { type AsSystem, consume, type Handler, handlersWithWork } from './consumers.ts';
import type { Feed } from './feed.ts';
import type { Wake } from './wake.ts';

interface Work {
  networkIds: () => Promise<string[]>;
  handlers: Handler[];
  loops: Loop[];
  asSystem: AsSystem;
  feed: (networkId: string) => Promise<Feed>;
  wake: Wake;
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
    for (const id of await this.work.networkIds()) {
      const feed = await this.work.feed(id);
      this.unfollow.push(await feed.follow(null, () => this.poke()));
    }
    this.unfollow.push(this.work.wake.onWake(() => this.poke()));
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
      for (const id of await this.work.networkIds()) await runOnce(this.work, id);
    } catch (error) {
      log.warn({ code: (error as { code?: string }).code }, 'background work failed; trying again');
    }
  }
}

/** Every handler and every loop once in a network; true when any of them did something. */
export async function runOnce(
  work: Pick<Work, 'handlers' | 'loops' | 'asSystem'>,
  networkId: string,
): Promise<boolean> {
  let busy = false;
  for (const loop of work.loops) busy = (await loop.run(networkId)) || busy;
  for (const handler of await handlersWithWork(work.asSystem, networkId, work.handlers)) {
    // What an event causes is often a message: hand it over before the next handler.
    if (await consume(work.asSystem, networkId, handler)) {
      busy = true;
      for (const loop of work.loops) await loop.run(networkId);
    }
  }
  return busy;
}
