import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Reading } from '../feature.ts';
import type { Services } from './call.ts';

/** `/healthz` (the process), `/readyz` (the database answers), `/metrics` (Prometheus). */
export function addHealth(app: FastifyInstance, services: Services, readings: Reading[] = []): void {
  const { db } = services;
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: 'porchlight_http_seconds',
    help: 'Time to answer, by route and status',
    labelNames: ['route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2],
    registers: [registry],
  });
  new Gauge({
    name: 'porchlight_db_waiting',
    help: 'Requests waiting for a database connection',
    registers: [registry],
    collect() {
      this.set(db.pool.waitingCount);
    },
  });
  for (const { name, help, label, read } of readings)
    new Gauge({
      name,
      help,
      labelNames: [label],
      registers: [registry],
      async collect() {
        this.reset();
        for (const { label: of, value } of await read(services)) this.set({ [label]: of }, value);
      },
    });
  app.addHook('onResponse', async (request, reply) => {
    seconds.observe(
      { route: request.routeOptions.url ?? 'none', status: reply.statusCode },
      reply.elapsedTime / 1000,
    );
  });
  app.get('/healthz', { schema: { hide: true } }, async () => ({ ok: true }));
  app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    try {
      await db.ping();
      return { ok: true };
    } catch {
      return reply.code(503).send({ ok: false, waiting: 'database' });
    }
  });
  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
}
