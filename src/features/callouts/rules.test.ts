import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceM } from '../places/rules.ts';
import { ACTIONS, type Reason, STATES, type State, type Waits } from './contract.ts';
import {
  acceptanceOf,
  type Candidate,
  type Company,
  eligible,
  freeCode,
  freePlaces,
  happenedAt,
  isSeated,
  lateStep,
  mayAct,
  nextCheckIn,
  openActions,
  PLACE_RADIUS_M,
  PLACES,
  partFor,
  planAlerts,
  type Responder,
  responseOf,
  rested,
  type Seat,
  type Standing,
  seatInOrder,
  setOffDue,
  stateAfter,
  stateAfterNo,
  stillToCome,
  waitsFor,
  worthOfSilence,
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

describe('planAlerts', () => {
  const candidate = (n: number, more: Partial<Candidate> = {}): Candidate => ({
    personId: `p${String(n).padStart(3, '0')}`,
    etaMinutes: 5 + n,
    acceptance: 0.36,
    lastAskedAt: null,
    asksThisWeek: 0,
    ...more,
  });
  const many = Array.from({ length: 40 }, (_, n) => candidate(n));

  it('asks as many as it takes to expect a full team, the nearest first', () => {
    const plan = planAlerts({ now, wanted: 2, seated: 0, pending: [], candidates: many });
    expect(plan.ask).toEqual(['p000', 'p001', 'p002', 'p003', 'p004', 'p005']);
    expect(plan.nextCheckAt!.getTime()).toBeGreaterThan(now.getTime());
  });

  it('asks nobody while enough answers may come, and others when silence grows old', () => {
    const pending = Array.from({ length: 6 }, () => ({ askedAt: now, acceptance: 0.36 }));
    const input = { now, wanted: 2, seated: 0, pending, candidates: many };
    expect(planAlerts(input).ask).toEqual([]);
    const later = planAlerts({ ...input, now: ago(-1.5) });
    expect(later.ask.length).toBeGreaterThanOrEqual(4);
  });

  it('is done when the team is full', () => {
    expect(planAlerts({ now, wanted: 2, seated: 2, pending: [], candidates: many })).toEqual({
      ask: [],
      nextCheckAt: null,
    });
  });

  it('prefers who says yes to who lives nearer, and lets the tired rest', () => {
    const candidates = [
      candidate(1, { etaMinutes: 6, acceptance: 0.1 }),
      candidate(2, { etaMinutes: 12, acceptance: 0.9 }),
      candidate(3, { etaMinutes: 6, acceptance: 0.9, lastAskedAt: ago(30) }),
      candidate(4, { asksThisWeek: 4 }),
    ];
    expect(planAlerts({ now, wanted: 4, seated: 0, pending: [], candidates }).ask).toEqual([
      'p002',
      'p001',
      'p003',
    ]);
  });

  const anyCandidates = fc.uniqueArray(
    fc.record({
      personId: fc.uuid(),
      etaMinutes: fc.integer({ min: 1, max: 60 }),
      acceptance: fc.double({ min: 0, max: 1, noNaN: true }),
      lastAskedAt: fc.option(fc.integer({ min: 0, max: 20_000 }).map(ago)),
      asksThisWeek: fc.integer({ min: 0, max: 6 }),
    }),
    { selector: (c) => c.personId, maxLength: 30 },
  );

  it('is deterministic, keeps the budget, asks nobody twice and never more than the need explains', () => {
    fc.assert(
      fc.property(
        anyCandidates,
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 0, max: 4 }),
        fc.array(fc.integer({ min: 0, max: 600 }), { maxLength: 12 }),
        (candidates, wanted, seated, ages) => {
          const pending = ages.map((age) => ({ askedAt: ago(age / 60), acceptance: 0.36 }));
          const input = { now, wanted, seated, pending, candidates };
          const plan = planAlerts(input);
          expect(planAlerts({ ...input, candidates: [...candidates].reverse() })).toEqual(plan);
          expect(new Set(plan.ask).size).toBe(plan.ask.length);
          const asked = plan.ask.map((id) => candidates.find((c) => c.personId === id)!);
          expect(asked.every((c) => c.asksThisWeek < 4)).toBe(true);
          const expected = asked.slice(0, -1).reduce((sum, c) => sum + rested(c, now), 0);
          expect(expected).toBeLessThan(Math.max(1, wanted - seated));
          if (seated >= wanted) expect(plan).toEqual({ ask: [], nextCheckAt: null });
          else expect(plan.nextCheckAt!.getTime()).toBeGreaterThan(now.getTime());
        },
      ),
    );
  });

  it('values silence less the longer it lasts', () => {
    expect(stillToCome(0)).toBe(1);
    expect(worthOfSilence(0.36, 0)).toBeCloseTo(0.36);
    const ages = [0, 15, 30, 60, 120, 600].map((age) => worthOfSilence(0.36, age));
    expect([...ages].sort((a, b) => b - a)).toEqual(ages);
    expect(ages.at(-1)).toBeLessThan(1e-9);
    expect(worthOfSilence(1, 1e6)).toBeGreaterThanOrEqual(0);
  });

  it('learns from what a person did', () => {
    expect(acceptanceOf(0, 0)).toBeCloseTo(0.36);
    expect(acceptanceOf(10, 10)).toBeGreaterThan(0.6);
    expect(acceptanceOf(10, 0)).toBeLessThan(0.2);
  });

  it('fills a team of three with few alerts when people answer as the model says', () => {
    const alerts = Array.from({ length: 60 }, (_, run) => simulate(run));
    const mean = alerts.reduce((sum, n) => sum + n, 0) / alerts.length;
    expect(alerts.every((n) => n < 40)).toBe(true);
    // The floor of any policy is K / p = 8.3 (Wald); broadcast asks 300.
    expect(mean).toBeLessThan(8.3 * 1.9);
  });

  function simulate(run: number): number {
    let random = run * 7919 + 1;
    const next = () => {
      random = (random * 48271) % 2147483647;
      return random / 2147483647;
    };
    const answers = new Map<string, { at: number; yes: boolean } | null>();
    const askedAt = new Map<string, number>();
    let t = 0;
    while (t < 1800) {
      const at = new Date(now.getTime() + t * 1000);
      const answered = [...answers].filter(([, a]) => a && a.at <= t);
      const seated = answered.filter(([, a]) => a!.yes).length;
      const pending = [...askedAt]
        .filter(([id]) => !answered.some(([known]) => known === id))
        .map(([, s]) => ({ askedAt: new Date(now.getTime() + s * 1000), acceptance: 0.36 }));
      const candidates = Array.from({ length: 300 }, (_, n) => candidate(n)).filter(
        (c) => !askedAt.has(c.personId),
      );
      const plan = planAlerts({ now: at, wanted: 3, seated, pending, candidates });
      if (!plan.nextCheckAt) return askedAt.size;
      for (const id of plan.ask) {
        askedAt.set(id, t);
        const says = next();
        const delay = 15 - 15 * Math.log(1 - next()) - 15 * Math.log(1 - next());
        answers.set(id, says < 0.8 ? { at: t + delay, yes: says < 0.36 } : null);
      }
      t += 5;
    }
    throw new Error('not filled in half an hour');
  }
});

