import { peopleByRole } from '../src/features/people/index.ts';
import { addShifts } from '../src/features/shifts/index.ts';
import { onCallIn } from '../src/features/shifts/rules.ts';
import { selectAt } from '../src/features/shifts/store.ts';
import { newId } from '../src/platform/id.ts';
import { openHouse } from './house.ts';
import { bench, line, spread, verdict } from './kit.ts';

// Issue 5: who is on call at any instant over a year with 5,000 shifts; in memory by the pure function that the steps of
// a plan use, and from the database by the role that serves, under row-level security.
const shifts = 5000;
const hour = 3_600_000;
const asked = 2000;
const rounds = 7;

await bench(async (own) => {
  const house = await openHouse(own);
  const people = await house.tx((ctx) => peopleByRole(ctx, 'observer', 200));
  const start = Date.now() - 365 * 24 * hour;
  const roles = ['operator', 'dispatcher', 'verifier', 'legal'] as const;
  const rows = Array.from({ length: shifts }, (_, n) => {
    // Four roles, one shift of eight hours after the other, over a year; a few of 24.
    const from = start + Math.floor(n / roles.length) * 7 * hour;
    return {
      ...{
        id: newId(),
        role: roles[n % roles.length]!,
        chapterId: null,
        personId: people[n % people.length]!.id,
      },
      startsAt: new Date(from),
      endsAt: new Date(from + (n % 50 === 0 ? 24 : 8) * hour),
    };
  });
  await house.tx((ctx) => addShifts(ctx, rows));
  const moment = () => new Date(start + Math.random() * 365 * 24 * hour);

  const memory: number[] = [];
  const building: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const before = performance.now();
    const onCall = onCallIn(rows);
    building.push((performance.now() - before) * 1000);
    const moments = Array.from({ length: asked }, moment);
    const began = performance.now();
    let found = 0;
    for (const [n, at] of moments.entries()) found += onCall(roles[n % roles.length]!, at).length;
    memory.push(((performance.now() - began) * 1000) / asked);
    if (found === 0) throw new Error('nobody was ever on call');
  }
  line('index of 5,000 shifts made in', `${spread(building).median.toFixed(0)} µs`);
  verdict('who is on call, in memory', spread(memory), { atMost: 50 }, 'µs');

  const onCall = onCallIn(rows);
  const database: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < rounds; round++)
    database.push(
      await house.tx(async (ctx) => {
        const moments = Array.from({ length: 200 }, moment);
        const began = performance.now();
        for (const at of moments) await selectAt(ctx.tx, ctx.network.id, at, 'operator');
        return (performance.now() - began) / moments.length;
      }),
    );
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    for (let n = 0; n < 200; n++) await house.services.db.pool.query('select 1');
    bare.push((performance.now() - began) / 200);
  }
  line('a bare select 1 on the same connection', `${spread(bare).median.toFixed(2)} ms`);
  verdict('who is on call, from the database', spread(database), { atMost: 2 }, 'ms');
  // Both say the same.
  await house.tx(async (ctx) => {
    for (const at of Array.from({ length: 100 }, () => new Date(start + Math.random() * 300 * 24 * hour))) {
      const rowsAt = await selectAt(ctx.tx, ctx.network.id, at, 'operator');
      const known = new Set(rows.map((row) => row.id));
      const ids = [...new Set(rowsAt.filter((row) => known.has(row.id)).map((row) => row.personId))];
      if (ids.sort().join() !== onCall('operator', at).sort().join())
        throw new Error(`they differ at ${at.toISOString()}`);
    }
  });
});
