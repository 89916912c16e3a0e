import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type Candidate, matchSighting } from '../src/features/incidents/rules.ts';
import { newId } from '../src/platform/id.ts';
import { DeskClient } from './client.ts';
import { bench, interleaved, line, ratios, spread, told, verdict } from './kit.ts';
import { encryptPush } from './plain-push.ts';
import { ownerOf, root, startChild, startPorchlight } from './server.ts';

// Target 6: from a report's arrival to the first alert handed over. Between the two stand people who read, match and
// decide, so what is measured is the software: from POST of a report to its event at a live follower, and from POST of
// a call-out to its first ask handed to the provider. Against the sum of what each cannot do without.
const samples = 6;
/** Between two acts of people, ms: nothing of the act before is still under way. */
const pause = 50;
const now = new Date();
const candidates: Candidate[] = Array.from({ length: 30 }, (_, i) => ({
  incidentId: newId(),
  point: { lat: 40.7 + i / 500, lon: -73.9 },
  accuracyM: 40,
  zoneId: null,
  seenAt: now,
  kind: 'sighting',
  drill: false,
  words: 'Roosevelt Ave and 82 St',
}));

const ms = async (act: () => unknown) => {
  const began = performance.now();
  await act();
  return performance.now() - began;
};

/** The median of some takes of one thing, in ms. */
async function typical(act: () => unknown, takes = samples): Promise<number> {
  const read: number[] = [];
  for (let i = 0; i < takes; i++) read.push(await ms(act));
  return spread(read).median;
}

await bench(async (own) => {
  const data = own.folder();
  const house = await startPorchlight(own, data);
  const bareServer = await startChild(own, [`${root}/bench/bare-http.ts`]);
  const owner = new pg.Client(await ownerOf(data));
  await owner.connect();
  await owner.query('create table bare_rows (id uuid primary key, words text)');
  // At whatever hour this runs, people can be asked.
  await owner.query(`update responders set availability =
    (select jsonb_agg(jsonb_build_object('day', day, 'from', 0, 'to', 1440)) from generate_series(0, 6) day)`);
  const desk = new DeskClient(house.port);
  const bare = new DeskClient(bareServer.port);
  for (const end of [() => desk.close(), () => bare.close(), () => owner.end()]) own.closing(end);
  await desk.signIn('dispatcher');
  await desk.follow();
  const zones = (await desk.get('/api/v1/zones')).items as { lat: number; lon: number }[];
  let turn = 0;

  /** Somewhere new each time, so that neither people nor places run out. */
  const report = () => {
    const zone = zones[turn++ % zones.length]!;
    const point = { lat: zone.lat + Math.floor(turn / zones.length) * 0.012, lon: zone.lon };
    return {
      id: newId(),
      tense: 'now',
      what: 'Two vans, four people in vests.',
      where: { text: 'By the station', point },
    };
  };

  async function handedOver(calloutId: string) {
    const text = `select 1 from messages m join assignments a on a.id = m.subject
      where a.callout_id = $1 and m.state in ('sent','delivered') limit 1`;
    const giveUp = performance.now() + 5_000;
    while ((await owner.query({ name: 'handed', text, values: [calloutId] })).rowCount === 0) {
      if (performance.now() > giveUp) throw new Error('nobody was asked');
      await sleep(0.5);
    }
  }

  const floor = { post: 0, commit: 0, match: 0, encrypt: 0 };
  const taken: { seen: number[]; asked: number[] } = { seen: [], asked: [] };
  const sides = {
    async floors() {
      floor.post = await typical(() => bare.post('/', report()), 20);
      floor.commit = await typical(
        () => owner.query('insert into bare_rows values ($1, $2)', [newId(), 'x']),
        20,
      );
      floor.match = await typical(() => matchSighting(candidates[0]!, candidates, { now }), 20);
      floor.encrypt = await typical(() => encryptPush('Can you go and look?'), 20);
      return floor.post + floor.commit + floor.match + floor.encrypt;
    },
    async ours() {
      const seen: number[] = [];
      const asked: number[] = [];
      for (let i = 0; i < samples; i++) {
        const body = report();
        await sleep(pause);
        const heard = desk.heard('report.received', body.id);
        seen.push(await ms(() => Promise.all([desk.post('/api/v1/reports', body), heard])));
        await desk.post(`/api/v1/reports/${body.id}/claim`);
        const incidentId = newId();
        await desk.post(`/api/v1/reports/${body.id}/incident`, {
          id: incidentId,
          label: 'By the station',
          point: body.where.point,
        });
        await sleep(pause);
        const id = newId();
        const callout = {
          ...{ id, incidentId, purpose: 'verify', manner: 'vantage', wanted: 1, roles: [], minutes: 30 },
          meet: { ...body.where.point, label: 'Stairs St & 82 St' },
        };
        asked.push(await ms(() => Promise.all([desk.post('/api/v1/callouts', callout), handedOver(id)])));
      }
      taken.seen.push(spread(seen).median);
      taken.asked.push(spread(asked).median);
      return taken.seen.at(-1)! + taken.asked.at(-1)!;
    },
  };
  await interleaved(1, sides);
  taken.seen.length = taken.asked.length = 0;
  const read = await interleaved(5, sides);
  const { post, commit, match, encrypt } = floor;
  const parts = [post, commit, match, encrypt].map((value) => value.toFixed(2)).join(' + ');
  line('floors: POST + commit + match + encryption, ms', `${parts}; sum ${told(spread(read.floors))}`);
  line('report sent to event at a live follower, ms', told(spread(taken.seen)));
  line('call-out sent to first ask handed over, ms', told(spread(taken.asked)));
  verdict('both together, to the sum of the floors', ratios(read.ours, read.floors), { atMost: 2 });
});
