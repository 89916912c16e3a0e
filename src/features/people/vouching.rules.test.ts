import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import trust from '../playbooks/data/trust.json' with { type: 'json' };
import {
  changesBetween,
  countsUntil,
  type Edge,
  flagsOf,
  type Given,
  lackingForRole,
  mayBeActive,
  standingOf,
  type TrustFacts,
  versionsInForce,
  whyNotVouch,
} from './rules.ts';

const now = new Date('2026-11-23T12:00:00Z');
const daysAgo = (n: number) => new Date(now.getTime() - n * 86_400_000);

describe('the conduct agreement', () => {
  const versions = [
    { version: 1, from: daysAgo(200) },
    { version: 2, from: daysAgo(10) },
    { version: 3, from: daysAgo(2) },
  ];

  it.each([
    [null, 'never'],
    [3, null],
    [2, daysAgo(2 - 14)],
    [1, daysAgo(10 - 14)],
    // Signed before there was a record of it: the first that is known took its place.
    [0, daysAgo(200 - 14)],
  ])('signed in version %j counts until %j', (signed, until) => {
    expect(countsUntil(signed, versions, 14)).toEqual(until);
  });

  it('gives grace from when the text that was signed was replaced, and a first signing none', () => {
    expect(versionsInForce(versions, 14, now)).toEqual([1, 2, 3]);
    expect(versionsInForce(versions, 14, daysAgo(-4))).toEqual([2, 3]);
    expect(versionsInForce(versions, 0, now)).toEqual([3]);
  });

  it('shows what a new text says that the former did not', () => {
    const line = (en: string) => ({ en });
    expect(changesBetween([line('a'), line('b')], [line('b'), line('c')])).toEqual({
      added: [line('c')],
      gone: [line('a')],
    });
  });
});

describe('who may vouch for whom', () => {
  const by = {
    ...{ id: 'a', state: 'active', suspended: false, isTrainer: false, vouched: true, level: 1 },
  };
  const asked = {
    ...{ kind: 'vouch' as 'vouch' | 'reference', by, person: { id: 'b', state: 'met' } },
    ...{ given: [] as Given[], trust, now },
  };
  const given = (from: string, to: string, days: number, more: Partial<Given> = {}): Given => ({
    ...{ by: from, personId: to, kind: 'vouch', at: daysAgo(days), withdrawnAt: null, ...more },
  });

  it.each([
    ['an active member', {}, null],
    ['a trainer who is not active', { by: { ...by, state: 'trained', isTrainer: true } }, null],
    ['somebody who only trained', { by: { ...by, state: 'trained' } }, 'not_active'],
    ['somebody on a pause', { by: { ...by, state: 'paused' } }, 'not_active'],
    ['somebody suspended', { by: { ...by, suspended: true } }, 'not_active'],
    ['somebody with too few vouches', { by: { ...by, vouched: false } }, 'not_vouched'],
    ['for oneself', { person: { id: 'a', state: 'active' } }, 'oneself'],
    ['for somebody who left', { person: { id: 'b', state: 'left' } }, 'left'],
    ['again', { given: [given('a', 'b', 400)] }, 'already'],
    ['again after it was taken back', { given: [given('a', 'b', 40, { withdrawnAt: daysAgo(35) })] }, null],
    ['back', { given: [given('b', 'a', 179)] }, 'mutual'],
    ['back, taken back meanwhile', { given: [given('b', 'a', 179, { withdrawnAt: now })] }, 'mutual'],
    ['back, after the time', { given: [given('b', 'a', 181)] }, null],
    ['a fourth in the month', { given: ['c', 'd', 'e'].map((to) => given('a', to, 29)) }, null],
    ['a fifth in the month', { given: ['c', 'd', 'e', 'f'].map((to) => given('a', to, 29)) }, 'month'],
    [
      'a fifth, one taken back',
      { given: ['c', 'd', 'e', 'f'].map((to) => given('a', to, 29, { withdrawnAt: now })) },
      'month',
    ],
    [
      'a fifth, of which one is older',
      { given: ['c', 'd', 'e', 'f'].map((to, n) => given('a', to, 28 + n)) },
      null,
    ],
    ['a reference from the first level', { kind: 'reference' as const }, 'level'],
    ['a reference from the second', { kind: 'reference' as const, by: { ...by, level: 2 } }, null],
  ])('%s', (_, change, why) => {
    expect(whyNotVouch({ ...asked, ...change })).toBe(why);
  });
});

