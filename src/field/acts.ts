import type { Act } from './outbox.ts';
import { inWords, t, type Word } from './words.ts';

// Not among the app's words, which are at most 3 KB.
const agreement = { en: 'Signing the agreement', es: 'Firmar el acuerdo', zh: '签署守则' };

const names: Record<Exclude<Act['kind'], 'agreement'>, Word> = {
  answer: 'answer',
  conduct: 'conduct',
  'en-route': 'onWay',
  'on-scene': 'here',
  arrive: 'here',
  leave: 'left',
  'door-in': 'door',
  'door-out': 'door',
  'check-in': 'checkIn',
  depart: 'left',
  'told-to-move': 'told',
  note: 'note',
  picture: 'picture',
  finding: 'finding',
  need: 'help',
  emergency: 'hurt',
  debrief: 'debrief',
  'stand-down-ack': 'standDownAck',
};

/** An act in the words of its button. */
export const whatIs = (kind: Act['kind']): string =>
  kind === 'agreement' ? inWords(agreement) : t(names[kind]);
