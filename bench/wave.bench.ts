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
    return ended;
  };
  for (let n = 0; n < kills; n++) {
    const ended = await begin(n);
    // Somewhere within its first two batches, while some of one are at the push service and some are not.
    const mark = service.taken.length + 1 + Math.floor(Math.random() * 2 * batch);
    while (service.taken.length < mark && child!.exitCode === null) await sleep(2);
    child!.kill('SIGKILL');
    await ended;
  }
  await await begin(kills);

  const ids = service.taken.map((t) => JSON.parse(t.text).id as string);
  const arrived = new Set(ids).size;
  const { rows } = await owner.query(
    `select count(*) filter (where state = 'sent')::int as sent, count(*) filter (where repeat)::int as marked from messages`,
  );
  line(`a wave of ${wave}, kill -9 at ${kills} moments: arrived`, String(arrived));
  line('arrived twice, under the same id, which the app hides', String(ids.length - arrived));
  line(`marked as perhaps repeated, at most ${batch} a kill`, String(rows[0].marked));
  if (arrived !== wave || rows[0].sent !== wave) throw new Error('something was lost');
  if (ids.length - arrived > rows[0].marked) throw new Error('something arrived twice without a mark');
  if (rows[0].marked > kills * batch) throw new Error('more than a batch a kill');
}, 600_000);
