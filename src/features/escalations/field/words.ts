import { day, fill, language, time } from '../../../field/words.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Escalation } from '../contract.ts';
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };
import zh from './words/zh.json' with { type: 'json' };

type Word = keyof typeof en;
// They come with this screen, so that nobody waits for them before they can answer an ask.
const words: Record<Lang, Record<Word, string>> = { en, es, zh };

/** The words of this screen in the language shown, with {names} filled in. */
export const w = (key: Word, values?: Record<string, string | number>): string =>
  fill(words[language()][key], values);

/** What waits, as a sentence. */
export function whatWaits({ kind, facts, taker, own }: Escalation): string {
  const { callSign = '', startsAt, endsAt } = facts;
  const span =
    startsAt && endsAt ? { day: day(startsAt), from: time(startsAt), to: time(endsAt) } : undefined;
  return w(taker ? 'ask' : own ? 'self' : kind, { name: callSign, ...span });
}
