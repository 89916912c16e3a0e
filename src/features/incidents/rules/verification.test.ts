import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RESPONSES, VERIFICATIONS } from '../contract.ts';
import { isPrivateAddress, localHour, lureSigns } from './lure.ts';
import { confirmable, mayRespond, mayVerify, verificationPath, type Weighed } from './verification.ts';

const rule = { verifierOnScene: true, independentSources: 2, withPicture: 1 };
let count = 0;
const source = (over: Partial<Weighed> = {}): Weighed => ({
  id: String(++count),
  kind: 'report',
  origin: `origin ${count}`,
  firstHand: true,
  picture: false,
  says: 'seen',
  onScene: false,
  trained: false,
  ...over,
});
const verifier = (over: Partial<Weighed> = {}) =>
  source({ kind: 'verifier', trained: true, onScene: true, ...over });

describe('confirmable', () => {
  it.each<[string, Weighed[], string | null, string[]]>([
    ['nothing', [], null, ['verifier', 'first_hand', 'independent', 'picture']],
    ['one first-hand report', [source()], null, ['verifier', 'independent', 'picture']],
    ['two of them without a picture', [source(), source()], null, ['verifier', 'picture']],
    ['two, one with a picture', [source({ picture: true }), source()], 'independent_sources', []],
    [
      'two from one origin',
      [source({ picture: true, origin: 'x' }), source({ origin: 'x' })],
      null,
      ['verifier', 'independent'],
    ],
    [
      'two, one heard of it',
      [source({ picture: true }), source({ firstHand: false })],
      null,
      ['verifier', 'independent'],
    ],
    [
      'two that disagree',
      [source({ picture: true }), source({ says: 'nothing' })],
      null,
      ['verifier', 'independent'],
    ],
    ['a trained verifier on the scene', [verifier()], 'verifier_on_scene', []],
    [
      'a verifier who looked from afar',
      [verifier({ onScene: false })],
      null,
      ['verifier', 'independent', 'picture'],
    ],
    [
      'a verifier whose certificate has lapsed',
      [verifier({ trained: false })],
      null,
      ['verifier', 'independent', 'picture'],
    ],
    [
      'two reports, but a verifier on the scene saw nothing',
      [source({ picture: true }), source(), verifier({ says: 'nothing' })],
      null,
      ['verifier'],
    ],
  ])('%s', (_, sources, met, missing) => {
    expect(confirmable(sources, rule)).toMatchObject({ offered: met !== null, rule: met, missing });
  });

  it('does not take a verifier where the playbook does not', () => {
    expect(confirmable([verifier()], { ...rule, verifierOnScene: false }).offered).toBe(false);
  });

  const anySource = fc.record<Weighed>({
    id: fc.uuid(),
    kind: fc.constantFrom('report', 'verifier', 'observer', 'desk'),
    origin: fc.constantFrom('a', 'b', 'c'),
    firstHand: fc.boolean(),
    picture: fc.boolean(),
    says: fc.constantFrom('seen', 'nothing', 'other_agency', 'cannot_tell'),
    onScene: fc.boolean(),
    trained: fc.boolean(),
  });

  it('is never offered on one origin without a trained verifier, and rests on sources that saw it', () => {
    fc.assert(
      fc.property(fc.array(anySource, { maxLength: 12 }), (sources) => {
        const answer = confirmable(sources, rule);
        if (!answer.offered) {
          expect(answer.missing.length).toBeGreaterThan(0);
          return;
        }
        const basis = sources.filter((s) => answer.sourceIds.includes(s.id));
        expect(basis.every((s) => s.says === 'seen')).toBe(true);
        const eyes = basis.some((s) => s.kind === 'verifier' && s.trained && s.onScene);
        expect(eyes || new Set(basis.map((s) => s.origin)).size >= 2).toBe(true);
      }),
    );
  });
});

describe('states', () => {
  it('walks verification by legal steps only, and always through checking', () => {
    const state = fc.constantFrom(...VERIFICATIONS);
    fc.assert(
      fc.property(state, state, (from, to) => {
        const path = verificationPath(from, to);
        let at = from;
        for (const next of path ?? []) {
          expect(mayVerify(at, next)).toBe(true);
          at = next;
        }
        if (path) expect(at).toBe(to);
        if (to === 'unverified' || from === to) expect(path).toBeNull();
        const overrules = from.endsWith('confirmed') && to.endsWith('confirmed');
        if (overrules) expect(path).toBeNull();
      }),
    );
  });

  it('never leaves concluded, and reaches it from everywhere else', () => {
    for (const to of RESPONSES) expect(mayRespond('concluded', to)).toBe(false);
    for (const from of RESPONSES) if (from !== 'concluded') expect(mayRespond(from, 'concluded')).toBe(true);
  });
});

describe('lure signs', () => {
  it.each([
    ['Roosevelt Av & 82 St', false],
    ['82nd St and Roosevelt', false],
    ['104-12 37th Av, Apt 3B', true],
    ['245 Grove St', true],
    ['245 Grove St near Knickerbocker', false],
    ['esquina de Roosevelt y 82', false],
    ['Grove 245, apto 2', true],
    ['勿街12号', true],
    ['勿街路口', false],
    ['Corona Plaza', false],
  ])('%s', (label, isPrivate) => expect(isPrivateAddress(label)).toBe(isPrivate));

  it('knows the night in the zone of the network', () => {
    expect(localHour(new Date('2026-11-23T03:30:00Z'), 'America/New_York')).toBe(22);
    const known = { timeZone: 'America/New_York', label: 'Corona Plaza', sources: [source(), source()] };
    expect(lureSigns({ ...known, at: new Date('2026-11-23T03:30:00Z') })).toEqual(['night']);
    expect(lureSigns({ ...known, at: new Date('2026-11-23T18:00:00Z') })).toEqual([]);
    expect(lureSigns({ ...known, at: new Date('2026-11-23T18:00:00Z'), sources: [source()] })).toEqual([
      'single_anonymous',
    ]);
  });
});
