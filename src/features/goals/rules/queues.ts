import type { Flow } from '../contract.ts';
import { mean, type Share } from './learn.ts';
import type { Futures } from './pipeline.ts';

/** Where members of a chapter wait after their training, and what would shorten it. */
export interface Queue {
  what: 'conversations' | 'vouches';
  chapterId: string;
  waiting: number;
  /** How many go on in a week, and so how many weeks one waits on average. */
  weekly: number;
  weeks: number;
  /** How many more a week would bring the wait to four weeks. */
  step: number;
}

/** A wait is named that takes longer than six weeks, of ten people or more; four are aimed at. */
const [longWeeks, aimedWeeks, fewest] = [6, 4, 10];
/** A chapter's own pace is drawn towards the network's as if by so many person-weeks, and told from so many on. */
const [pull, leastSeen] = [20, 40];

function queueOf(
  what: Queue['what'],
  chapterId: string,
  waiting: number,
  { did, of }: Flow['wasMet'],
  network: Share,
): Queue | null {
  if (of < leastSeen || waiting < fewest) return null;
  const rate = (did + pull * mean(network)) / (of + pull);
  if (rate <= 0 || 1 / rate <= longWeeks) return null;
  const weekly = waiting * rate;
  const step = Math.max(1, Math.ceil(waiting / aimedWeeks - weekly));
  return { what, chapterId, waiting, weekly, weeks: 1 / rate, step };
}

/**
 * The longest queue of trained members: before the conversation with a greeter, or of those who were met before their two
 * vouches. The goals count who is trained, so no step against it brings their dates nearer; who waits there is not active.
 * Null where nobody waits long, or where it cannot be told yet.
 */
export function longestQueue({ facts, belief }: Futures): Queue | null {
  const [worst] = facts.flows
    .flatMap(({ chapterId, member }) => [
      queueOf('conversations', chapterId, member.trained, member.wasMet, belief.met),
      queueOf('vouches', chapterId, member.met, member.becameActive, belief.active),
    ])
    .filter((queue) => queue !== null)
    .sort((a, b) => b.step - a.step || b.weeks - a.weeks || a.chapterId.localeCompare(b.chapterId));
  return worst ?? null;
}
