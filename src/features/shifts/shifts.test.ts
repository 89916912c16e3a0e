import { beforeAll, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { newId } from '../../platform/id.ts';
import { peopleByRole } from '../people/index.ts';
import { addShifts, endDuty, onDuty, onShift } from './index.ts';

let net: TestNetwork;
beforeAll(async () => {
  net = await testNetwork({ volunteers: 240 });
});

const now = async (role: string) => (await net.tx((ctx) => onShift(ctx, role))).toSorted();

it('has a desk on shift, with whom a visitor signs in as, and another after it', async () => {
  const evening = await now('dispatcher');
  expect(evening).toHaveLength(2);
  expect(await now('operator')).toHaveLength(3);
  expect(await now('legal')).toHaveLength(1);
  expect((await now('verifier')).length).toBeGreaterThanOrEqual(2);
  const [first] = await net.tx((ctx) => peopleByRole(ctx, 'dispatcher', 1));
  expect(evening).toContain(first!.id);
  // It is 18:30 in New York: the shift began at 16:00 and ends at midnight.
  net.clock.advance(5 * 60 + 29);
  expect(await now('dispatcher')).toEqual(evening);
  net.clock.advance(1);
  const night = (await now('dispatcher')).filter((id) => !evening.includes(id));
  expect(night).toHaveLength(1);
  // Those of the evening are there until they have handed over.
  expect(await now('dispatcher')).toEqual([...evening, ...night].toSorted());
  await net.tx(async (ctx) => {
    for (const duty of await onDuty(ctx, 'dispatcher'))
      await endDuty(ctx, duty, { as: 'handed-over', shownAt: ctx.now });
  });
  expect(await now('dispatcher')).toEqual(night);
});

it('names a person once who has two shifts at a time', async () => {
  const [personId] = await now('legal');
  const startsAt = net.clock.now();
  const endsAt = new Date(startsAt.getTime() + 3_600_000);
  await net.tx((ctx) =>
    addShifts(ctx, [{ id: newId(), role: 'legal', chapterId: null, personId: personId!, startsAt, endsAt }]),
  );
  expect(await now('legal')).toEqual([personId]);
});
