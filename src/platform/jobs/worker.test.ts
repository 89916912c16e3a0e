import pg from 'pg';
import { afterAll, expect, it } from 'vitest';
import { testNetwork } from '../../../test/harness.ts';
import { plusMinutes } from '../clock.ts';
import { enqueue } from './index.ts';
import { releaseDead } from './worker.ts';

const net = await testNetwork();
const pool = new pg.Pool({
  ...net.services.db.pool.options,
  user: 'porchlight_jobs',
  password: 'jobs',
  max: 1,
});
afterAll(() => pool.end());

it('gives back what a worker that died had in hand, and leaves to the living what is theirs', async () => {
  const now = net.clock.now();
  for (const key of ['dead', 'living']) await net.tx((ctx) => enqueue(ctx, 'test.nothing', {}, now, key));
  for (const [key, minutes] of [
    ['dead', -3],
    ['living', -1],
  ] as const)
    await pool.query(
      'update graphile_worker._private_jobs set locked_by = $1, locked_at = $2 where key = $3',
      [`worker ${key}`, plusMinutes(now, minutes), `${net.network.id} ${key}`],
    );
  await releaseDead(pool, now);
  const { rows } = await pool.query(
    'select locked_by from graphile_worker._private_jobs where key like $1 order by locked_by nulls first',
    [`${net.network.id}%`],
  );
  expect(rows).toEqual([{ locked_by: null }, { locked_by: 'worker living' }]);
  await pool.query('delete from graphile_worker._private_jobs where key like $1', [`${net.network.id}%`]);
});
