import { describe, expect, it } from 'vitest';
import { additionOf, type CallState, isReady, lastMoment, reportOf } from './call-form.ts';

const now = new Date(2026, 2, 4, 20, 30);
const state = (more: Partial<CallState>): CallState => ({
  id: '0190d0a0-0000-7000-8000-000000000001',
  fields: { what: ' two vans ', where: 'Roosevelt & 82', live: 'now' },
  receipt: null,
  sent: {},
  additionId: '0190d0a0-0000-7000-8000-000000000002',
  ...more,
});

describe('the first three', () => {
  it('are enough, and each is needed', () => {
    expect(isReady({ what: 'a', where: 'b', live: 'now' })).toBe(true);
    expect([
      isReady({ what: ' ', where: 'b', live: 'now' }),
      isReady({ what: 'a', live: 'now' }),
      isReady({}),
    ]).toEqual([false, false, false]);
    expect(reportOf(state({}), now)).toMatchObject({
      what: 'two vans',
      where: { text: 'Roosevelt & 82', point: undefined },
      tense: 'now',
      kind: 'sighting',
      answers: undefined,
    });
  });

  it('go to the legal desk when someone was detained', () => {
    const fields = { ...state({}).fields, kind: 'detained', live: 'before' };
    expect(reportOf(state({ fields }), now)).toMatchObject({ kind: 'detained', tense: 'before' });
  });
});

describe('the rest', () => {
  it('goes along when it is answered before sending', () => {
    const fields = {
      ...state({}).fields,
      people: '6',
      clothing: '',
      'first-hand': 'heard',
      'seen-at': '20:05',
      lat: '1',
      lon: '2',
    };
    expect(reportOf(state({ fields }), now)).toMatchObject({
      answers: { people: '6' },
      firstHand: false,
      where: { point: { lat: 1, lon: 2 }, accuracyM: 30 },
      seenAt: new Date(2026, 2, 4, 20, 5).toISOString(),
    });
  });

  it('is added afterwards: only what is new', () => {
    const sent = { what: 'two vans', people: '6' };
    expect(additionOf(state({ sent, fields: { ...sent } }))).toBeNull();
    expect(
      additionOf(state({ sent, fields: { ...sent, vehicles: '2', 'first-hand': 'saw', contact: '555' } })),
    ).toEqual({
      id: state({}).additionId,
      words: undefined,
      answers: { vehicles: '2' },
      firstHand: true,
      contact: '555',
    });
    expect(additionOf(state({ sent, fields: { ...sent, where: 'by the bank' } }))?.words).toBe(
      'Where: by the bank',
    );
  });
});

it('takes a time of day for the last such moment', () => {
  expect(lastMoment('20:29', now)).toBe(new Date(2026, 2, 4, 20, 29).toISOString());
  expect(lastMoment('20:31', now)).toBe(new Date(2026, 2, 3, 20, 31).toISOString());
  expect([lastMoment('', now), lastMoment(undefined, now), lastMoment('late', now)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
