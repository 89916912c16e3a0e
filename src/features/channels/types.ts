import type { Ctx } from '../../platform/context.ts';
import type { Kind } from './contract.ts';

/** A picture or document that goes with a message, where its way carries files. */
export interface SentFile {
  name: string;
  type: string;
  bytes: Buffer;
}

/** A message to be written into the ledger. */
export interface Outgoing {
  to: { personId: string } | { kind: Kind; address: string };
  body: string;
  language: string;
  /** What it is for, as a code: ask, meet, stand_down, outcome … */
  purpose: string;
  /** What it is about. */
  subject?: string | null;
  urgent?: boolean;
  /** Their telephone rings first, where they have one that we can call; otherwise as any other. */
  ring?: boolean;
  drill?: boolean;
  /** The way that they chose for such a message; where they have it no more, the best of the others. */
  by?: Kind | undefined;
  /** A way that must not carry it. */
  notBy?: Kind;
  file?: SentFile | undefined;
}

/** What an e-mail says beside its words. Its sender is a name that anybody can write. */
export interface MailFacts {
  /** The messages of ours that it names, each with the token that only who got it knows. */
  answers: readonly { id: string; token: string }[];
  /** All of it, with what it quotes; the body is what was written anew. */
  whole: string;
  /** Nobody can be answered there. */
  noReply: boolean;
}

/** A message that may be sent, to be priced: its words, or how many text messages they take where the words stay away. */
export interface Quoted extends Pick<Outgoing, 'to' | 'language' | 'drill'> {
  body: string | { parts: number };
}

/** What would be sent for each thing that can be priced. Each asks its own policy; the composition root knows them. */
export interface Quoters {
  ask(ctx: Ctx, facts: Record<string, string>): Promise<Quoted[]>;
  stand_down(ctx: Ctx, facts: Record<string, string>, subject: string): Promise<Quoted[]>;
  reply(ctx: Ctx, facts: Record<string, string>, subject: string): Promise<Quoted[]>;
}

/** A message as a carrier hands it in. */
export interface RawInbound {
  kind: Kind;
  /** The carrier's own id: a second delivery of it changes nothing. */
  providerId: string;
  address: string;
  /** Further addresses of the same sender: who is known by one of them is known. */
  aliases?: string[];
  body: string;
  media: { url: string; type: string }[];
  /** Of an e-mail only. */
  mail?: MailFacts;
  /** What is answered at once reaches nobody: the reply goes out like every message. */
  replyLeaves?: boolean;
  /** Written in a drill; only the phone wall can say so, and that is there in demo networks only. */
  drill?: boolean;
}

/** A message from outside, stored, and known by person when a member wrote it. */
export interface Inbound extends RawInbound {
  id: string;
  addressKey: Buffer;
  /** Keys of all addresses of the sender, the own first. */
  addressKeys: Buffer[];
  personId: string | null;
  /** It is theirs whose address it names: the carrier says so, or it answers a message that only they got. */
  proven: boolean;
  at: Date;
  /** What was sent there last, as its purpose and what it was about: what is written now may answer it. */
  answers: { purpose: string; subject: string | null } | null;
  /** Told by a keyword that only one language has; null when nothing tells. */
  language: string | null;
}

/** Takes an inbound message, or leaves it (null) to the next claimer. */
export interface Claimer {
  name: string;
  /** It acts for nobody, so it may have what does not prove who wrote it; no other gets that. */
  takesUnproven?: boolean;
  claim(ctx: Ctx, inbound: Inbound): Promise<null | { reply?: string; subject?: string; drill?: boolean }>;
}
