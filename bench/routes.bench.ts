import pg from 'pg';
import { newId } from '../src/platform/id.ts';
import { DeskClient } from './client.ts';
import { bench, interleaved, line, ratios, spread, told, verdict } from './kit.ts';
import { type Load, load, loadTool } from './load.ts';
import { ownerOf, root, startChild, startPorchlight } from './server.ts';

// Target 14: a list and a write of signed-in desks. Llámenos wants an identity provider, a relay and an object store, so
// it cannot be run beside ours here: what it reads is a figure of another day (902 and 713 a second on a machine like
// this one). What is taken in this run is the share of a bare Node server that answers eleven bytes.
const peer = { list: 902, write: 713 };
const seconds = 2;
const rounds = 5;
/** A session may ask 1,800 times a minute; what one browser may do is not what is measured. */
const browsers = 60;
const mostBans = 30_000;

await bench(async (own) => {
  const data = own.folder();
  const { port } = await startPorchlight(own, data);
  const bare = await startChild(own, [`${root}/bench/bare-http.ts`]);
  const owner = new pg.Client(await ownerOf(data));
  await owner.connect();
  own.closing(() => owner.end());
  const sessions = await signedIn(port, owner);
  const reports = await reportsOf(port, owner);
  const headers = { cookie: '{session}', 'x-porchlight-face': 'desk' };
  const list = { path: '/api/v1/shifts/now', headers, sessions };
  let banned = 0;
  const sides = {
    list: async () => whole(await load(own, { port, ...list }, seconds)),
    async write() {
      const each = reports.splice(0, mostBans / (rounds + 1));
      const ban = {
        path: '/api/v1/bans',
        body: JSON.stringify({ reportId: '{each}' }),
        headers,
        each,
        sessions,
      };
      const read = await load(own, { port, ...ban }, seconds);
      banned += Math.min(each.length, Math.round(read.perSecond * seconds));
      return whole(read);
    },
    bareGet: async () => whole(await load(own, { port: bare.port, ...list }, seconds)),
    barePost: async () => whole(await load(own, { port: bare.port, ...list, body: '{}' }, seconds)),
  };
  for (const warm of [sides.list, sides.write]) await warm();
  const read = await interleaved(rounds, sides);
  const { rows } = await owner.query<{ n: number }>('select count(*)::int as n from bans');
  line('load', `${loadTool}, 32 connections, ${browsers} sessions`);
  line('bare Node GET, POST /s', `${told(spread(read.bareGet))}, ${told(spread(read.barePost))}`);
  line('who is on shift now /s', told(spread(read.list)));
  line('bans written /s', told(spread(read.write)));
  line('bans stored / answered at least', `${rows[0]!.n} / ${banned}`);
  line('a list, to a bare GET', `${told(ratios(read.list, read.bareGet))} ×`);
  line('a write, to a bare POST', `${told(ratios(read.write, read.barePost))} ×`);
  const to = (values: number[], theirs: number) => spread(values.map((value) => value / theirs));
  verdict('a list, to 902 /s of another day', to(read.list, peer.list), { atLeast: 5 });
  verdict('a write, to 713 /s of another day', to(read.write, peer.write), { atLeast: 5 });
});

function whole({ failed, perSecond }: Load): number {
  if (failed > 0) throw new Error(`${failed} requests were refused`);
  return perSecond;
}

/** The cookies of so many browsers of dispatchers. */
async function signedIn(port: number, owner: pg.Client): Promise<string[]> {
  const { rows } = await owner.query<{ id: string }>(
    `select id from people where 'dispatcher' = any(roles) order by id`,
  );
  const sessions: string[] = [];
  for (let i = 0; i < browsers; i++) {
    const desk = new DeskClient(port);
    await desk.signInAs(rows[i % rows.length]!.id);
    sessions.push(desk.cookie);
    desk.close();
  }
  return sessions;
}

/** Reports of as many origins, each to be banned once: one by its door, the others made from it where they lie. */
async function reportsOf(port: number, owner: pg.Client): Promise<string[]> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/reports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id: newId(), tense: 'before', language: 'en', what: 'one of many', where: {} }),
  });
  if (!answer.ok) throw new Error(`a report was not taken in: ${answer.status}`);
  const { id } = (await answer.json()) as { id: string };
  const { rows } = await owner.query<{ id: string }>(
    `insert into reports
      select (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(),
        'origin', '\\x' || md5(i::text), 'receipt_key', '\\x' || md5('receipt ' || i)))).*
      from reports r, generate_series(1, ${mostBans}) i where r.id = $1
      returning id`,
    [id],
  );
  return rows.map((row) => row.id);
}
