import type { Vault } from './crypto/vault.ts';
import type { Tx } from './db/index.ts';

export interface Network {
  id: string;
  slug: string;
  name: string;
  timeZone: string;
  /** US state code, for the rule pack. */
  usState: string;
  languages: string[];
  emergencyNumber: string;
  /** The hotline's number in E.164; null while there is none. */
  hotline: string | null;
  demo: boolean;
}

export interface Actor {
  kind: 'person' | 'resident' | 'system';
  /** Account id; null for residents and the system. */
  id: string | null;
  /** The member behind the account. */
  personId: string | null;
  callSign: string | null;
  roles: { role: string; chapterId: string | null }[];
  /** When they last proved who they are, by signing in or by confirming it; null for residents and the system. */
  confirmedAt: Date | null;
  /** The session that it acts in, where there is one. */
  sessionId?: string;
  /** Roles that they hold but do not act in now, being off shift. */
  resting?: string[];
}

/** What a command gets: the caller's transaction and network, who acts, and when. */
export interface Ctx {
  tx: Tx;
  network: Network;
  actor: Actor;
  now: Date;
  vault: Vault;
}

const nobody = { id: null, personId: null, callSign: null, roles: [], confirmedAt: null };
export const resident: Actor = { kind: 'resident', ...nobody };
export const system: Actor = { kind: 'system', ...nobody };
