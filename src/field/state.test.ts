import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Field, type FieldAssignment, STATES } from '../features/callouts/contract.ts';
import { begin, rehearsed, withAct } from '../features/callouts/field/rehearse.ts';
import type { Act, Item } from './outbox.ts';
import { afterAct, cardOf, fold, foremost } from './state.ts';

const start = Date.parse('2026-03-04T01:00:00.000Z');
const at = (minutes: number) => new Date(start + minutes * 60_000).toISOString();
const field: Field = {
  now: at(0),
  callSign: 'Wren',
  emergencyNumber: '911',
  conduct: { version: 1, lines: [] },
  debrief: [],
  keptDays: 90,
  paused: false,
  assignments: [],
  history: [],
};
/** A real ask has the same shape as the made-up one. */
const asked: FieldAssignment = {
  ...rehearsed(field, begin(start), start).assignments[0]!,
  id: 'a',
  checkInMinutes: 15,
};
const act = (what: Act, minutes = 0): Item => ({
  id: `${minutes}`,
  person: 'me',
  assignment: 'a',
  at: at(minutes),
  act: what,
});
const yes = act({ kind: 'answer', says: 'yes', etaMinutes: 10 }, 1);
const through = (...items: Item[]) => items.reduce(afterAct, asked);

const conduct = act({ kind: 'conduct' }, 2);
const enRoute = act({ kind: 'en-route' }, 3);
const onScene = act({ kind: 'on-scene' }, 10);
const checkIn = act({ kind: 'check-in' }, 20);
const depart = act({ kind: 'depart' }, 30);
const debrief = act({ kind: 'debrief', answers: {} }, 40);

describe('an assignment, acted on without the server', () => {
  it.each<[string, Item[], Partial<FieldAssignment>, ReturnType<typeof cardOf>]>([
    ['nothing yet', [], { state: 'asked' }, 'ask'],
    ['no', [act({ kind: 'answer', says: 'no' })], { state: 'declined' }, null],
    ['yes', [yes], { state: 'accepted', etaAt: at(11), answeredAt: at(1) }, 'conduct'],
    ['yes, taken back', [yes, act({ kind: 'answer', says: 'no' }, 2)], { state: 'declined' }, null],
    ['conduct read', [yes, conduct], { state: 'accepted', conductAt: at(2) }, 'way'],
    ['off without the conduct card', [yes, enRoute], { state: 'accepted', enRouteAt: null }, 'conduct'],
    ['on the way', [yes, conduct, enRoute], { state: 'en_route', enRouteAt: at(3) }, 'way'],
    ['there', [yes, conduct, enRoute, onScene], { state: 'on_scene', checkInDueAt: at(25) }, 'way'],
    [
      'checked in',
      [yes, conduct, enRoute, onScene, checkIn],
      { checkInAt: at(20), checkInDueAt: at(35) },
      'way',
    ],
    ['left', [yes, conduct, enRoute, onScene, depart], { state: 'departed', checkInDueAt: null }, 'debrief'],
    ['done', [yes, conduct, enRoute, onScene, depart, debrief], { debriefedAt: at(40) }, null],
  ])('%s', (_, items, expected, card) => {
    const now = through(...items);
    expect(now).toMatchObject(expected);
    expect(cardOf(now)).toBe(card);
  });

  it('clears a missed check-in with the next', () => {
    const missed = { ...through(yes, conduct, enRoute, onScene), missed: true };
    expect(afterAct(missed, checkIn).missed).toBe(false);
  });

  it('puts a stand-down before everything until acknowledged, then lets one say that one left', () => {
    const standDown = { id: 's', reason: 'over', at: at(21), ackedAt: null } as const;
    const there = { ...through(yes, conduct, enRoute, onScene), standDown };
    const called = { ...there, can: [...there.can, 'stand-down-ack' as const] };
    expect(cardOf(called)).toBe('stand-down');
    const acknowledged = afterAct(called, act({ kind: 'stand-down-ack' }, 22));
    expect(acknowledged.standDown?.ackedAt).toBe(at(22));
    expect(acknowledged.can).toContain('depart');
    expect(cardOf(afterAct(acknowledged, depart))).toBe('debrief');
  });

  it('never invents a step: an act outside `can` changes nothing', () => {
    const kinds = ['conduct', 'en-route', 'on-scene', 'check-in', 'depart', 'stand-down-ack'] as const;
    fc.assert(
      fc.property(fc.constantFrom(...STATES), fc.array(fc.constantFrom(...kinds)), (state, steps) => {
        const closed: FieldAssignment = { ...asked, state, can: [] };
        expect(steps.map((kind) => act({ kind })).reduce(afterAct, closed)).toEqual(closed);
      }),
    );
  });
});

