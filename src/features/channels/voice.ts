import type { Call } from '../../platform/http/call.ts';
import type { Lang } from '../../platform/i18n/lang.ts';

/** A piece of what a caller hears: words to be spoken, or one of the network's own recordings by its path here. */
export type Spoken = { say: string; lang: Lang } | { play: string };

/** What a leg is asked about next, as our own words; a carrier gives them back with what it heard. */
export type Next = Record<string, string>;

/** What a telephone does, step by step: few verbs of our own, which each carrier's provider says in its dialect. */
export type Verb =
  | { do: 'speak'; parts: Spoken[] }
  /** Speaks and waits for so many keys; without any, the next verb follows. */
  | { do: 'ask'; parts: Spoken[]; digits: number; seconds: number; next: Next }
  | { do: 'pause'; seconds: number }
  /** Records after a tone, until silence, a hash key or the end of so many seconds. */
  | { do: 'record'; seconds: number; next: Next }
  /** Joins those who speak in a room; `host` closes it by leaving. Without `next` the next verb follows. */
  | { do: 'meet'; room: string; host: boolean; next?: Next }
  | { do: 'go'; next: Next }
  | { do: 'hangUp' };

/** What a carrier says of one leg when it asks what to do. */
export interface LegHeard {
  /** The carrier's own id of the leg. */
  carrierId: string;
  /** The caller's number in E.164; empty where it is withheld. */
  from: string;
  next: Next;
  digits: string | null;
  recording: { url: string; seconds: number } | null;
}

/** That a leg is over, by the carrier's id. */
export interface LegOver {
  carrierId: string;
  from: string;
  next: Next;
}

/** Who answers the telephone; the composition root knows. */
export interface Telephone {
  answer(call: Call, heard: LegHeard): Promise<Verb[]>;
  over(call: Call, leg: LegOver): Promise<void>;
}

/** What a carrier can be told about legs. Each throws Undeliverable when trying again is of no use. */
export interface VoiceCarrier {
  /** Rings a number for so many seconds; whoever picks up is asked `next`. */
  ring(to: string, next: Next, seconds: number): Promise<{ carrierId: string }>;
  /** Takes a leg out of what it does and asks `next`. */
  move(carrierId: string, next: Next): Promise<void>;
  stop(carrierId: string): Promise<void>;
}
