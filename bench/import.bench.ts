import { apply, look, map, start, takeFile, work } from '../src/features/imports/commands.ts';
import { MOST_ROWS } from '../src/features/imports/contract.ts';
import { peopleByRole } from '../src/features/people/index.ts';
import { chapters } from '../src/features/places/index.ts';
import type { Actor } from '../src/platform/context.ts';
import { openCall } from '../src/platform/http/call.ts';
import { newId } from '../src/platform/id.ts';
import { openHouse } from './house.ts';
import { bench, line, spread, verdict } from './kit.ts';

// Issue 6: an import of 50,000 people with de-duplication, at most 20 s in all.

const rows = 50_000;

const heads = [
  'An',
  'Be',
  'Ca',
  'Do',
  'El',
  'Fa',
  'Go',
  'Hi',
  'Is',
  'Jo',
  'Ka',
  'Lu',
  'Mi',
  'No',
  'Ra',
  'So',
  'Te',
  'Vi',
];
const middles = ['la', 'ri', 'no', 'mi', 'ta', 'so', 'le', 'vi', 'ru', 'sha', 'ne', 'do'];
const tails = [
  'na',
  'ez',
  'ski',
  'do',
  'lla',
  'ng',
  'ssa',
  'rt',
  'ya',
  'n',
  'ko',
  'res',
  'man',
  'ova',
  'sen',
];

/** A sign-up sheet of a big city: of a hundred rows, four are somebody again with another spelling, two cannot be taken. */
function sheet(count: number): Buffer {
  let state = 7;
  const dice = (n: number) => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return Math.floor((state / 4_294_967_296) * n);
  };
  const pick = (list: string[]) => list[dice(list.length)]!;
  const word = (long: boolean) => pick(heads) + pick(middles) + (long ? pick(middles) : '') + pick(tails);
  const lines = ['Name,Phone,Email,Languages,Interests'];
  let last = ['', ''];
  for (let i = 0; i < count; i++) {
    const again = i % 25 === 24;
    const name = again ? last[0]!.toUpperCase() : `${word(false)} ${word(true)}`;
    const number = again && i % 100 === 24 ? last[1]! : String(9_170_000_000 + 2_000_000 + i);
    const phone = i % 50 === 49 ? '12' : `(${number.slice(0, 3)}) ${number.slice(3, 6)}-${number.slice(6)}`;
    last = [name, number];
    const mail = i % 3 === 0 && !again && i % 50 !== 49 ? `p${i}@example.org` : '';
    lines.push(
      `${name},${phone},${mail},${pick(['Spanish', 'English', '中文', 'es; en'])},${pick(['observer', 'canvass', ''])}`,
    );
  }
  return Buffer.from(lines.join('\n'));
}

async function* inParts(file: Buffer) {
  for (let at = 0; at < file.length; at += 65_536) yield file.subarray(at, at + 65_536);
}

await bench(async (own) => {
  const { services, network, tx } = await openHouse(own);
  const admin = (await tx((ctx) => peopleByRole(ctx, 'admin', 1)))[0]!;
  const actor: Actor = {
    ...{ kind: 'person', id: admin.id, personId: admin.id, callSign: admin.callSign },
    ...{ roles: [{ role: 'admin', chapterId: null }], confirmedAt: new Date() },
  };
  const call = await openCall(services, network, actor, 'bench');
  const chapterId = (await tx(chapters))[0]!.id;
  const work_ = () => work(services, network.id);

  const taken = async (count: number) => {
    const id = newId();
    const file = sheet(count);
    const at = [performance.now()];
    await call.tx((ctx) => start(ctx, { id, kind: 'people', chapterId }));
    await takeFile(call, id, inParts(file));
    at.push(performance.now());
    const { columns } = await call.tx((ctx) => look(ctx, id));
    const fields = columns.map((c) => c.field);
    await call.tx((ctx) => map(ctx, id, { fields, header: true }));
    while (await work_());
    at.push(performance.now());
    return { id, at, bytes: file.length };
  };

  const { id, at, bytes } = await taken(rows);
  await call.tx((ctx) => apply(ctx, id, { tell: false }));
  while (await work_());
  at.push(performance.now());
  const { item } = await call.tx((ctx) => look(ctx, id));
  if (item.state !== 'applied' || item.counts.rows !== rows) throw new Error('not all of it was taken in');
  if (item.counts.known < rows / 200 || item.counts.likely < rows / 200)
    throw new Error('nobody was known again');
  const [uploaded, looked, applied] = at.slice(1).map((t, i) => (t - at[i]!) / 1000);
  const { counts } = item;
  line(
    'rows · new · known · likely · bad',
    `${counts.rows} · ${counts.new} · ${counts.known} · ${counts.likely} · ${counts.faulty}`,
  );
  line(`upload of ${(bytes / 1e6).toFixed(1)} MB`, `${uploaded!.toFixed(2)} s`);
  line('every row looked at', `${looked!.toFixed(2)} s`);
  line('taken in', `${applied!.toFixed(2)} s`);
  const all = uploaded! + looked! + applied!;
  verdict('50,000 people with de-duplication, all of it', spread([all]), { atMost: 20 }, 's');

  const most = await taken(MOST_ROWS + 10);
  const { item: million } = await call.tx((ctx) => look(ctx, most.id));
  if (million.counts.rows !== MOST_ROWS + 1) throw new Error('a million rows were not read');
  line('a million rows looked at', `${((most.at[2]! - most.at[0]!) / 1000).toFixed(1)} s`);
  line('memory', `${Math.round(process.memoryUsage().rss / 1e6)} MB`);
}, 600_000);
