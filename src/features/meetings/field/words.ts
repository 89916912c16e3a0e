import { day, fill, inWords, language, time } from '../../../field/words.ts';
import { languageTag } from '../../../platform/i18n/lang.ts';
import words from './meetings.json' with { type: 'json' };

export type Word = keyof typeof words;

/** The words of these screens in the language shown, with {names} filled in. */
export const w = (key: Word, values?: Record<string, string | number>): string =>
  values ? fill(inWords(words[key]), values) : inWords(words[key]);

export const startOf = ({ startsAt }: { startsAt: string }): string => `${day(startsAt)}, ${time(startsAt)}`;

/** "Dec 24": a day of the calendar. */
export const dayOf = (on: string): string =>
  new Intl.DateTimeFormat(languageTag(language()), {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  }).format(new Date(`${on}T12:00:00Z`));

export const dollars = (cents: number): string =>
  new Intl.NumberFormat(languageTag(language()), { style: 'currency', currency: 'USD' }).format(cents / 100);
