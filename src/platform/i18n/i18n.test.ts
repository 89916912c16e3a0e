import fc from 'fast-check';
import { build, type Rolldown } from 'vite';
import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  ago,
  clockTime,
  dayAndTime,
  dir,
  isLang,
  LANGS,
  LANGUAGES,
  languageTag,
  messages,
  pickLang,
  textLang,
} from './index.ts';
import { precompiledMessages } from './precompiled.ts';

describe('languages', () => {
  it.each([
    ['es-MX,es;q=0.9,en;q=0.8', 'es'],
    ['fr, zh-CN;q=0.5, en;q=0.4', 'zh'],
    ['en;q=0.2, es;q=0', 'en'],
    ['ZH-hant-TW', 'zh'],
    ['bn', 'en'],
    ['', 'en'],
    [undefined, 'en'],
  ] as const)('picks from %j: %s', (header, lang) => expect(pickLang(header)).toBe(lang));

  it('picks a language from whatever comes', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (header) => isLang(pickLang(header))));
  });

  it.each([
    [['es', 'en'], 'es'],
    [['bn', 'zh'], 'zh'],
    // Spoken, hardly written: who speaks one reads Spanish, or French, which we do not write yet.
    [['quc'], 'es'],
    [['wo'], 'en'],
    [['quc', 'en'], 'en'],
    [[], 'en'],
    [[null, undefined, 'toString'], 'en'],
  ] as const)('writes to who speaks %j in %s', (spoken, lang) => expect(textLang(spoken)).toBe(lang));

  it('has each language that may be chosen once, the spoken ones with them', () => {
    expect(new Set(LANGUAGES).size).toBe(LANGUAGES.length);
    for (const code of ['quc', 'mix', 'qug', 'wo']) expect(LANGUAGES).toContain(code);
  });

  it('knows ours, and which way a language runs', () => {
    expect([isLang('es'), isLang('fr'), isLang(undefined), isLang('toString')]).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(LANGS.map(dir)).toEqual(['ltr', 'ltr', 'ltr']);
    expect(dir('ar-EG')).toBe('rtl');
    expect(LANGS.map(languageTag)).toEqual(['en-US', 'es-US', 'zh-Hans']);
  });
});

describe('messages', () => {
  const t = messages({
    en: { hello: "Don't worry, {name}", cars: '{n, plural, one {# car} other {# cars}}' },
    es: { hello: 'Tranquilo, {name}', cars: '{n, plural, one {# carro} other {# carros}}' },
    zh: { hello: '别担心，{name}', cars: '{n}辆车' },
  });

  it('says them in each language', () => {
    expect(LANGS.map((lang) => t(lang, 'cars', { n: 2 }))).toEqual(['2 cars', '2 carros', '2辆车']);
    expect(t('en', 'hello', { name: '<b>' })).toBe("Don't worry, <b>");
    expect(t('en', 'hello', { name: 'again' })).toBe("Don't worry, again");
  });

  it('chooses by number and by the gender of what it speaks of, each with a way to say it of anyone', () => {
    const say = messages({
      en: {
        came: '{who, select, woman {She} man {He} other {They}} came with {n, plural, one {# other} other {# others}}',
      },
      es: { came: '{who, select, woman {Llegó sola} man {Llegó solo} other {Llegó sin nadie}}: {n}' },
      zh: { came: '{who, select, woman {她} man {他} other {TA}}来了，{n}人' },
    });
    expect(say('en', 'came', { who: 'woman', n: 1 })).toBe('She came with 1 other');
    expect(say('es', 'came', { who: 'not told', n: 2 })).toBe('Llegó sin nadie: 2');
    expect(say('zh', 'came', { who: 'man', n: 3 })).toBe('他来了，3人');
  });

  it('does not say half a sentence', () => {
    expect(() => t('en', 'hello')).toThrow(/name/);
  });

  it('takes a key that is missing or alone for a type error', () => {
    expectTypeOf(t).parameter(1).toEqualTypeOf<'hello' | 'cars'>();
    const two = { a: 'a', b: 'b' };
    const one = { a: 'a' };
    // @ts-expect-error: es lacks b
    messages({ en: two, es: one, zh: two });
    // @ts-expect-error: b stands only in zh
    messages({ en: one, es: one, zh: two });
    // @ts-expect-error: no such message
    expect(() => t('en', 'nothing')).toThrow(/no message/);
  });
});

it('says the same when the messages were parsed while building, and brings no parser', async () => {
  const sources: Record<string, string> = {
    entry: `import en from '/messages/en.json'; import { messages } from '${import.meta.dirname}/messages.ts';
      export default messages({ en, es: en, zh: en })('en', 'cars', { n: 2 });`,
    '/messages/en.json': '{ "cars": "{n, plural, one {# car} other {# cars}}" }',
  };
  const inMemory = {
    name: 'in-memory',
    resolveId: (id: string) => (id in sources ? id : null),
    load: (id: string) => sources[id],
  };
  const { output } = (await build({
    configFile: false,
    logLevel: 'error',
    plugins: [inMemory, precompiledMessages()],
    build: {
      write: false,
      minify: true,
      rolldownOptions: { input: 'entry', preserveEntrySignatures: 'strict' },
    },
  })) as Rolldown.RolldownOutput;
  const built = (await import(`data:text/javascript,${encodeURIComponent(output[0].code)}`)) as {
    default: string;
  };
  expect(built.default).toBe('2 cars');
  expect(output[0].code.length).toBeLessThan(12_000);
});

describe('times', () => {
  const from = new Date('2026-03-04T01:05:00Z');
  const later = (ms: number) => new Date(from.getTime() + ms);

  it.each([
    [-5_000, 'now'],
    [59_999, 'now'],
    [60_000, '1 min'],
    [3_599_999, '59 min'],
    [3_600_000, '1 hr'],
    [47 * 3_600_000, '47 hr'],
    [48 * 3_600_000, '2 days'],
  ])('says an age of %d ms as %s', (ms, text) => expect(ago('en', from, later(ms))).toBe(text));

  it('says ages in the other languages', () => {
    expect(ago('es', from, later(120_000))).toBe('2 min');
    expect(ago('zh', from, later(120_000))).toBe('2分钟');
    expect(ago('es', from, from)).toBe('ahora');
  });

  it("tells the time in the network's zone", () => {
    const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');
    expect(plain(clockTime('en', from, 'America/New_York'))).toBe('8:05 PM');
    expect(clockTime('zh', from, 'America/New_York')).toBe('20:05');
    expect(plain(dayAndTime('en', from, 'America/New_York'))).toBe('Mar 3, 2026, 8:05 PM');
    expect(() => clockTime('en', from, 'Nowhere')).toThrow(RangeError);
  });
});
