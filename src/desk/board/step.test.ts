import { describe, expect, it } from 'vitest';
import { stepTo } from './step.ts';

const card = (id: string) => ({ kind: 'report' as const, id });
const lanes = [[card('a'), card('b'), card('c')], [], [card('x')]];
const step = (from: string | null, down: number, across = 0) =>
  stepTo(lanes, from ? card(from) : null, down, across)?.id ?? null;

describe('stepTo', () => {
  it('goes down and up a lane and stops at its ends', () => {
    expect([step('a', 1), step('b', 1), step('c', 1), step('a', -1)]).toEqual(['b', 'c', null, null]);
  });

  it('goes across, past empty lanes, to the row or the last card', () => {
    expect([step('c', 0, 1), step('x', 0, -1), step('a', 0, -1)]).toEqual(['x', 'a', null]);
  });

  it('begins with the first card there is', () => {
    expect([step(null, 1), step('gone', -1)]).toEqual(['a', 'a']);
    expect(stepTo([[], [card('x')]], null, 1, 0)?.id).toBe('x');
    expect(stepTo([[], []], null, 1, 0)).toBeNull();
  });
});
