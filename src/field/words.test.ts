import { brotliCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import en from './messages/en.json' with { type: 'json' };
import es from './messages/es.json' with { type: 'json' };
import zh from './messages/zh.json' with { type: 'json' };
import { fill } from './words.ts';

const languages: Record<string, Record<string, string>> = { en, es, zh };
const names = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

describe.each(Object.entries(languages))('the words in %s', (_, words) => {
  it('are the same keys with the same names to fill in', () => {
    expect(Object.keys(words)).toEqual(Object.keys(en));
    for (const [key, text] of Object.entries<string>(en))
      expect([key, names(words[key]!)]).toEqual([key, names(text)]);
  });

  it('are at most 3 KB to load', () => {
    expect(brotliCompressSync(JSON.stringify(words)).length).toBeLessThan(3 * 1024);
  });
});

it('fills in names, and leaves one without a value as it stands', () => {
  expect(fill('Call {number}, {name}', { number: 911 })).toBe('Call 911, {name}');
});
