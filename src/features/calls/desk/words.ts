import { OWN_NAMES } from '../../../platform/i18n/lang.ts';
import type { Choice, LoggedCall, PresenceState, SentCall } from '../contract.ts';

export const choiceWords: Record<Choice | 'none', string> = {
  now: 'happening now',
  before: 'happened before',
  detained: 'someone was detained',
  rights: 'rights',
  message: 'a message',
  none: 'no choice made',
};

export const languageOf = (code: string): string =>
  (OWN_NAMES as Record<string, string>)[code] ?? code.toUpperCase();

/** What is known of a caller: never a number. */
export const about = ({
  language,
  choice,
  outgoing,
}: Pick<SentCall, 'language' | 'choice' | 'outgoing'>): string =>
  `${languageOf(language)} · ${outgoing ? 'called back' : choiceWords[choice ?? 'none']}`;

/** A sign, a word, and what the time beside it is. */
export const presenceWords: Record<PresenceState, { sign: string; word: string; at?: string }> = {
  free: { sign: '●', word: 'free' },
  ringing: { sign: '▲', word: 'telephone rings' },
  in_call: { sign: '◐', word: 'in a call', at: 'since' },
  break: { sign: '○', word: 'on a break', at: 'since' },
  covered: { sign: '◑', word: 'covered', at: 'since' },
  expected: { sign: '◌', word: 'awaited', at: 'since' },
  missed: { sign: '▲', word: 'not checked in', at: 'since' },
  over: { sign: '▲', word: 'not handed over', at: 'since' },
};

export const outcomeWords: Record<LoggedCall['outcome'], string> = {
  answered: 'answered',
  message: 'left a message',
  rights: 'heard the rights',
  abandoned: 'gave up waiting',
  cut_off: 'gone before the queue',
};

/** "0:47", "12:03" */
export const clockOf = (seconds: number): string => {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
};
