import type { Actor } from '../../../../platform/context.ts';
import type { SealedInput } from '../../../../platform/http/sealed.ts';
import type { Incident } from '../../../incidents/index.ts';
import type * as store from '../../store.ts';

export interface AnswerIn {
  /** Made by whoever answers: the same id twice is the same answer. */
  actId: string;
  assignmentId: string;
  says: 'yes' | 'no';
  etaMinutes?: number | undefined;
  words?: string | SealedInput | undefined;
  /** The words for the timeline, where they are sealed. */
  said?: SealedInput | undefined;
  /** When it was said, if that was offline. */
  at?: Date | null | undefined;
  /** Who says it: the member themselves, or a dispatcher for them. */
  actor: Actor;
  /** Beyond what the call-out wanted: a dispatcher takes a reserve, or a relief's promise falls due. */
  beyondWanted?: boolean;
}

export type Refusal =
  | 'unknown'
  | 'mismatch'
  | 'over'
  | 'on_scene'
  | 'departed'
  | 'stopped'
  | 'not_sendable'
  | 'elsewhere';

/** A reserve's `why` is full (the call-out has all it wanted), place (no place free), or promise (a relief's). */
export type AnswerOut =
  | { outcome: 'accepted' | 'declined'; was: 'new' | 'withdrawn' | 'eta' | 'replay' }
  | { outcome: 'reserve'; why: 'full' | 'place' | 'promise' | 'replay' }
  | { outcome: 'refused'; why: Refusal };

/** What a batch of answers is about. */
export interface Known {
  rows: Map<string, store.AssignmentRow>;
  callouts: Map<string, store.CalloutRow>;
  incidents: Map<string, Incident>;
  acts: Map<string, store.ActRow>;
  stopped: boolean;
}

export interface Changed {
  a: AnswerIn;
  result: AnswerOut;
}
