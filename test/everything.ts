import { sql } from 'kysely';
import * as z from 'zod';
import { features } from '../src/composition.ts';
import { startCallout } from '../src/features/callouts/index.ts';
import { readCatalogue } from '../src/platform/db/catalogue.ts';
import { addressOf, type Endpoint } from '../src/platform/http/endpoint.ts';
import { newId } from '../src/platform/id.ts';
import { type Schema, smallest } from './arbitrary.ts';
import type { Standing } from './harness.ts';
import { corner, incidentAt, type Neighbour, settlePeople, text } from './village.ts';

/** Every route that ends, but the demo's own, which has no door in a real network. */
export const endpoints: Endpoint[] = features
  .flatMap((f) => f.routes ?? [])
  .map((r) => r.endpoint)
  .filter((e) => e.path !== '/api/v1/events' && !e.path.startsWith('/api/v1/demo'));

const schemaOf = (s: unknown): Schema =>
  s ? (z.toJSONSchema(s as z.ZodType, { io: 'input', unrepresentable: 'any' }) as Schema) : {};

/** A request of that route about this id: as its parameter, and wherever its body or query wants (`everywhere`: takes) one. */
export function requestAbout(e: Endpoint, id: string, ids?: 'everywhere') {
  const part = (schema: unknown) => (schema ? smallest(schemaOf(schema), () => id, ids) : undefined);
  const params = Object.fromEntries(
    [...e.path.matchAll(/:(\w+)/g)].map(([, name]) => {
      const own = schemaOf(e.params).properties?.[name!] ?? {};
      return [name, own.format === 'uuid' ? id : smallest(own, () => id)];
    }),
  );
  const body = part(e.body);
  return {
    method: e.method,
    url: addressOf(e, { params, query: part(e.query) }),
    ...(body !== undefined && { payload: body as object }),
  };
}

/**
 * The requests of that route about each of these ids, the same one once. `everywhere`: as above, and what a request makes
 * has a new id of its own.
 */
export function requestsAbout(e: Endpoint, ids: string[], everywhere?: 'everywhere') {
  const found = new Map<string, ReturnType<typeof requestAbout> & { about: string }>();
  for (const id of ids) {
    const { payload, ...rest } = requestAbout(e, id, everywhere);
    const makes = everywhere && payload && 'id' in payload;
    const same = JSON.stringify([rest, makes ? { ...payload, id: null } : payload]);
    const sent = makes ? { ...payload, id: newId() } : payload;
    if (!found.has(same)) found.set(same, { about: id, ...rest, ...(sent && { payload: sent }) });
  }
  return [...found.values()];
}

/** Ids of rows by table, at most so many of each. */
export async function idsByTable(net: Standing, most = 3): Promise<Map<string, string[]>> {
  const tables = await readCatalogue(net.services.db.pool);
  const found = new Map<string, string[]>();
  await net.tx(async (ctx) => {
    for (const { name, columns } of tables) {
      if (!columns.some((c) => c.name === 'id')) continue;
      const { rows } = await sql<{ id: string }>`select id from ${sql.table(name)}
        where network_id = ${ctx.network.id} order by id desc limit ${most}`.execute(ctx.tx);
      if (rows.length > 0)
        found.set(
          name,
          rows.map((r) => r.id),
        );
    }
  });
  return found;
}

/** An evening under way: a report, a check, verifiers asked, one on the scene who needs somebody, one on the way. */
export async function busyEvening(net: Standing): Promise<{ dispatcher: Neighbour; verifiers: Neighbour[] }> {
  const [dispatcher] = (await settlePeople(net, 1)) as [Neighbour];
  const verifiers = await settlePeople(net, 4, { course: 'verifier' });
  const incidentId = await incidentAt(net);
  const id = newId();
  await net.tx(
    async (ctx) => {
      const { lat, lon, name } = await corner(ctx);
      const meet = { lat, lon, label: name };
      await startCallout(ctx, {
        id,
        incidentId,
        purpose: 'verify',
        manner: 'pair',
        wanted: 2,
        roles: [],
        meet,
        minutes: 30,
      });
    },
    net.actor('dispatcher', dispatcher.id),
  );
  await net.settle();
  const asked = await net.tx((ctx) =>
    ctx.tx.selectFrom('assignments').select('person_id').where('callout_id', '=', id).execute(),
  );
  const [one, two] = verifiers.filter((v) => asked.some((a) => a.person_id === v.id));
  for (const who of [one!, two!]) await text(net, who.phone, 'YES 10');
  await text(net, one!.phone, 'ON MY WAY');
  await text(net, one!.phone, 'HERE');
  await text(net, one!.phone, 'HELP');
  await text(net, two!.phone, 'ON MY WAY');
  await net.app.inject({
    method: 'POST',
    url: '/api/v1/reports',
    payload: {
      id: newId(),
      what: 'Two vans by the laundromat',
      tense: 'now',
      where: { text: 'Roosevelt and 82nd' },
      language: 'en',
    },
  });
  await net.settle();
  return { dispatcher, verifiers };
}
