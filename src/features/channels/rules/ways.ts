import type { Kind } from '../contract.ts';

/** The ways by which a picture or document can go out; the others carry words. */
export const FILE_WAYS: readonly Kind[] = ['signal', 'email', 'wall'];

/** What a way can carry: asked before a message is written, and by the ledger when no word comes back. */
export interface Carries {
  /** Characters of one message; the address check aside, the only reason not to try. */
  longest: number;
  /** Tells an urgent message apart, so that it may ring where a routine one does not. */
  urgency: boolean;
  /** The most that this way ever says of a message that it took. */
  receipts: 'none' | 'delivered' | 'read';
  /** A person can write back on it. */
  replies: boolean;
  /** The same id twice is shown once, by the carrier or by the receiver's app. Elsewhere a repeat says so in words. */
  once: boolean;
}

/** How fast the carrier takes messages, by its own rules: so many a second, and so many at once after a pause. */
export interface Pace {
  perSecond: number;
  burst: number;
}
