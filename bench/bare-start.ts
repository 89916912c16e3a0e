import Fastify from 'fastify';
import pg from 'pg';
import { startEmbedded } from '../src/platform/db/keeper.ts';

// The floor of a start: the same PostgreSQL started by the same keeper, and a Fastify with one route that asks it.
const server = await startEmbedded({ folder: `${process.env.BENCH_DATA}/pg` });
const pool = new pg.Pool({
  host: server.socketFolder,
  port: server.port,
  user: server.superuser,
  database: 'postgres',
});
const app = Fastify();
app.get('/readyz', async () => {
  await pool.query('select 1');
  return { ok: true };
});
await app.listen({ host: '127.0.0.1', port: Number(process.env.PORT) });
process.once('SIGTERM', async () => {
  await app.close();
  await pool.end();
  await server.stop();
});
