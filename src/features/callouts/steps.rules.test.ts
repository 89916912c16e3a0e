import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACTIONS, type Reason, STATES, type State, type Waits } from './contract.ts';
import {
  type Company,
  eligible,
  freeCode,
  happenedAt,
  isSeated,
  lateStep,
  mayAct,
  nextCheckIn,
  openActions,
  partFor,
  type Responder,
  responseOf,
  type Standing,
  setOffDue,
  stateAfter,
  stateAfterNo,
  waitsFor,
} from './rules.ts';

const now = new Date('2026-11-23T20:00:00Z');
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

describe('steps of an assignment', () => {
  const standing = (more: Partial<Standing>): Standing => ({
    state: 'accepted',
    purpose: 'observe',
    conductRead: true,
    standDownPending: false,
    over: false,
    waits: null,
    ...more,
  });

  it.each<[Partial<Standing>, string]>([
    [{ state: 'asked' }, 'answer'],
    [{ state: 'asked', over: true }, ''],
    [{ state: 'declined' }, 'answer'],
    [{ state: 'accepted', conductRead: false }, 'answer conduct note emergency need'],
    [{ state: 'accepted' }, 'answer en-route on-scene note emergency need'],
    [{ state: 'en_route' }, 'answer on-scene check-in told-to-move note picture depart emergency need'],
    [{ state: 'on_scene' }, 'check-in told-to-move note picture depart emergency need'],
    [
      { state: 'on_scene', purpose: 'verify' },
      'check-in told-to-move note picture finding depart emergency need',
    ],
    [
      { state: 'on_scene', standDownPending: true, over: true },
      'check-in told-to-move note picture depart emergency stand-down-ack need',
    ],
    [{ state: 'accepted', standDownPending: true, over: true }, 'note emergency stand-down-ack need'],
    [{ state: 'accepted', waits: 'partner' }, 'answer note emergency need'],
    [
      { state: 'en_route', waits: 'check' },
      'answer on-scene check-in told-to-move note picture depart emergency need',
    ],
    [{ state: 'departed', over: true }, 'told-to-move note picture debrief emergency'],
    [{ state: 'released', over: true }, ''],
  ])('%j: %s', (more, actions) => expect(openActions(standing(more)).join(' ')).toBe(actions));

  it.each<[Partial<Company>, Waits | null]>([
    [{ others: 0 }, 'partner'],
    [{ others: 1 }, null],
    [{ others: 0, mayWait: true }, null],
    [{ others: 0, state: 'en_route' }, null],
    [{ others: 0, manner: 'vantage', purpose: 'verify' }, null],
    [{ others: 1, isConfirmed: false }, 'check'],
    [{ others: 1, isConfirmed: false, state: 'on_scene' }, 'check'],
    [{ others: 1, isConfirmed: false, purpose: 'verify' }, null],
  ])('with %j waits for %s', (more, waits) => {
    const company = { state: 'accepted', purpose: 'observe', manner: 'pair', mayWait: false } as const;
    expect(waitsFor({ ...company, others: 1, isConfirmed: true, ...more })).toBe(waits);
  });

  it('asks, alarms and gives the place away, each some minutes after the other', () => {
    const eta = new Date(now.getTime() + 10 * 60_000);
    const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
    expect(setOffDue(now, eta, 20)).toEqual(at(15));
    expect(setOffDue(now, null, 20)).toEqual(at(25));
    expect(setOffDue(now, ago(3), 20)).toEqual(at(5));
    expect(lateStep({ nudgedAt: null, lateAt: null }, now)).toEqual({ step: 'ask', nextAt: at(5) });
    expect(lateStep({ nudgedAt: now, lateAt: null }, now)).toEqual({ step: 'alarm', nextAt: at(15) });
    expect(lateStep({ nudgedAt: now, lateAt: now }, now)).toEqual({ step: 'release', nextAt: null });
  });

  it('goes through any order of steps without leaving its states, and never back from departed', () => {
    const step = fc.record({
      action: fc.constantFrom(...ACTIONS),
      no: fc.boolean(),
      pending: fc.boolean(),
      conductRead: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let state: State = 'asked';
        for (const { action, no, pending, conductRead } of steps) {
          if (!mayAct(action, standing({ state, standDownPending: pending, conductRead }))) continue;
          const was = state;
          if (action === 'answer') {
            state = no ? (stateAfterNo(state) ?? state) : isSeated(state) ? state : 'accepted';
          } else state = stateAfter(action, state);
          expect(STATES).toContain(state);
          if (was === 'departed') expect(state).toBe('departed');
          if (was === 'on_scene') expect(['on_scene', 'departed']).toContain(state);
        }
      }),
    );
  });

  it('holds a phone’s clock between the ask and now', () => {
    expect(happenedAt(null, now, ago(10))).toEqual(now);
    expect(happenedAt(new Date(now.getTime() + 1), now, ago(10))).toEqual(now);
    expect(happenedAt(ago(20), now, ago(10))).toEqual(ago(10));
    expect(happenedAt(ago(5), now, ago(10))).toEqual(ago(5));
  });

  it('expects the next check-in an interval after the last word, not before two minutes', () => {
    expect(nextCheckIn(now, now, 15)).toEqual(ago(-15));
    expect(nextCheckIn(ago(40), now, 15)).toEqual(ago(-2));
  });

  it.each<[State[], number, string]>([
    [[], 0, 'none'],
    [['asked'], 1, 'called_out'],
    [['accepted', 'declined'], 0, 'called_out'],
    [['accepted', 'en_route'], 1, 'responding'],
    [['on_scene', 'en_route'], 0, 'watching'],
    [['departed', 'released'], 0, 'none'],
  ])('%j with %d open is %s', (states, open, response) => expect(responseOf(states, open)).toBe(response));
});