describe('folding and choosing', () => {
  const other = { ...asked, id: 'b', askedAt: at(-10) };

  it('folds only the acts of an assignment into it', () => {
    const { assignments } = fold({ ...field, assignments: [asked, other] }, [yes]);
    expect(assignments.map((a) => a.state)).toEqual(['accepted', 'asked']);
  });

  it('shows who is out before a new ask, and a stand-down before both', () => {
    const out = through(yes, conduct);
    expect(foremost({ ...field, assignments: [other, out] }, new Set())?.assignment.id).toBe('a');
    const called = { ...other, standDown: { id: 's', reason: 'over', at: at(0), ackedAt: null } as const };
    expect(foremost({ ...field, assignments: [out, called] }, new Set())?.card).toBe('stand-down');
  });

  it('tells "not needed" for three hours, once', () => {
    const released = { ...other, state: 'released' as const, can: [] };
    const later = { ...field, history: [released] };
    expect(foremost(later, new Set())?.card).toBe('released');
    expect(foremost(later, new Set(['released b']))).toBeNull();
    expect(foremost({ ...later, now: at(200) }, new Set())).toBeNull();
  });

  it('still takes a late yes from someone who did not answer', () => {
    const silent = { ...other, state: 'no_answer' as const };
    expect(foremost({ ...field, history: [silent] }, new Set())?.card).toBe('ask');
    expect(foremost({ ...field, history: [{ ...silent, can: [] }] }, new Set())).toBeNull();
  });
});

describe('the rehearsal', () => {
  it('runs through every card by itself', () => {
    let rehearsal = begin(start);
    const cards: unknown[] = [];
    const play = (what: Act | null, minutes: number) => {
      if (what) rehearsal = withAct(rehearsal, what, at(minutes));
      cards.push(foremost(rehearsed(field, rehearsal, Date.parse(at(minutes))), new Set())?.card ?? null);
    };
    play(null, 0);
    play({ kind: 'answer', says: 'yes' }, 1);
    play({ kind: 'conduct' }, 2);
    play({ kind: 'en-route' }, 3);
    play({ kind: 'on-scene' }, 4);
    play({ kind: 'check-in' }, 5);
    play(null, 6);
    play({ kind: 'stand-down-ack' }, 7);
    play({ kind: 'depart' }, 8);
    play({ kind: 'debrief', answers: {} }, 9);
    expect(cards).toEqual([
      'ask',
      'conduct',
      'way',
      'way',
      'way',
      'way',
      'stand-down',
      'way',
      'debrief',
      null,
    ]);
    const [assignment] = rehearsed(field, rehearsal, start).assignments;
    expect(assignment).toMatchObject({ drill: true, meet: { label: 'Roosevelt Av & 82 St' } });
  });

  it('stands everyone down at once when somebody is hurt', () => {
    const steps: Act[] = [
      { kind: 'answer', says: 'yes' },
      { kind: 'conduct' },
      { kind: 'emergency', of: 'hurt' },
    ];
    const rehearsal = steps.reduce((r, step, i) => withAct(r, step, at(i)), begin(start));
    expect(rehearsed(field, rehearsal, Date.parse(at(2))).assignments[0]?.standDown?.reason).toBe(
      'emergency',
    );
  });
});
