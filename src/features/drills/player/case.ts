import type { Expected } from '../contract.ts';
import type { Crew, Member } from './crew.ts';
import type { Sent } from './residents.ts';
import type { Show } from './show.ts';

/** Everything that is about one thing, and what the desk made of it. */
export interface Case {
  expected: Expected;
  sent: Sent[];
  /** Reports that the desk has linked or closed. */
  handled: number;
  incidentId: string | null;
  crews: Crew[];
  /** The desk has begun to check it. */
  isChecked: boolean;
  /** Nobody is out for it, and nobody will be. */
  isQuiet: boolean;
  endedAt: Date | null;
  /** Something has changed: the next thing is done, if it is time for it. */
  next(): Promise<void>;
}

/** Call sign of the played dispatcher. */
export const desk = (show: Show): string => show.dispatcher.session!.callSign!;

/** Whether its reports are closed one by one, without an incident. */
export const isClosedAlone = ({ verification }: Expected) => verification === 'unverified';

export const findingOf = ({ verification }: Expected) =>
  verification === 'confirmed' ? 'confirmed' : 'nothing_there';

/** Everyone who went. */
export const everyoneOut = (one: Case): Member[] => one.crews.flatMap((crew) => crew.arrived);
export const everyoneAsked = (one: Case): Member[] => one.crews.flatMap((crew) => crew.members);
