import { hmacUnder } from '../crypto/hmac.ts';
import { lastingKey, type ServerKey } from '../key.ts';
import { type Signer, signerOf } from './note.ts';

/** An act as the log keeps it. Time and data are texts as the database writes them, so that nothing of them is lost. */
export interface Entry {
  at: string;
  actor: string | null;
  act: string;
  subject: string;
  data: string;
}

/** Where an entry stands: its place in the log, and the key of its act. */
export interface Place {
  index: number;
  xid: string;
  seq: number;
}

/** The keys of one network's log, all derived from the part of the server's key that lasts. */
export interface LogKeys {
  networkId: string;
  signer: Signer;
  /**
   * Binds a leaf to its place. The tree would show that something was changed, not what: with this, whoever changes the
   * database without the server's key cannot make a leaf that fits anywhere, and the first wrong one is found.
   */
  bind(place: Place, hash: Buffer): Buffer;
}

export function logKeys(master: ServerKey, networkId: string): LogKeys {
  const mac = hmacUnder(lastingKey(master, `audit places ${networkId}`));
  return {
    networkId,
    signer: signerOf(`porchlight/${networkId}`, lastingKey(master, `audit checkpoints ${networkId}`)),
    bind: ({ index, xid, seq }, hash) => mac(`${index} ${xid} ${seq} ${hash.toString('hex')}`),
  };
}

/** The one text of an entry that is hashed. */
export const canonical = (networkId: string, { at, actor, act, subject, data }: Entry): string =>
  JSON.stringify(['porchlight 1', networkId, at, actor, act, subject, data]);
