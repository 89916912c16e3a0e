import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { goesInto, LIKELY, type Likened, likeness, likenessKeys, nameLikeness } from './rules.ts';

const who = (name: string, over: Partial<Likened> = {}): Likened => ({
  ...{ name, chapterId: 'queens', languages: ['en', 'es'] },
  ...over,
});

describe('likeness', () => {
  it.each([
    ['Ana Ruiz', 'Ana Ruiz'],
    ['Ana Ruiz', 'ANA  RUÍZ'],
    ['Ana Ruiz', 'Ruiz, Ana'],
    ['Ana Ruiz', 'Ana Ruis'],
    ['Ana Ruiz', 'Ana R.'],
    ['Ana Ruiz', 'Ana Maria Ruiz'],
    ['Ana Ruiz', 'Ana Ruiz Lopez'],
    ['José González', 'Jose Gonzales'],
    ['Katherine O’Brien', "Catherine O'Brien"],
    ['Xiaoming Li', 'Xiao Ming Li'],
    ['Mohammed Rahman', 'Mohamed Rahman'],
    ['王小明', '王小明'],
    ['Олена Коваль', 'Олена Ковал'],
    ['Sandeep Kaur', 'Sandeep Kuar'],
  ])('takes %s and %s for one', (a, b) => {
    expect(likeness(who(a), who(b))).toBeGreaterThanOrEqual(LIKELY);
    expect(likenessKeys(who(a)).some((key) => likenessKeys(who(b)).includes(key))).toBe(true);
  });

  it.each([
    ['Ana Ruiz', 'Eva Ruiz'],
    ['Ana Ruiz', 'Ana'],
    ['Ana', 'Ana'],
    ['Ana Ruiz', 'Ana Gomez'],
    ['Li Wei', 'Li Na'],
    ['王小明', '王小红'],
    ['Robert Chen', 'Roberta Diaz'],
    ['', ''],
  ])('takes %s and %s for two', (a, b) => expect(likeness(who(a), who(b))).toBeLessThan(LIKELY));

  it('wants the same chapter and a language in common', () => {
    expect(likeness(who('Ana Ruiz'), who('Ana Ruiz', { chapterId: 'bronx' }))).toBe(0);
    expect(likeness(who('Ana Ruiz'), who('Ana Ruiz', { languages: ['zh'] }))).toBe(0);
  });

  it('is certain by the same address, whatever else is said', () => {
    const at = { addresses: ['+12125550142'] };
    expect(likeness(who('Ana Ruiz', at), who('Lee', { ...at, chapterId: 'bronx', languages: ['zh'] }))).toBe(
      1,
    );
    expect(likeness(who('Ana Ruiz', at), { ...who(''), name: null })).toBe(0);
  });

  it('says the same of both ways round, of anybody with themselves 1, and never more', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const there = nameLikeness(a, b);
        expect(nameLikeness(b, a)).toBeCloseTo(there, 10);
        expect(there).toBeGreaterThanOrEqual(0);
        expect(there).toBeLessThanOrEqual(1);
      }),
    );
    expect(nameLikeness('Wilhelmina Testperson', 'Wilhelmina Testperson')).toBe(1);
  });
});

describe('who may go into whom', () => {
  it.each([
    ['applied', 'applied', true],
    ['applied', 'trained', true],
    ['trained', 'applied', false],
    ['met', 'active', true],
    ['active', 'active', false],
    ['active', 'met', false],
    ['left', 'applied', false],
    ['paused', 'paused', false],
  ])('%s into %s: %s', (gone, kept, may) => {
    expect(goesInto({ state: gone }, { state: kept })).toBe(may);
    expect(goesInto({ state: gone, accountId: 'a' }, { state: kept })).toBe(false);
  });
});
