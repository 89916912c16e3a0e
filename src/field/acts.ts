import type { Act } from './outbox.ts';
import { t, type Word } from './words.ts';

const names: Record<Act['kind'], Word> = {
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
export const whatIs = (kind: Act['kind']): string => t(names[kind]);
