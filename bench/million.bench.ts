import { apply, faults, look, map, start, takeFile } from '../src/features/imports/commands.ts';
import { MOST_ROWS } from '../src/features/imports/contract.ts';
import { newId } from '../src/platform/id.ts';
import { openImports } from './imports.ts';
import { bench, line } from './kit.ts';
import { inParts, sheet } from './sheet.ts';

// Issue 6: a list of 10⁶ rows, and some more, from its upload to who it made. `--look` ends with the preview.

const beyond = 10;
const tenth = MOST_ROWS / 10;
const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`;
/** Of Node's own, in seconds since it began: beside other work the clock says little. */
const processor = () =>
  `${(process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6).toFixed(0)} s of processor`;
const memory = () => `${Math.round(process.memoryUsage().rss / 1e6)} MB`;

await bench(async (own) => {
  const { call, chapterId, passed } = await openImports(own);
  const id = newId();
  const file = sheet(MOST_ROWS + beyond);
  line('memory before, with the file itself', memory());
  let at = performance.now();
  await call.tx((ctx) => start(ctx, { id, kind: 'people', chapterId }));
  await takeFile(call, id, inParts(file));
  line(`upload of ${(file.length / 1e6).toFixed(1)} MB`, `${seconds(at)} · ${processor()} · ${memory()}`);
  const item = () => call.tx((ctx) => look(ctx, id)).then((one) => one.item);
  const { columns } = await call.tx((ctx) => look(ctx, id));
  await call.tx((ctx) => map(ctx, id, { fields: columns.map((c) => c.field), header: true }));
  const pass = async (what: string) => {
    at = performance.now();
    let next = tenth;
    await passed(async () => {
      const { done } = await item();
      if (done < next) return;
      line(`${what}: ${done.toLocaleString('en-US')} rows`, `${seconds(at)} · ${processor()} · ${memory()}`);
      next += tenth;
    });
    const { counts } = await item();
    line(`${what}: all`, `${seconds(at)} · ${processor()} · ${memory()}`);
    line(
      'rows · new · known · likely · bad · partly',
      `${counts.rows} · ${counts.new} · ${counts.known} · ${counts.likely} · ${counts.faulty} · ${counts.partly}`,
    );
    if (counts.rows !== MOST_ROWS + 1) throw new Error('a million rows were not read');
  };
  await pass('looked at');
  at = performance.now();
  let after = 0;
  let all = 0;
  let last = '';
  for (let more = true; more; ) {
    const page = await call.tx((ctx) => faults(ctx, id, { after, limit: 20_000 }));
    all += page.items.length;
    after = page.items.at(-1)!.line;
    last = page.items.at(-1)!.code;
    more = page.more;
  }
  line(`${all.toLocaleString('en-US')} errors by line, read as the desk saves them`, seconds(at));
  if (last !== 'limit') throw new Error('the last line does not say that a million rows end there');
  if (process.argv.includes('--look')) return;
  await call.tx((ctx) => apply(ctx, id, { tell: false }));
  await pass('taken in');
}, 7_200_000);
