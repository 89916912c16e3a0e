import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptanceOf, type Candidate, planAlerts, rested, stillToCome, worthOfSilence } from './rules.ts';

const now = new Date('2026-11-23T20:00:00Z');
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

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
