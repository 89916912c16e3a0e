import type { Services } from '../../platform/http/call.ts';
import { signalNetwork } from './commands/listen.ts';
import { wallGroups } from './commands/wall-groups.ts';
import { signalGroups } from './providers/signal/groups.ts';

/** Somebody in a group: in it, invited and not yet in, or asking to come in. */
export interface Seat {
  /** All addresses of theirs, the one that stays first. */
  addresses: string[];
  standing: 'member' | 'invited' | 'asking';
  admin: boolean;
}

/** A real group as it is, without our own account. */
export interface Group {
  id: string;
  name: string;
  /** Our own account is an admin of it; else nothing can be changed. */
  administered: boolean;
  seats: Seat[];
  /** Only admins post, add members and change it, and there is no link into it. */
  locked: boolean;
}

/** The key of an account as our own knows it. */
export interface Identity {
  addresses: string[];
  fingerprint: string;
  safetyNumber: string | null;
  /** False when it has changed and nobody has said since that it is right. */
  trusted: boolean;
}

/** Group channels behind one door. Everything here leaves the house: never within a transaction. */
export interface Groups {
  list(): Promise<Group[]>;
  /** Makes a locked group without members; returns its id. */
  create(name: string): Promise<string>;
  add(id: string, members: string[]): Promise<void>;
  remove(id: string, members: string[]): Promise<void>;
  lock(id: string): Promise<void>;
  identities(): Promise<Identity[]>;
  trust(address: string, safetyNumber: string): Promise<void>;
}

/** The groups of a network: Signal's for whose account it is, made-up ones in a demo; null where there are none. */
export async function groupsOf(services: Services, networkId: string): Promise<Groups | null> {
  const network = await services.network(networkId);
  if (network.demo) return wallGroups(services, networkId);
  const { signal } = services.config;
  return signal && (await signalNetwork(services)) === networkId ? signalGroups(signal) : null;
}
