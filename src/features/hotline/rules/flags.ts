import type { RedFlag } from '../contract.ts';

/** What red flags are read from: the report and everything that was added to it. */
export interface Facts {
  what: string;
  where: string | null;
  hasPoint: boolean;
  tense: 'now' | 'before';
  seenAt: Date;
  receivedAt: Date;
  firstHand: boolean | null;
  /** Answers to "is it still going on?", the oldest first: yes, no, unknown. */
  stillThere: string[];
  /** Answers to "did you see it yourself?", the oldest first. */
  firstHandSaid: boolean[];
  recycledPicture: boolean;
}

const oldMinutes = 60;
/** Fewer words than this say neither what nor where; a Chinese character counts as half a word. */
const fewWords = 2;

const wordCount = (text: string) => {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return han / 2 + (text.replace(/\p{Script=Han}/gu, ' ').match(/[\p{L}\p{N}]+/gu)?.length ?? 0);
};

/** Reasons for care, for a dispatcher's eyes. They decide nothing. */
export function redFlags(facts: Facts): RedFlag[] {
  const flags: RedFlag[] = [];
  const noPlace = !facts.hasPoint && wordCount(facts.where ?? '') < fewWords;
  if (noPlace || wordCount(facts.what) < fewWords) flags.push('vague');
  const minutes = (facts.receivedAt.getTime() - facts.seenAt.getTime()) / 60_000;
  if (facts.tense === 'before' || minutes > oldMinutes) flags.push('old');
  if (facts.firstHand === false) flags.push('second_hand');
  if (contradicts(facts)) flags.push('contradictory');
  if (facts.recycledPicture) flags.push('recycled_picture');
  return flags;
}

function contradicts({ tense, stillThere, firstHandSaid }: Facts): boolean {
  const [first] = stillThere;
  if (tense === 'now' && first === 'no') return true;
  if (tense === 'before' && stillThere.includes('yes')) return true;
  return new Set(firstHandSaid).size > 1;
}
