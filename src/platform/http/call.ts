import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Actor, Ctx, Network } from '../context.ts';
import type { Vault } from '../crypto/vault.ts';
import type { Database } from '../db/index.ts';
import type { AsSystem } from '../events/consumers.ts';
import type { Feed } from '../events/feed.ts';
import type { Wake } from '../events/wake.ts';
import type { ServerKey } from '../key.ts';

/** What one process has to serve with; made once by the composition root. */
export interface Services {
  config: Config;
  clock: Clock;
  db: Database;
  wake: Wake;
  /** Server key; features derive their own purposes from it. */
  master: ServerKey;
  network(id: string): Promise<Network>;
  vault(networkId: string): Promise<Vault>;
  feed(networkId: string): Promise<Feed>;
  asSystem: AsSystem;
}

/** What a device must sign to renew its session. */
export interface Due {
  session: string;
  due: string;
}

/** One request, known by network and actor. `tx` runs a command in one transaction. */
export interface Call {
  services: Services;
  network: Network;
  actor: Actor;
  /** Whose door: address bucket for flood control, a keyed hash, never the address. */
  origin: string;
  /** The name under which it was asked, without port. */
  host?: string;
  /** Of a session: the first moment at which it can change by time alone. */
  until?: Date;
  /** Its session has to be renewed before it counts. */
  due?: Due;
  /** Who it is now: the same request, identified anew. */
  again?(): Promise<Call>;
  tx<T>(work: (ctx: Ctx) => Promise<T>): Promise<T>;
}

/** Opens transactions for this actor in this network, at the clock's time. */
export async function openCall(
  services: Services,
  network: Network,
  actor: Actor,
  origin: string,
): Promise<Call> {
  const vault = await services.vault(network.id);
  return {
    services,
    network,
    actor,
    origin,
    tx: (work) =>
      services.db.inNetwork(network.id, (tx) =>
        work({ tx, network, actor, now: services.clock.now(), vault }),
      ),
  };
}
