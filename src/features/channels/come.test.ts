import { describe, expect, it } from 'vitest';
import { asksToCome } from './rules.ts';

describe('nobody is asked to come', () => {
  it.each([
    'Come to the corner of 82nd',
    'please come quickly',
    'Go there and tell us what you see',
    'Can you see it? If so, join us.',
    'Bring people and whistles',
    'Venga a la esquina por favor',
    'Vengan rápido',
    'Vayan a la calle 82',
    'Reúnanse en la plaza',
    '请过来',
    '快来帮忙',
    '去现场看看',
  ])('%s', (words) => expect(asksToCome(words)).toBe(true));

  it.each([
    'Please do not come closer.',
    'Don’t go there again, and never go back there for a picture.',
    'Someone may come to ask you more. You can say no.',
    'Do you have a picture? Do not go back for one.',
    'Where did the van come from?',
    'Is it still going on?',
    'No vaya a buscar una foto.',
    'No se acerque. ¿Sigue pasando?',
    'Gracias, venía de la avenida.',
    '请不要过来',
    '请别去现场',
    '它往哪里去了？',
  ])('%s is not that', (words) => expect(asksToCome(words)).toBe(false));
});
