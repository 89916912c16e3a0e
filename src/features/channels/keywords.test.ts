import { describe, expect, it } from 'vitest';
import { LANGUAGES, SPOKEN } from '../../platform/i18n/index.ts';
import { keywords, plain, readAnswer, WORDS, type Word } from './rules.ts';

const all = Object.entries(keywords).flatMap(([language, { words }]) =>
  WORDS.flatMap((word) => (words[word] ?? []).map((text) => ({ language, word, text }))),
);

describe('the words of each language', () => {
  it('are yes, no, stop, start and help at least, with where they come from', () => {
    for (const [code, { name, source, words }] of Object.entries(keywords)) {
      expect(code).toMatch(/^[a-z]{2,3}$/);
      expect(name.length > 1 && source.length > 20).toBe(true);
      for (const word of ['yes', 'no', 'stop', 'start', 'help'] as const)
        expect(words[word]?.length, `${word} in ${code}`).toBeGreaterThan(1);
    }
  });

  it('are there for every language that a member may choose, but for those that are hardly written', () => {
    const written = LANGUAGES.filter((code) => !SPOKEN[code]);
    expect(written.filter((code) => !keywords[code])).toEqual([]);
    expect(LANGUAGES.filter((code) => keywords[code] && SPOKEN[code])).toEqual([]);
  });

  it('never mean two things, in whatever languages', () => {
    const meant = new Map<string, Word>();
    for (const { word, text, language } of all) {
      const known = meant.get(plain(text));
      if (known) expect(known, `${text} (${language})`).toBe(word);
      meant.set(plain(text), word);
    }
  });

  it('are read as they stand, in capitals, in parts, full width, and with what stands around them', () => {
    for (const { text, word, language } of all.filter((k) => /\p{L}/u.test(k.text))) {
      const wide = text.replace(/[a-z]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
      for (const way of [
        text,
        text.toUpperCase(),
        text.normalize('NFD'),
        wide,
        `  ${text}! `,
        `“${text}”`.slice(1, -1),
      ])
        expect(readAnswer(way).says, `${way} (${language})`).toBe(word);
    }
  });
});

describe('a text in a language', () => {
  it.each([
    ['Sim', 'yes', 'pt'],
    ['nao', 'no', 'pt'],
    ['SAIR', 'stop', 'pt'],
    ['Oui, 15', 'yes', 'fr'],
    ['ARRÊT', 'stop', 'fr'],
    ['arret', 'stop', 'fr'],
    ['AIDE', 'help', 'fr'],
    ['wi', 'yes', 'ht'],
    ['SISPANN', 'stop', 'ht'],
    ['komanse', 'start', 'ht'],
    // Without hamza, with vowel points, with another keyboard's letters.
    ['ايقاف', 'stop', 'ar'],
    ['نَعَم', 'yes', 'ar'],
    ['لا، أنا في العمل', 'no', 'ar'],
    ['نہیں', 'no', 'ur'],
    ['نهيں', 'no', 'ur'],
    ['جی ہاں', 'yes', 'ur'],
    ['হ্যাঁ', 'yes', 'bn'],
    ['বন্ধ', 'stop', 'bn'],
    ['হ্যাঁ ১৫', 'yes', 'bn'],
    ['हां', 'yes', 'hi'],
    ['हाँ।', 'yes', 'hi'],
    ['बंद करें', 'stop', 'hi'],
    ['ਹਾਂ ਜੀ', 'yes', 'pa'],
    ['Да, еду через час', 'yes', 'ru'],
    ['СТОП', 'stop', null],
    ['отписаться', 'stop', 'ru'],
    ['допомога', 'help', 'uk'],
    ['네', 'yes', 'ko'],
    ['아니요, 지금은 안 돼요', 'no', 'ko'],
    ['수신거부', 'stop', 'ko'],
    ['Tak', 'yes', 'pl'],
    ['Nie', 'no', 'pl'],
    ['ZATRZYMAJ', 'stop', 'pl'],
    ['יאָ', 'yes', 'yi'],
    ['יא', 'yes', 'yi'],
    ['סטאפ', 'stop', 'yi'],
    ['opo', 'yes', 'tl'],
    ['hindi', 'no', 'tl'],
    ['ΌΧΙ', 'no', 'el'],
    ['取消訂閱', 'stop', 'zh'],
    ['開始', 'start', 'zh'],
    ['唔得', 'no', 'zh'],
    ['SÍ', 'yes', 'es'],
    ['non', 'no', null],
  ] as const)('reads %j', (text, says, language) =>
    expect(readAnswer(text)).toMatchObject({ says, language }),
  );

  it('leaves what follows as it was written', () => {
    expect(readAnswer('Não, estou no Brás às 9').rest).toBe('estou no Brás às 9');
    expect(readAnswer('হ্যাঁ ১৫')).toMatchObject({ etaMinutes: 15, rest: '' });
    expect(readAnswer('نعم ٢٠')).toMatchObject({ says: 'yes', etaMinutes: 20 });
    expect(readAnswer('oui, j’ai un vélo').rest).toBe('j’ai un vélo');
  });

  it.each([
    '5 машин на углу',
    '5辆车',
    '차 두 대가 있어요',
    'arrete le bus au coin de la rue',
    'стоп на углу стоят люди',
    'bantu mereka di sini',
    'naomi saw it',
    'nieto fue detenido',
    'niet nu',
  ])('takes %j for a sentence', (text) => {
    const { says, etaMinutes } = readAnswer(text);
    expect([says, etaMinutes]).toEqual([null, null]);
  });
});
