import type { Kind } from '../../channels/contract.ts';
import type { Why } from '../contract.ts';

export const ways: Record<Kind, string> = {
  ...{ wall: 'Phone wall', push: 'Field app', signal: 'Signal', whatsapp: 'WhatsApp' },
  ...{ sms: 'Text', voice: 'Call', email: 'E-mail' },
};

/** Why somebody was not reached, and what a coordinator does about it. */
export const whys: Record<Why, { word: string; todo: string }> = {
  'no answer': {
    word: 'it arrived, and nobody answered',
    todo: 'Their phone was silent, or they did not know what it was. Go through the page of the contact card with them.',
  },
  'not taken': {
    word: 'no carrier could bring it',
    todo: 'Ask whether the number is still theirs, and look under Delivery whether a way is gone.',
  },
  'no way': {
    word: 'nothing to reach them at',
    todo: 'Ask for a number, or have them switch on “Alerts” in the field app.',
  },
  stopped: {
    word: 'they wrote STOP',
    todo: 'Nothing is sent there. Ask them; START from that phone begins it again.',
  },
  held: {
    word: 'held back by a cap',
    todo: 'The day’s money was spent, or they got too many messages. Look under Delivery.',
  },
  'no time': { word: 'no time left in the month', todo: 'They are tested next month.' },
};

export const secondsWords = (seconds: number): string =>
  seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;

export const monthName = (month: string): string =>
  new Intl.DateTimeFormat('en-US', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-15T00:00:00Z`),
  );
