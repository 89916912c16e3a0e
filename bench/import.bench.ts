import { apply, look, map, start, takeFile } from '../src/features/imports/commands.ts';
import { newId } from '../src/platform/id.ts';
import { openImports } from './imports.ts';
import { bench, line, spread, verdict } from './kit.ts';
import { inParts, sheet } from './sheet.ts';

// Issue 6: an import of 50,000 people with de-duplication, at most 20 s in all.

const rows = 50_000;

await bench(async (own) => {
  const { call, chapterId, passed } = await openImports(own);
  const id = newId();
  const file = sheet(rows);
  const at = [performance.now()];
  const mark = () => at.push(performance.now());
  await call.tx((ctx) => start(ctx, { id, kind: 'people', chapterId }));
  await takeFile(call, id, inParts(file));
  mark();
  const { columns } = await call.tx((ctx) => look(ctx, id));
  await call.tx((ctx) => map(ctx, id, { fields: columns.map((c) => c.field), header: true }));
  await passed();
  mark();
  await call.tx((ctx) => apply(ctx, id, { tell: false }));
  await passed();
  mark();
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
  line(`upload of ${(file.length / 1e6).toFixed(1)} MB`, `${uploaded!.toFixed(2)} s`);
  line('every row looked at', `${looked!.toFixed(2)} s`);
  line('taken in', `${applied!.toFixed(2)} s`);
  const all = uploaded! + looked! + applied!;
  verdict('50,000 people with de-duplication, all of it', spread([all]), { atMost: 20 }, 's');
}, 600_000);