describe('who can be asked', () => {
  const fit: Responder = {
    active: true,
    vouched: true,
    observerUntil: ago(-1000),
    verifierUntil: null,
    agreementVersion: 3,
    available: true,
    outOn: null,
    restUntil: null,
    hasOpenAsk: false,
    asksThisWeek: 0,
    languages: ['en', 'es'],
    zoneIds: ['z'],
    distanceM: 1500,
  };
  const need = {
    role: 'observer',
    agreements: [3] as readonly number[],
    languages: [] as string[],
    zoneId: 'other',
    minutes: 15,
  } as const;

  it.each<[string, Partial<Responder>, Partial<typeof need>, Reason[]]>([
    ['fit', {}, {}, []],
    ['paused or suspended', { active: false }, {}, ['not_active']],
    ['certificate lapsed this moment', { observerUntil: now }, {}, ['no_certificate']],
    ['no verifier', {}, { role: 'verifier' as never }, ['no_certificate']],
    ['old agreement', { agreementVersion: 2 }, {}, ['no_agreement']],
    ['one within its days of grace', { agreementVersion: 2 }, { agreements: [2, 3] }, []],
    ['nobody vouches', { vouched: false }, {}, ['no_vouches']],
    ['none signed', { agreementVersion: null }, {}, ['no_agreement']],
    ['asleep', { available: false }, {}, ['not_available']],
    ['out', { outOn: 'i' }, {}, ['out']],
    ['asked elsewhere', { hasOpenAsk: true }, {}, ['asked_elsewhere']],
    ['resting', { restUntil: ago(-1) }, {}, ['resting']],
    ['rested', { restUntil: now }, {}, []],
    ['asked four times', { asksThisWeek: 4 }, {}, ['asked_enough']],
    ['speaks it', {}, { languages: ['zh', 'es'] as never }, []],
    ['does not', {}, { languages: ['zh'] as never }, ['language']],
    ['too far', { distanceM: 2071 }, {}, ['too_far']],
    ['as far, own zone', { distanceM: 4140 }, { zoneId: 'z' as never }, []],
    ['all at once', { active: false, outOn: 'i' }, {}, ['not_active', 'out']],
  ])('%s', (_, responder, more, reasons) => {
    const answer = eligible({ ...fit, ...responder }, { ...need, ...more }, now);
    expect(answer.ok ? [] : answer.reasons).toEqual(reasons);
  });
});

describe('codes and parts', () => {
  it('gives every open call-out its own', () => {
    const taken = new Set<string>();
    for (let n = 0; n < 216; n++) taken.add(freeCode(n, taken));
    expect(taken.size).toBe(216);
    expect([...taken].every((code) => /^[A-HJ-NP-Z][1-9]$/.test(code))).toBe(true);
    expect(freeCode(216, taken)).toMatch(/^[A-Z]\d{2}$/);
  });

  it('gives out the parts of the pair', () => {
    expect([0, 1, 2].map((n) => partFor([], n, 'observe'))).toEqual(['recorder', 'monitor', 'recorder']);
    expect(partFor([], 1, 'verify')).toBe('verifier');
    expect([0, 1].map((n) => partFor(['monitor', 'interpreter'], n, 'observe'))).toEqual([
      'monitor',
      'interpreter',
    ]);
  });
});
