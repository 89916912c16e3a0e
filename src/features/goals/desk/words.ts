import { count } from '../../../desk/kit/words.ts';
import type { GoalName } from '../contract.ts';
import type { Named, Queue, Reached, Series } from '../rules.ts';

export const SERIES_WORDS: Record<Series, string> = {
  members: 'Members trained',
  allies: 'Allies trained',
  trainers: 'New trainers',
  active: 'Active members',
};
const inSentence: Record<GoalName, string> = {
  members: 'members trained',
  allies: 'allies trained',
  trainers: 'new trainers',
};

export const number = (n: number): string => Math.round(n).toLocaleString('en-US');

/** The day so many weeks after `today`. */
export const dayIn = (today: string, weeks: number): Date =>
  new Date(Date.parse(today) + Math.round(weeks * 7) * 86_400_000);

const format = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', ...options });
const whole = format({ dateStyle: 'medium' });
const month = format({ month: 'short', year: 'numeric' });

/** "May 14, 2027" */
export const dateWords = (day: Date): string => whole.format(day);
export const monthWords = (day: Date): string => month.format(day);
export const dayWords = (day: string): string => dateWords(new Date(day));

/** How many weeks a day lies ahead. */
export const weeksUntil = (today: string, day: string): number =>
  (Date.parse(day) - Date.parse(today)) / (7 * 86_400_000);

/** When a goal is reached, as a sentence. */
export function reachedWords({ early, middle, late }: Reached, today: string): string {
  const on = (weeks: number) => dateWords(dayIn(today, weeks));
  if (middle === 0) return 'Reached.';
  if (middle === null)
    return early === null
      ? 'Not within two years, at the present pace.'
      : `Rather not within two years; ${on(early)} at the earliest.`;
  const last = late === null ? 'or not within two years' : `${on(late)} at the latest`;
  return `About ${on(middle)}; ${on(early!)} at the earliest, ${last}.`;
}

/** "7 in 10" */
export function chanceWords(chance: number): string {
  if (chance < 0.05) return 'hardly';
  if (chance > 0.95) return 'almost certainly';
  return `${Math.round(chance * 10)} in 10`;
}

/** What holds the network up and what a step against it would bring, in sentences. */
export function bottleneckWords(
  { bottleneck, goal, before, after, more }: Named,
  today: string,
  chapterName: (id: string) => string,
): string {
  const on = (weeks: number) => dateWords(dayIn(today, weeks));
  const brings =
    before !== null && after !== null
      ? `would bring the date for ${inSentence[goal]} from ${on(before)} to ${on(after)}`
      : after !== null
        ? `would reach the goal for ${inSentence[goal]} about ${on(after)}; now it is not reached within two years`
        : `would make ${number(more)} more ${inSentence[goal]} within two years`;
  switch (bottleneck.what) {
    case 'seats': {
      const { seats, waiting, chapterId, step } = bottleneck;
      return `Seats: ${number(seats)} a week in ${chapterName(chapterId)}; ${count(waiting, 'person waits', 'people wait')}. ${capitalNumber(step)} more sessions a week ${brings}.`;
    }
    case 'trainers': {
      const { trainers, apprentices, step } = bottleneck;
      return `Trainers: ${count(trainers, 'trainer')}, and ${count(apprentices, 'apprentice')} on the way. ${capitalNumber(step)} more apprentices ${brings}.`;
    }
    case 'noShows':
      return `No-shows: ${number(bottleneck.share * 100)} of 100 who have a place stay away. Reminders that bring one of three of them ${brings}.`;
    case 'names':
      return `Names: about ${number(bottleneck.weekly)} new ones a week. ${number(bottleneck.step)} more a week ${brings}.`;
  }
}

/** Conversations that a greeter holds in a week (assumed), and vouches that a member may give in one (four a month). */
const perWeek = { conversations: 3, vouches: 1 };

/** Where trained members wait, and what would help, in sentences. */
export function queueWords(
  { what, chapterId, waiting, weekly, weeks, step }: Queue,
  chapterName: (id: string) => string,
): string {
  const takes = weeks > 26 ? 'more than half a year' : `about ${number(weeks)} weeks`;
  const pace = weekly < 1 ? 'less than one' : `about ${number(weekly)}`;
  const here = chapterName(chapterId);
  if (what === 'conversations') {
    const greeters = Math.ceil(step / perWeek.conversations);
    return `Conversations: in ${here} ${number(waiting)} trained members wait for one with a greeter. They hold ${pace} a week, so it takes ${takes}. ${number(step)} more a week would make it four weeks: ${count(greeters, 'more greeter')}, or the conversation right after each session.`;
  }
  const vouchers = Math.ceil((2 * step) / perWeek.vouches);
  return `Vouches: in ${here} ${number(waiting)} members have had the conversation and lack their two vouches. In a week ${pace} of them get both, so it takes ${takes}. ${number(step)} more a week would make it four weeks: ${count(vouchers, 'more active member')} who vouch once a week, met at meetings, shifts and sessions.`;
}

const capitalNumber = (n: number) => (n === 2 ? 'Two' : n === 10 ? 'Ten' : String(n));