describe('trust', () => {
  const none: TrustFacts = {
    ...{ founding: false, vouches: 0, references: 0, activeSince: null },
    ...{ trainings: 0, shadowed: 0, meetings: 0 },
  };
  const second = { ...none, vouches: 2, activeSince: daysAgo(60), trainings: 1, references: 1, meetings: 1 };
  const third = {
    ...second,
    activeSince: daysAgo(120),
    trainings: 2,
    references: 2,
    meetings: 2,
    shadowed: 2,
  };

  it.each([
    [none, 0, ['vouches']],
    [{ ...none, vouches: 1, trainings: 9 }, 0, ['vouches']],
    [{ ...none, vouches: 2 }, 1, ['days', 'trainings', 'references', 'meetings']],
    [{ ...second, activeSince: daysAgo(59) }, 1, ['days']],
    [second, 2, ['days', 'trainings', 'references', 'shadowed', 'meetings']],
    [{ ...third, shadowed: 1 }, 2, ['shadowed']],
    [third, 3, []],
    // A vouch that is withdrawn takes everything above it.
    [{ ...third, vouches: 1 }, 0, ['vouches']],
    [{ ...none, founding: true }, 3, []],
  ])('%j is level %i', (facts, level, lacking) => {
    const found = standingOf(facts, trust, now);
    expect([found.level, found.lacking.map((l) => l.what)]).toEqual([level, lacking]);
  });

  it('never falls when something is added', () => {
    const facts = fc.record({
      founding: fc.constant(false),
      ...{
        vouches: fc.nat(3),
        references: fc.nat(3),
        trainings: fc.nat(3),
        shadowed: fc.nat(3),
        meetings: fc.nat(3),
      },
      activeSince: fc.option(fc.integer({ min: 0, max: 200 }).map(daysAgo)),
    });
    const more = fc.constantFrom('vouches', 'references', 'trainings', 'shadowed', 'meetings');
    fc.assert(
      fc.property(facts, more, (one, what) => {
        const level = (f: TrustFacts) => standingOf(f, trust, now).level;
        expect(level({ ...one, [what]: one[what] + 1 })).toBeGreaterThanOrEqual(level(one));
      }),
    );
  });

  it('says for a role what is missing up to its level, once', () => {
    const missing = (role: string, facts: TrustFacts) =>
      lackingForRole(role, facts, trust, now).map(({ what, of }) => `${what} ${of}`);
    expect(missing('operator', none)).toEqual(['vouches 2']);
    expect(missing('operator', { ...none, vouches: 2 })).toEqual([]);
    expect(missing('dispatcher', { ...second, meetings: 0 })).toEqual(['meetings 1']);
    expect(missing('admin', second)).toEqual(
      ['days 120', 'trainings 2', 'references 2', 'meetings 2', 'shadowed 2'].sort(byNeed),
    );
    expect(missing('admin', { ...none, founding: true })).toEqual([]);
    expect(missing('gardener', none)).toEqual([]);
  });
  const needs = ['vouches', 'days', 'trainings', 'references', 'shadowed', 'meetings'];
  const byNeed = (a: string, b: string) => needs.indexOf(a.split(' ')[0]!) - needs.indexOf(b.split(' ')[0]!);

  it.each([
    [{}, []],
    [{ state: 'trained' }, ['not_met']],
    [{ signedVersion: null }, ['no_agreement']],
    [{ signedVersion: 1 }, ['no_agreement']],
    [{ vouched: false }, ['no_vouches']],
  ])('lets somebody be active: %j', (change, missing) => {
    const ready = { state: 'met', signedVersion: 2, inForce: [2], vouched: true };
    expect(mayBeActive({ ...ready, ...change }).missing).toEqual(missing);
  });
});

