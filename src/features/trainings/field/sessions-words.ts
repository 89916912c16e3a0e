import { day, fill, inWords, time } from '../../../field/words.ts';
import type { Access } from '../contract.ts';
import words from './sessions.json' with { type: 'json' };

export type Word = keyof typeof words;

/** The words of these screens in the language shown, with {names} filled in. */
export const w = (key: Word, values?: Record<string, string | number>): string =>
  values ? fill(inWords(words[key]), values) : inWords(words[key]);

export const startOf = ({ startsAt }: { startsAt: string }): string => `${day(startsAt)}, ${time(startsAt)}`;

/** What somebody may need; the contract that lists it stays on the server's side of this chunk. */
export const ACCESS = Object.keys(words)
  .filter((key) => key.startsWith('access.'))
  .map((key) => key.slice('access.'.length) as Access);
