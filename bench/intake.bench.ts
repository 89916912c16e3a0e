import pg from 'pg';
import { bench, interleaved, line, ratios, spread, told, verdict } from './kit.ts';
import { load, loadTool } from './load.ts';
import { insertTool, makeFloorTable, singleInserts } from './pgbench.ts';
import { ownerOf, root, startChild, startPorchlight } from './server.ts';

// Target 7: reports taken in for good. Each answer means: validated, sealed, written under row-level security together
// with its event, and on disk. Against the lower of a bare Node server and of single inserts by 16 clients.
const body = JSON.stringify({
  id: '{id}',
  tense: 'now',
  language: 'es',
  what: 'Two unmarked SUVs and a van at the corner, four people in vests who ask men leaving the station for papers.',
  where: { text: 'Roosevelt Ave and 82 St', point: { lat: 40.7475, lon: -73.8835 }, accuracyM: 40 },
  answers: { size: 'four', uniform: 'vests', equipment: 'van' },
  contact: '+12125550142',
});
const seconds = 3;

await bench(async (own) => {
  const data = own.folder();
  const house = await startPorchlight(own, data);
  const bare = await startChild(own, [`${root}/bench/bare-http.ts`]);
  const owner = await ownerOf(data);
  await makeFloorTable(owner);
  const p99: number[] = [];
  const at = (port: number) => ({
    port,
    path: '/api/v1/reports',
    body,
    headers: { 'x-forwarded-for': '{ip}' },
  });
  const sides = {
    async ours() {
      const read = await load(own, at(house.port), seconds);
      if (read.failed > 0) throw new Error(`${read.failed} reports were not taken in`);
      p99.push(read.p99);
      return read.perSecond;
    },
    bare: async () => (await load(own, at(bare.port), seconds)).perSecond,
    inserts: () => singleInserts(own, owner, seconds),
  };
  await sides.ours(); // warm
  p99.length = 0;
  const read = await interleaved(5, sides);
  const lower = read.bare.map((value, i) => Math.min(value, read.inserts[i]!));
  line('load', `${loadTool}, 32 connections`);
  line('bare Node POST /s', told(spread(read.bare)));
  line(`single inserts /s (${insertTool}, 16 clients)`, told(spread(read.inserts)));
  line('reports /s', told(spread(read.ours)));
  verdict('reports taken in, to the lower of both', ratios(read.ours, lower), { atLeast: 0.7 });
  verdict('slowest of a hundred (p99)', spread(p99), { atMost: 25 }, 'ms');
  await everyReportHasItsEvent(owner);
});

async function everyReportHasItsEvent(owner: pg.PoolConfig) {
  const client = new pg.Client(owner);
  await client.connect();
  const { rows } = await client.query<{ reports: string; events: string }>(`
    select (select count(*) from reports) as reports,
      (select count(*) from events where kind = 'report.received') as events`);
  await client.end();
  line('reports stored / events of them', `${rows[0]!.reports} / ${rows[0]!.events}`);
}