describe('the place rule', () => {
  const at = (northM: number, eastM = 0) => ({
    lat: 40.7 + northM / 111_195,
    lon: -73.9 + eastM / (111_195 * Math.cos((40.7 * Math.PI) / 180)),
  });
  const seat = (n: number, ...points: { lat: number; lon: number }[]): Seat => ({
    subject: `s${n}`,
    personId: `p${n}`,
    points,
  });

  it('has four places within 500 m', () => {
    const three = [1, 2, 3].map((n) => seat(n, at(n * 100)));
    expect(freePlaces([at(0)], [], [])).toBe(4);
    expect(freePlaces([at(0)], three, [])).toBe(1);
    expect(freePlaces([at(750)], three, [])).toBe(1);
    expect(freePlaces([at(900)], three, [])).toBe(4);
    expect(freePlaces([at(0)], [...three, seat(4, at(0))], [])).toBe(0);
  });

  it('counts around an open incident between two others', () => {
    const seats = [seat(1, at(-400)), seat(2, at(-400)), seat(3, at(400)), seat(4, at(400))];
    expect(freePlaces([at(450)], seats, [])).toBe(2);
    expect(freePlaces([at(450)], seats, [at(0)])).toBe(0);
  });

  it('counts meet point and incident alike, so a meet point far off is no way round', () => {
    const four = [1, 2, 3, 4].map((n) => seat(n, at(5000), at(0)));
    expect(freePlaces([at(100)], four, [])).toBe(0);
    expect(freePlaces([at(9000), at(100)], four, [])).toBe(0);
  });

  it('gives the fifth of a batch no seat, whatever call-out it comes from', () => {
    const claims = [1, 2, 3, 4, 5].map((n) => ({ ...seat(n, at(n)), group: n % 2 ? 'a' : 'b' }));
    const room = new Map([
      ['a', 4],
      ['b', 4],
    ]);
    expect(seatInOrder(claims, [], [], room)).toEqual(['seated', 'seated', 'seated', 'seated', 'place']);
  });

  it('keeps to what a call-out wanted, and to one seat a person', () => {
    const claims = [1, 2, 3].map((n) => ({ ...seat(n, at(n)), group: 'a' }));
    expect(seatInOrder(claims, [], [], new Map([['a', 2]]))).toEqual(['seated', 'seated', 'group']);
    expect(seatInOrder(claims, [seat(1, at(0)), seat(2, at(0))], [], new Map([['a', 2]]))[0]).toBe('already');
    const elsewhere = { ...seat(9, at(9000)), personId: 'p1' };
    expect(seatInOrder([elsewhere], [seat(1, at(0))], [])).toEqual(['elsewhere']);
  });

  it('never lets a fifth within 500 m of any incident or meet point, in any order', () => {
    const spot = fc.tuple(fc.integer({ min: -1500, max: 1500 }), fc.integer({ min: -1500, max: 1500 }));
    const claim = fc.record({ meet: spot, incident: spot, leaves: fc.boolean() });
    fc.assert(
      fc.property(
        fc.array(claim, { maxLength: 40 }),
        fc.array(spot, { maxLength: 4 }),
        fc.integer({ min: 1, max: 6 }),
        (wishes, open, batch) => {
          const anchors = open.map(([n, e]) => at(n, e));
          let held: Seat[] = [];
          for (let i = 0; i < wishes.length; i += batch) {
            const slice = wishes.slice(i, i + batch);
            const claims = slice.map(({ meet, incident }, j) => seat(i + j, at(...meet), at(...incident)));
            const answers = seatInOrder(claims, held, anchors);
            held = [...held, ...claims.filter((_, j) => answers[j] === 'seated')];
            for (const anchor of [...anchors, ...held.flatMap((s) => s.points)]) {
              const near = held.filter((s) => s.points.some((p) => distanceM(p, anchor) <= PLACE_RADIUS_M));
              expect(near.length).toBeLessThanOrEqual(PLACES);
            }
            held = held.filter((_, j) => !slice[j]?.leaves);
          }
        },
      ),
      { numRuns: 300 },
    );
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
