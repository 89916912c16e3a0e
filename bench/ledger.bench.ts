import { run as graphile, Logger } from 'graphile-worker';
import pg from 'pg';
import { PgBoss } from 'pg-boss';
import { deliver } from '../src/features/channels/commands/deliver.ts';
import { messageRow } from '../src/features/channels/commands/send.ts';
import { addressKey } from '../src/features/channels/index.ts';
import { insertMessages, type NewMessage, saveHandover } from '../src/features/channels/store.ts';
import { newId } from '../src/platform/id.ts';
import { copyIn } from './copy.ts';
import { openHouse } from './house.ts';
import { bench, interleaved, line, ratios, spread, told, verdict } from './kit.ts';
import { ownerOf } from './server.ts';

// Target 8. Ledger rows written by the app's role under row-level security, against COPY of the same rows into the same
// table with the same indexes by its owner. Deliveries drained, each decrypted, handed to the wall, and written down
// with its attempt, against queues whose jobs do nothing at all, and against the better of them doing the same work.
const wave = 10_000;
const words =
  'Incident #482, Corona: can you go and observe? Reply YES and in how many minutes. You are never obliged.';

await bench(async (own) => {
  const folder = own.folder();
  const house = await openHouse(own, folder, []);
  const owner = new pg.Client(await ownerOf(folder));
  await owner.connect();
  own.closing(() => owner.end());
  const { network, services } = house;
  const vault = await services.vault(network.id);

  const number = (i: number) => `+1${213 + Math.floor(i / 10_000)}555${String(i % 10_000).padStart(4, '0')}`;
  const targets = Array.from({ length: wave }, (_, i) => ({
    ...{ kind: 'wall' as const, address: number(i), personId: newId() },
    key: addressKey(vault, 'wall', number(i)),
  }));
  const said = { body: words, language: 'en', purpose: 'ask', subject: newId() };
  const rowsOf = () =>
    house.tx(async (ctx) => targets.map((target) => messageRow(ctx, said, target, 'queued')));
  const clear = () => owner.query('truncate messages, attempts');
  const perSecond = async (work: () => Promise<unknown>) => {
    const began = performance.now();
    await work();
    return (wave / (performance.now() - began)) * 1000;
  };

  const columns = `network_id, id, person_id, kind, address, address_key, purpose, subject, body, language, urgent, drill,
    state, due_at, created_at`;
  const asText = (rows: NewMessage[]) => {
    const hex = (bytes: Buffer) => `\\\\x${bytes.toString('hex')}`;
    const at = new Date().toISOString();
    const lines = rows.map((m) =>
      [
        ...[network.id, m.id, m.personId, m.kind, hex(m.address), hex(m.addressKey), m.purpose, m.subject],
        ...[hex(m.body), m.language, m.urgent, m.drill, m.state, at, at],
      ].join('\t'),
    );
    return Buffer.from(`${lines.join('\n')}\n`);
  };
  const written = await interleaved(6, {
    async copy() {
      const rows = asText(await rowsOf());
      await clear();
      return perSecond(() => copyIn(owner, `copy messages (${columns}) from stdin`, rows));
    },
    async ours() {
      const rows = await rowsOf();
      await clear();
      return perSecond(() => house.tx((ctx) => insertMessages(ctx, rows)));
    },
  });
  line('rows written by COPY, rows/s', told(spread(written.copy)));
  line('ledger rows written, rows/s', told(spread(written.ours)));
  verdict('ledger rows, to COPY', ratios(written.ours, written.copy), { atLeast: 0.6 });

  await owner.query('create database peers');
  const peers = { ...(await ownerOf(folder)), database: 'peers' };
  const boss = new PgBoss({ ...peers, supervise: false, schedule: false });
  await boss.start();
  await boss.createQueue('delivery');
  own.closing(() => boss.stop({ graceful: false }));
  const peer = new pg.Pool({ ...peers, max: 10 });
  peer.on('error', () => {});
  peer.on('connect', (client) => client.on('error', () => {}));
  own.closing(() => peer.end());
  let left = 0;
  let done = () => {};
  const graphileWorker = await graphile({
    pgPool: peer,
    concurrency: 24,
    noHandleSignals: true,
    logger: new Logger(() => () => {}),
    preset: { worker: { localQueue: { size: 500 }, completeJobBatchDelay: 5, failJobBatchDelay: 5 } },
    taskList: {
      delivery: async () => {
        left -= 1;
        if (left === 0) done();
      },
    },
  });
  own.closing(() => graphileWorker.stop());

  /** What a job would have to do with the ledger: read, decrypt, and write down what came of it. */
  const keepLedger = async (ids: string[]) => {
    const now = new Date();
    const { rows } = await owner.query(`select id, address, body from messages where id = any($1)`, [ids]);
    for (const { id, address, body } of rows) {
      vault.decrypt(address, { record: id, field: 'address' });
      vault.decrypt(body, { record: id, field: 'body' });
    }
    const same = { outcome: 'taken', state: 'delivered', code: null, repeat: false } as const;
    const results = ids.map((id) => ({ ...same, id, providerId: `wall-${id}`, dueAt: now, nextWayAt: null }));
    await house.tx((ctx) =>
      saveHandover(ctx, results, {
        ...{ kind: 'wall', holder: newId(), tookMs: 1, nothing: false, code: null, day: '2026-01-01' },
        ...{ messages: ids.length, cost: 0 },
      }),
    );
  };

  const drained = await interleaved(5, {
    async ours() {
      const rows = await rowsOf();
      await clear();
      await house.tx((ctx) => insertMessages(ctx, rows));
      return perSecond(async () => {
        while (await deliver(services, network.id));
      });
    },
    async boss() {
      await boss.insert(
        'delivery',
        targets.map(({ personId }) => ({ data: { personId } })),
      );
      return perSecond(async () => {
        for (;;) {
          const jobs = await boss.fetch('delivery', { batchSize: 500 });
          if (jobs.length === 0) return;
          await boss.complete(
            'delivery',
            jobs.map((job) => job.id),
          );
        }
      });
    },
    async bossWithLedger() {
      const rows = await rowsOf();
      await clear();
      await house.tx((ctx) => insertMessages(ctx, rows));
      await boss.insert(
        'delivery',
        rows.map(({ id }) => ({ data: { id } })),
      );
      return perSecond(async () => {
        for (;;) {
          const jobs = await boss.fetch<{ id: string }>('delivery', { batchSize: 500 });
          if (jobs.length === 0) return;
          await keepLedger(jobs.map((job) => job.data.id));
          await boss.complete(
            'delivery',
            jobs.map((job) => job.id),
          );
        }
      });
    },
    async graphile() {
      left = wave;
      const all = new Promise<void>((resolve) => (done = resolve));
      // Seen by the worker at the commit, all at once.
      await peer.query(
        `select graphile_worker.add_job('delivery', json_build_object('i', i)) from generate_series(1, ${wave}) i`,
      );
      return perSecond(() => all);
    },
  });
  line('graphile-worker, local queue of 500, jobs/s', told(spread(drained.graphile)));
  line('pg-boss, batches of 500, jobs/s', told(spread(drained.boss)));
  line('pg-boss, its jobs keeping the ledger, jobs/s', told(spread(drained.bossWithLedger)));
  line('ours, deliveries/s', told(spread(drained.ours)));
  const better =
    spread(drained.boss).median > spread(drained.graphile).median ? drained.boss : drained.graphile;
  verdict('deliveries drained, to the better peer, idle', ratios(drained.ours, better), { atLeast: 3 });
  verdict('and to pg-boss doing the same', ratios(drained.ours, drained.bossWithLedger), { atLeast: 3 });
});
