import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { addAddresses } from '../src/features/channels/index.ts';
import { escalate } from '../src/features/escalations/index.ts';
import { addPeople } from '../src/features/people/index.ts';
import { homeCellOf, zones } from '../src/features/places/index.ts';
import { newId } from '../src/platform/id.ts';
import { openHouse } from './house.ts';
import { bench, line, spread, verdict } from './kit.ts';
import { ownerOf, root } from './server.ts';

// Issue 5: 1,000 escalations due in the same second, all paged within a second, once each, by three workers of which one
// is killed in the midst of it. Each pages a person of its own; what is read is the ledger and the pages, by its owner.
const count = 1000;
const workers = 3;
const rounds = 5;

await bench(async (own) => {
  const folder = own.folder();
  const house = await openHouse(own, folder);
  const owner = new pg.Client(await ownerOf(folder));
  await owner.connect();
  own.closing(() => owner.end());
  const people = await house.tx(async (ctx) => {
    const zone = (await zones(ctx))[0]!;
    const made = Array.from({ length: count }, (_, n) => ({
      ...{ id: newId(), callSign: `pager ${n}`, chapterId: zone.chapterId, homeCell: homeCellOf(zone) },
    }));
    await addPeople(ctx, made);
    await addAddresses(
      ctx,
      made.map(({ id }, n) => ({
        ...{ id: newId(), personId: id, kind: 'wall' as const, rank: 1 },
        address: `+1${700 + Math.floor(n / 100)}5550${100 + (n % 100)}`,
      })),
    );
    return made.map(({ id }) => id);
  });
  const { host, port } = await ownerOf(folder);
  const env = {
    ...{ PATH: process.env.PATH, HOME: process.env.HOME, PORCHLIGHT_DATA: folder },
    DATABASE_URL: `postgres://postgres@localhost/postgres?host=${encodeURIComponent(host)}&port=${port}`,
  };
  const children: ChildProcess[] = [];
  own.closing(() => {
    for (const child of children) child.kill('SIGKILL');
  });
  const begin = async () => {
    const child = spawn(process.execPath, [`${root}/bench/escalations-child.ts`], {
      ...{ env, stdio: ['ignore', 'pipe', 'inherit'] },
    });
    children.push(child);
    await once(child.stdout!, 'data');
    return child;
  };

  /** Due at one moment, each to page one person of its own: put so by the owner, in one statement, before they are due. */
  const raise = async (dueAt: Date) => {
    const subjects = people.map(() => newId());
    await house.tx((ctx) =>
      escalate(ctx, ...subjects.map((subject) => ({ kind: 'need' as const, subject }))),
    );
    await owner.query(
      `update escalations e set due_at = $1, plan = jsonb_build_object('after', 0, 'times', 1, 'again', 60, 'steps',
        jsonb_build_array(jsonb_build_object('to', jsonb_build_object('who', 'person', 'personId', p.person), 'manner',
          'urgent', 'minutes', 60)))
      from unnest($2::uuid[], $3::uuid[]) p(subject, person) where e.subject = p.subject`,
      [dueAt, subjects, people],
    );
    return subjects;
  };

  const paged: number[] = [];
  const handed: number[] = [];
  let batches = 0;
  for (let round = 0; round < rounds; round++) {
    const alive = await Promise.all(Array.from({ length: workers }, begin));
    const lead = 2500;
    const dueAt = new Date(Date.now() + lead);
    const subjects = await raise(dueAt);
    if (Date.now() > dueAt.getTime() - 300)
      throw new Error('they were written too late to be due at one moment');
    // Whoever begins a batch first dies a moment later, with the next in its hands.
    const victim = Promise.race(alive.map((child) => once(child.stdout!, 'data').then(() => child)));
    void victim.then(async (child) => {
      await sleep(Math.random() * 30);
      child.kill('SIGKILL');
    });
    const all = await until(
      dueAt,
      owner,
      subjects,
      'escalation_pages p join escalations e on e.id = p.escalation_id',
    );
    paged.push(all);
    handed.push(
      await until(
        dueAt,
        owner,
        subjects,
        `messages p join escalations e on e.id = p.subject and p.state in ('sent', 'delivered', 'read')`,
      ),
    );
    for (const child of alive) child.kill('SIGKILL');
    const { rows } = await owner.query<{ pages: number; messages: number; killed: number }>(
      `select (select count(*)::int from escalation_pages p join escalations e on e.id = p.escalation_id where e.subject = any($1)) as pages,
        (select count(*)::int from messages m join escalations e on e.id = m.subject where e.subject = any($1)) as messages`,
      [subjects],
    );
    const { pages, messages } = rows[0]!;
    if (pages !== count || messages !== count)
      throw new Error(`${pages} pages and ${messages} messages of ${count}`);
    batches += 1;
    // The lease of what the killed one had in hand ends before the next round.
    await owner.query(`update ways set held_until = null, in_hand = '[]'`);
    await owner.query(
      'delete from escalation_pages; delete from escalations; delete from attempts; delete from messages',
    );
  }
  line('rounds, each with one of three workers killed', String(batches));
  line('paged once each, of 1,000 a round', 'all');
  verdict(`${count} due in one second, all paged`, spread(paged), { atMost: 1 }, 's');
  line('the same, handed over to the wall', `${handed.map((s) => s.toFixed(2)).join(' · ')} s`);
}, 300_000);

/** Seconds from the moment at which they were due until all are in a table. */
async function until(dueAt: Date, owner: pg.Client, subjects: string[], from: string): Promise<number> {
  for (;;) {
    const { rows } = await owner.query<{ n: number }>(
      `select count(distinct e.subject)::int as n from ${from} where e.subject = any($1)`,
      [subjects],
    );
    if (rows[0]!.n === subjects.length) return (Date.now() - dueAt.getTime()) / 1000;
    if (Date.now() > dueAt.getTime() + 40_000)
      throw new Error(`only ${rows[0]!.n} of ${subjects.length} after 40 s`);
    await sleep(10);
  }
}
