import type { Kind, WayState } from '../contract.ts';

export const ways: Record<Kind, string> = {
  wall: 'Phone wall',
  push: 'Push to the field app',
  signal: 'Signal',
  whatsapp: 'WhatsApp',
  sms: 'Text',
  voice: 'Call',
  email: 'E-mail',
};

/** A sign before the word: state is never colour alone. */
export const states: Record<
  WayState['state'],
  { word: string; tone: 'good' | 'needs' | 'danger' | 'plain'; what: string }
> = {
  ok: { word: '● works', tone: 'good', what: 'The carrier takes messages.' },
  slow: { word: '◐ slow', tone: 'needs', what: 'The carrier took over three seconds the last time.' },
  gone: { word: '■ gone', tone: 'danger', what: 'The carrier took nothing three times running.' },
  quiet: { word: '○ quiet', tone: 'plain', what: 'Nothing has gone this way yet.' },
  none: { word: '■ not set up', tone: 'danger', what: 'Nothing here delivers this way.' },
};

const purposes: Record<string, string> = {
  ask: 'An ask',
  meet: 'Where to meet',
  team: 'Who comes along',
  set_off: 'A nudge to set off',
  stand_down: 'A stand-down',
  emergency: 'An emergency',
  not_needed: 'Not needed, thank you',
  relieved: 'Relief',
  call_back: 'A call back',
  outcome: 'How it ended',
  question: 'A question to a reporter',
  answer: 'An answer',
  reply: 'A reply',
  alarm: 'An alarm to admins',
  intake: 'A note to the legal desk',
  handover: 'A desk handed over',
  shift: 'About a shift',
  thanks: 'Thanks and rest',
  digest: 'The rota of the day',
  need: 'A question whether one could help',
  team_news: 'About a team',
  waking: 'A test page',
  waking_hint: 'A hint after a test page',
};
export const purposeOf = (code: string): string => purposes[code] ?? code.replaceAll('_', ' ');

const reasons: Record<string, string> = {
  'spending cap': 'the day’s money is spent',
  'too many a day': 'this person got many today',
  'no provider': 'nothing here delivers this way',
  'no receipt': 'no receipt came',
  'not read': 'it arrived and nobody read it',
  'no key': 'rang, and nobody pressed a key',
  'bad address': 'the address cannot be one',
  'too long': 'too long for this way',
};
/** Why, in words; a carrier's own code as it is. */
export const whyOf = (code: string): string => reasons[code] ?? code;

/** `$1.13` of hundredths of a cent. */
export const money = (cost: number): string => `$${(cost / 10_000).toFixed(2)}`;
