import { describe, expect, it } from 'vitest';
import { LANGS } from '../../platform/i18n/index.ts';
import en from './messages/en.json' with { type: 'json' };
import { entryWords } from './messages.ts';

const kinds = Object.keys(en)
  .filter((key) => key.startsWith('e.'))
  .map((key) => key.slice(2));

describe.each(LANGS)('a line of the printed timeline, in %s', (lang) => {
  it('is words whatever the entry knows', () => {
    for (const kind of kinds)
      for (const data of [
        {},
        { etaMinutes: 5, people: 1, wanted: 2, obeyed: true, reason: 'over', who: 'partner' },
      ])
        expect(entryWords(lang, { kind, data })).toMatch(/\p{L}{2}/u);
  });
});

it('says what is known', () => {
  const say = (kind: string, data: object) => entryWords('en', { kind, data: { ...data } });
  expect(say('assignment.accepted', { etaMinutes: 5 })).toBe('said yes, in 5 min');
  expect(say('assignment.accepted', {})).toBe('said yes');
  expect(say('standdown.sent', { people: 4, reason: 'over' })).toBe(
    'stood everyone down (4 people): it is over',
  );
  expect(say('assignment.told-to-move', { obeyed: true })).toBe('was told to move and obeyed');
  expect(say('callout.started', { wanted: 2, purpose: 'verify' })).toBe('asked for 2 people to go and look');
  expect(say('what.nobody_knows', {})).toBe('what nobody knows');
});
