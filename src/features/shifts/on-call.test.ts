import fc from 'fast-check';
import { expect, it } from 'vitest';
import { onCallIn } from './rules.ts';

const hour = 3_600_000;
const start = Date.parse('2026-03-07T00:00Z');
const at = (hours: number) => new Date(start + hours * hour);

it('finds who is on call at any instant, as going through all of them would', () => {
  const shift = fc.record({
    role: fc.constantFrom('operator', 'legal'),
    personId: fc.constantFrom('a', 'b', 'c'),
    from: fc.integer({ min: 0, max: 200 }),
    length: fc.integer({ min: 1, max: 25 }),
  });
  fc.assert(
    fc.property(fc.array(shift, { maxLength: 40 }), fc.integer({ min: -5, max: 230 }), (shifts, when) => {
      const rows = shifts.map(({ role, personId, from, length }) => ({
        ...{ role, personId },
        startsAt: at(from),
        endsAt: at(from + length),
      }));
      const slowly = new Set(
        rows
          .filter((r) => r.role === 'operator' && r.startsAt <= at(when) && r.endsAt > at(when))
          .map((r) => r.personId),
      );
      expect(new Set(onCallIn(rows)('operator', at(when)))).toEqual(slowly);
    }),
  );
});

it('counts a begin and not an end, a person once, and nobody for a role that nobody has', () => {
  const onCall = onCallIn([
    { role: 'operator', personId: 'late', startsAt: at(4), endsAt: at(8) },
    { role: 'operator', personId: 'early', startsAt: at(0), endsAt: at(4) },
    { role: 'operator', personId: 'early', startsAt: at(1), endsAt: at(3) },
  ]);
  expect(onCall('operator', at(2))).toEqual(['early']);
  expect(onCall('operator', at(4))).toEqual(['late']);
  expect(onCall('operator', at(8))).toEqual([]);
  expect(onCall('medic', at(2))).toEqual([]);
});