describe('flags', () => {
  const limits = { days: 42, fanOut: 6, cluster: 6 };
  let n = 0;
  const edge = (by: string, personId: string, days = 1, withdrawnAt: Date | null = null): Edge => ({
    ...{ id: String(n++), by, personId, at: daysAgo(days), withdrawnAt },
  });
  const chain = (text: string, days = 1) => [...text].slice(1).map((to, i) => edge(text[i]!, to, days));
  const found = (edges: Edge[]) =>
    flagsOf(edges, edges.at(-1)!, limits, now).map((f) => `${f.kind} ${f.people.toSorted().join('')}`);

  it.each([
    ['abcd', []],
    ['aba', ['ring ab']],
    ['abca', ['ring abc']],
    ['abcda', ['ring abcd']],
    ['abcdea', []],
  ])('in %s', (text, flags) => {
    expect(found(chain(text))).toEqual(flags);
  });

  it('closes a circle with one that is a year old, and not with one that was taken back', () => {
    expect(found([...chain('ab', 365), edge('b', 'a')])).toEqual(['ring ab']);
    expect(found([edge('a', 'b', 365, now), edge('b', 'a')])).toEqual([]);
  });

  it('counts whom one vouches for within the days, taken back or not', () => {
    const many = (count: number, days: number) =>
      Array.from({ length: count }, (_, i) => edge('a', `n${i}`, days, i % 2 ? now : null));
    expect(found(many(5, 40))).toEqual([]);
    expect(found(many(6, 40))).toEqual(['fan_out a']);
    expect(found([...many(5, 43), edge('a', 'x')])).toEqual([]);
  });

  it('sees many newcomers by the same two or three, and not those by many', () => {
    const by = (newcomer: string, ...vouchers: string[]) => vouchers.map((one) => edge(one, newcomer));
    const pairs = ['ab', 'bc', 'ac', 'ab', 'bc', 'ac'];
    expect(found(pairs.flatMap((pair, i) => by(`n${i}`, ...pair)))).toEqual(['cluster abc']);
    expect(found(pairs.slice(1).flatMap((pair, i) => by(`n${i}`, ...pair)))).toEqual([]);
    expect(found(['ab', 'cd', 'ef', 'gh', 'ij', 'kl'].flatMap((pair, i) => by(`n${i}`, ...pair)))).toEqual(
      [],
    );
  });

  it('says nothing of any plain chain or tree in which each is vouched for by those before them', () => {
    const network = fc.array(fc.tuple(fc.nat(1000), fc.nat(1000)), { maxLength: 60 });
    fc.assert(
      fc.property(network, (dice) => {
        const edges: Edge[] = [];
        for (const [i, [one, other]] of dice.entries())
          for (const voucher of new Set([one % (i + 1), other % (i + 1)]))
            edges.push(edge(`p${voucher}`, `p${i + 1}`));
        const rings = edges.flatMap((made, at) =>
          flagsOf(edges.slice(0, at + 1), made, { days: 42, fanOut: 1000, cluster: 1000 }, now),
        );
        expect(rings).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it('finds the circle wherever in it the last vouch was given', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 4 }), fc.nat(3), (length, turn) => {
        const people = 'abcd'.slice(0, length);
        const edges = [...people].map((by, i) => edge(by, people[(i + 1) % length]!));
        const turned = [...edges.slice(turn % length), ...edges.slice(0, turn % length)];
        expect(found(turned)).toEqual([`ring ${people}`]);
      }),
    );
  });
});
