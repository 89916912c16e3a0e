import { type ChildProcess, spawn } from 'node:child_process';
import { createECDH } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { addAddresses, send } from '../src/features/channels/index.ts';
import { newId } from '../src/platform/id.ts';
import { PushService } from '../test/fakes/push.ts';
import { openHouse } from './house.ts';
import { bench, line } from './kit.ts';
import { ownerOf, root } from './server.ts';

// Target 8, fault 4: a wave of pushes over real sockets to a push service that decrypts them, by a process of its own
// that is killed at twenty random moments. What arrived is counted at the far end.
const wave = 10_000;
const kills = 20;
/** A batch of the push provider. */
const batch = 200;

await bench(async (own) => {
  const folder = own.folder();
  const house = await openHouse(own, folder, []);
  const owner = new pg.Client(await ownerOf(folder));
  await owner.connect();
  own.closing(() => owner.end());
  const service = new PushService();
  await service.start();
  own.closing(() => service.stop());
  const people = Array.from({ length: wave }, () => ({ personId: newId(), s: service.subscribe() }));
  await house.tx((ctx) =>
    addAddresses(
      ctx,
      people.map(({ personId, s }) => ({
        ...{ id: newId(), personId, kind: 'push' as const, rank: 1 },
        address: `${s.endpoint} ${s.p256dh} ${s.auth}`,
      })),
    ),
  );
  const said = { body: 'Can you go and observe?', language: 'en', purpose: 'ask', subject: newId() };
  await house.tx((ctx) =>
    send(
      ctx,
      people.map(({ personId }) => ({ ...said, to: { personId } })),
    ),
  );

  const pair = createECDH('prime256v1');
  const { host, port } = await ownerOf(folder);
  const env = {
    ...{ PATH: process.env.PATH, HOME: process.env.HOME, PORCHLIGHT_DATA: folder },
    VAPID_PUBLIC_KEY: pair.generateKeys('base64url'),
    VAPID_PRIVATE_KEY: pair.getPrivateKey('base64url'),
    PUSH_ORIGINS: service.origin,
    DATABASE_URL: `postgres://postgres@localhost/postgres?host=${encodeURIComponent(host)}&port=${port}`,
  };
  let child: ChildProcess | undefined;
  own.closing(() => child?.kill('SIGKILL'));
  // Each child's clock is half a minute further on, so that nobody waits for the lease of the one before.
  const begin = async (n: number) => {
    child = spawn(process.execPath, [`${root}/bench/wave-child.ts`, house.network.id, String(n)], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit');
    await Promise.race([once(child.stdout!, 'data'), ended]);
    if (child.exitCode !== null) throw new Error('a worker did not begin');
    // In an object: a bare promise would be waited for by whoever waits for the beginning.
    return { ended };
  };
  for (let n = 0; n < kills; n++) {
    const { ended } = await begin(n);
    // Somewhere within its first two batches, while some of one are at the push service and some are not.
    const mark = service.taken.length + 1 + Math.floor(Math.random() * 2 * batch);
    while (service.taken.length < mark && child!.exitCode === null) await sleep(2);
    child!.kill('SIGKILL');
    await ended;
  }
  const last = await begin(kills);
  await last.ended;

  const ids = service.taken.map((t) => JSON.parse(t.text).id as string);
  const arrived = new Set(ids);
  const again = ids.filter((id, i) => ids.indexOf(id) !== i);
  const { rows } = await owner.query<{ id: string; state: string; repeat: boolean }>(
    'select id, state, repeat from messages',
  );
  const marked = new Set(rows.filter((r) => r.repeat).map((r) => r.id));
  line(`a wave of ${wave}, kill -9 at ${kills} moments: arrived`, String(arrived.size));
  line(`arrivals again, under the same id; at most ${batch} a kill`, String(again.length));
  line('messages that the ledger marks as perhaps repeated', String(marked.size));
  if (arrived.size !== wave || rows.some((r) => r.state !== 'sent')) throw new Error('something was lost');
  if (again.some((id) => !marked.has(id))) throw new Error('something arrived again without a mark');
  if (again.length > kills * batch) throw new Error('more than a batch a kill');
}, 600_000);
