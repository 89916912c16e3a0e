import type { Kind } from '../contract.ts';
import type { Carries, Pace } from '../rules.ts';
import type { RawInbound, SentFile } from '../types.ts';
import type { MailIds } from './mail/ids.ts';
import { NotTaken, Undeliverable } from './undeliverable.ts';

/** One message as a provider gets it. */
export interface Delivery {
  id: string;
  kind: Kind;
  address: string;
  body: string;
  language: string;
  /** What it is for, as a code. */
  purpose: string;
  subject: string | null;
  urgent: boolean;
  /** Part of a drill; the body says so already. */
  drill: boolean;
  file: SentFile | null;
  /** Of an e-mail only. */
  mail: MailIds | null;
  /** It may have arrived before: a process died, or the carrier's answer was lost. */
  repeat: boolean;
}

/** Taken over by the provider; `delivered` when it is known to be on the phone already. */
export interface HandedOver {
  providerId: string;
  delivered: boolean;
}

/** What came of handing over one message. `code` is the provider's, for the ledger: nothing of a person. */
export type Outcome =
  | ({ state: 'taken' } & HandedOver)
  /** Trying again is of no use on this way. `gone`: the address has ended and is forgotten. */
  | { state: 'refused'; code: string; gone: boolean }
  /** It may work later. `unsure`: it may have been taken all the same. */
  | { state: 'failed'; code: string; unsure: boolean };

/** A later word of a carrier on a message that it took. */
export interface Receipt {
  providerId: string;
  state: 'delivered' | 'read' | 'failed';
  /** The carrier's own code of a failure. */
  code?: string;
  /** All addresses of the phone that says so, where the id alone does not name one message. */
  from?: string[];
  /** Anybody can write such a word: it counts with the token of the message. */
  proof?: { id: string; token: string };
  /** The address itself has ended. */
  gone?: boolean;
}

/** What a carrier tells, by a hook or a stream: in any order, more than once. */
export interface Heard {
  inbound: RawInbound[];
  receipts: Receipt[];
  /** Somebody came, went or changed a setting in a group, or an account has a new key. */
  groupsChanged: boolean;
}

/** Takes what was told; false for what can never be taken. Throws where that cannot be done now. */
export type Hear = (heard: Heard) => Promise<boolean>;

/** A way out, and back in. */
export interface Provider {
  kinds: readonly Kind[];
  carries(kind: Kind): Carries;
  pace(kind: Kind): Pace;
  /** Messages that one `send` takes. It must answer within 15 seconds, whatever the carrier does. */
  batch: number;
  /** Whether this can be an address at all. */
  check(address: string, kind: Kind): boolean;
  /** Hands over; answers in the order of the messages and never throws. */
  send(messages: Delivery[]): Promise<Outcome[]>;
  /**
   * Follows the carrier's stream until told to stop, where it has one and no hooks, through whatever cuts it. What `hear`
   * throws at is told again.
   */
  listen?(hear: Hear, until: AbortSignal, now: () => Date): Promise<void>;
}

/** The `send` of a carrier that takes one message a request: all at once, each with its own outcome. */
export const each =
  (send: (message: Delivery) => Promise<HandedOver>): Provider['send'] =>
  (messages) =>
    Promise.all(
      messages.map(
        (message): Promise<Outcome> =>
          send(message).then((taken) => ({ state: 'taken', ...taken }), outcomeOf),
      ),
    );

/** Nothing can have left where there was no connection. */
const neverLeft = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

function outcomeOf(error: { code?: unknown; name?: string }): Outcome {
  const code = String(error.code ?? error.name);
  if (error instanceof Undeliverable) return { state: 'refused', code, gone: error.gone };
  return { state: 'failed', code, unsure: !(error instanceof NotTaken) && !neverLeft.has(code) };
}
