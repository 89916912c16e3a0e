import { describe, expect, it } from 'vitest';
import type { ReportKind } from './contract.ts';
import { docOf, finds, phonesIn, soughtIn, wordsIn } from './rules.ts';

const tag = async (phone: string) => `tag of ${phone}`;
const doc = (said: Record<string, unknown>, contact: string | null = null, kind: ReportKind = 'detained') =>
  docOf({ report: 'r', kind, at: '2026-11-25T18:00:00.000Z', said, contact }, tag);
const isFound = async (said: Record<string, unknown>, typed: string, contact: string | null = null) => {
  const sought = soughtIn(typed);
  return finds(await doc(said, contact), {
    ...sought,
    phones: sought.phones.map((phone) => `tag of ${phone}`),
  });
};

describe('the words that a report is found by', () => {
  it.each([
    ['José Muñoz was taken', 'jose munoz'],
    ['JOSE MUNOZ WAS TAKEN', 'José Muñoz'],
    ['Søren Łukasz, Weiß', 'soren lukasz weiss'],
    ['Nguyễn Thị Hoa', 'nguyen thi'],
    ['a man called Ana-María', 'ana mar'],
    ['ＫＩＭ（金）被带走', 'kim'],
    ['张伟在坚尼街被带走', '张伟'],
    ['张伟在坚尼街被带走', '坚尼街'],
    ['张伟在坚尼街被带走', '走'],
    ['His name is An', 'an'],
    ['104-20 111th St', '111th'],
  ])('%s is found by %s', async (said, typed) => expect(await isFound({ what: said }, typed)).toBe(true));

  it.each([
    ['José Muñoz was taken', 'jose perez'],
    ['José Muñoz was taken', 'unoz'],
    ['张伟在坚尼街被带走', '伟张'],
    ['张伟在坚尼街被带走', '王'],
    ['anything', ''],
    ['anything', ' – '],
  ])('%s is not found by %s', async (said, typed) =>
    expect(await isFound({ what: said }, typed)).toBe(false),
  );

  it('are of a sighting its place and who called, never what was seen', async () => {
    const seen = {
      what: 'Officer Smith, a grey Ford',
      where: 'Canal St',
      answers: { size: 'four', how: 'masks' },
    };
    const made = await doc(seen, 'Ana Muñoz, evenings', 'sighting');
    expect(made.words.split(' ').sort()).toEqual(['ana', 'canal', 'evenings', 'munoz', 'st']);
    expect(made.title).toBe('Canal St');
    const added = await doc(
      { words: 'Officer Smith again', answers: { where: 'Mott St' } },
      null,
      'sighting',
    );
    expect(added).toMatchObject({ words: 'mott st', title: 'Mott St' });
  });

  it('hold nothing like a plate or a badge, whatever it is about', async () => {
    const said = { what: 'plate HTK8812, KDX-4471, badge 90417, at 104-20 111th St, 2nd floor, 3 men' };
    const { words } = await doc(said);
    expect(words.split(' ').sort()).toEqual(
      ['plate', 'kdx', 'badge', 'at', '104', '20', '111th', 'st', '2nd', 'floor', '3', 'men'].sort(),
    );
  });

  it('are of the others everything that was said: place, answers, additions', async () => {
    const said = { what: 'Two vans', where: 'Canal St', answers: { size: 'four of them', name: 'Lupe' } };
    for (const word of ['canal', 'four', 'lupe', 'vans']) expect(await isFound(said, word)).toBe(true);
    expect((await doc({ words: 'later', answers: {} })).title).toBe('later');
  });

  it.each(['+1 212 555 0142', '(212) 555-0142', '212.555.0142', '12125550142'])(
    'a telephone number is found as %s, and is in the index as a hash only',
    async (typed) => {
      expect(await isFound({ what: 'Two vans' }, typed, 'call +1 (212) 555-0142 please')).toBe(true);
      expect(await isFound({ what: `Call me: ${typed}` }, '2125550142')).toBe(true);
      const made = await doc({ what: `Call me: ${typed}` }, '212 555 0142');
      expect(made.phones).toEqual(['tag of 2125550142']);
      expect(made.words).not.toMatch(/\d/);
    },
  );

  it('takes no house number for a telephone', () => {
    expect(phonesIn('104-20 111 St, 37-52 89 St, since 2019 or 2020')).toEqual([]);
    expect(wordsIn('104-20 111 St')).toEqual(['104', '20', '111', 'st']);
  });
});
