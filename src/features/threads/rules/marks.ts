import type { ThreadKind } from '../contract.ts';

/** What is the legal desk's is told to nobody else, not even that it happened. */
export const eventOf = (kind: ThreadKind, what: string): string =>
  kind === 'detention' ? 'thread.restricted' : what;

/** What the house knows of something that came in, without reading it. */
export interface CameIn {
  /** Words of the person's own; answers picked on a form have none. */
  words: boolean;
  /** The question that it answers, and who had asked it. */
  answers: 'house' | 'desk' | null;
}

/** Whether somebody has to write back: to words that nobody asked for. An answer is read, and leads to an act. */
export const needsAnswer = ({ words, answers }: CameIn): boolean => words && answers === null;
