import type { Network } from '../../platform/context.ts';
import type { Database, Tx } from '../../platform/db/index.ts';
import { unknownPath } from '../../platform/http/errors.ts';
import { notFound } from '../../platform/problem.ts';
import { insertDoor, insertNetwork, selectNetwork } from './store.ts';

/** Makes a network with its doors: its hotline's number and the host names, without port, that it answers under. */
export async function createNetwork(tx: Tx, network: Network, hosts: string[], at: Date): Promise<void> {
  await insertNetwork(tx, network, at);
  for (const host of hosts) await insertDoor(tx, network.id, 'host', host);
  if (network.hotline) await insertDoor(tx, network.id, 'phone', network.hotline);
}

/** Throws 404 when there is no such network. */
export async function loadNetwork(db: Database, id: string): Promise<Network> {
  const network = await db.inNetwork(id, (tx) => selectNetwork(tx, id));
  if (!network) throw notFound('network');
  return network;
}

/** How long a door is taken to be where it was found, in milliseconds; and how many names are remembered. */
const freshMs = 5_000;
const mostHosts = 200;
const kept = new WeakMap<Database, Map<string, { id: string; at: number }>>();

/**
 * The network a host name belongs to. An installation with one network answers under any name. Asked for each request,
 * so what was found is kept for some seconds. Throws 404 when it cannot be told.
 */
export async function networkAtHost(db: Database, host: string): Promise<string> {
  const hosts = kept.get(db) ?? new Map<string, { id: string; at: number }>();
  kept.set(db, hosts);
  const known = hosts.get(host);
  if (known && performance.now() - known.at < freshMs) return known.id;
  const id = await findNetwork(db, host);
  // Names are the caller's to make up: those of strangers must not fill the memory.
  if (hosts.size >= mostHosts) hosts.clear();
  hosts.set(host, { id, at: performance.now() });
  return id;
}

async function findNetwork(db: Database, host: string): Promise<string> {
  const known = await db.networkAtDoor('host', host.toLowerCase());
  if (known) return known;
  const ids = await db.networkIds();
  if (ids.length !== 1) throw unknownPath;
  return ids[0]!;
}
