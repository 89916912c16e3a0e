import type { Ctx } from '../../../platform/context.ts';
import { boxOf } from '../../../platform/crypto/vault.ts';
import { FILE_WAYS, type Letter, lettersOf } from '../../channels/index.ts';
import { callSigns } from '../../people/index.ts';
import { type LineState, type SentLine, STATES } from '../contract.ts';
import { isForDesk } from '../rules.ts';
import * as store from '../store.ts';
import type { Loaded } from './load.ts';

/** Every line of these threads in both directions, each thread's oldest first. */
export async function linesOf(ctx: Ctx, threads: readonly Loaded[]): Promise<Map<string, SentLine[]>> {
  const own = await store.selectLines(
    ctx,
    threads.map((t) => t.id),
  );
  const letters = await lettersOf(ctx, {
    subjects: [...threads.flatMap((t) => t.said.map((s) => s.id)), ...own.map((l) => l.id)],
    personIds: threads.filter((t) => t.kind === 'member').map((t) => t.id),
  });
  const signs = await callSigns(
    ctx,
    [
      ...threads.flatMap((t) => t.said.flatMap((s) => [s.by, s.moved?.by ?? null])),
      ...own.map((l) => l.by),
    ].filter((by) => by !== null),
  );
  return new Map(
    threads.map((thread) => {
      const kept = own.filter((l) => l.threadId === thread.id);
      const ids = new Set([...thread.said, ...kept].map((l) => l.id));
      const sent = letters.filter((m) => m.personId === thread.id || (m.subject && ids.has(m.subject)));
      const lines = [
        ...thread.said.map((s) => saidLine(s, signs)),
        ...kept.map((l) => keptLine(ctx, thread, l, sent, signs)),
        // A reply is its own line already.
        ...sent.filter((m) => !kept.some((l) => l.body && l.id === m.subject)).map(letterLine),
      ];
      return [thread.id, lines.sort((a, b) => (a.at === b.at ? rank(a) - rank(b) : a.at < b.at ? -1 : 1))];
    }),
  );
}

/** The last line of each thread that a person wrote, of either side; how far ours has come is left out. */
export async function lastLinesOf(
  ctx: Ctx,
  threads: readonly Loaded[],
): Promise<Map<string, SentLine | null>> {
  const ids = threads.map((t) => t.id);
  const own = new Map((await store.selectLastLines(ctx, ids)).map((l) => [l.threadId, l]));
  const signs = await callSigns(ctx, [
    ...new Set([...threads.flatMap((t) => t.said), ...own.values()].flatMap((l) => l.by ?? [])),
  ]);
  return new Map(
    threads.map((thread) => {
      const kept = own.get(thread.id);
      const said = thread.said.at(-1);
      if (kept && (!said || kept.at >= said.at))
        return [thread.id, { ...keptLine(ctx, thread, kept, [], signs), state: null }];
      return [thread.id, said ? saidLine(said, signs) : null];
    }),
  );
}

/** Of the same moment, an answer comes after what it answers. */
const order: SentLine['from'][] = ['person', 'house', 'desk'];
const rank = ({ from }: SentLine) => order.indexOf(from);

const saidLine = (s: Loaded['said'][number], signs: Map<string, string>): SentLine => ({
  id: s.id,
  at: s.at.toISOString(),
  from: 'person',
  kind: s.kind,
  reportId: s.reportId,
  callSign: (s.by && signs.get(s.by)) ?? null,
  said: s.said,
  body: null,
  purpose: null,
  state: null,
  moved: s.moved && {
    to: s.moved.to,
    id: s.moved.id,
    callSign: (s.moved.by && signs.get(s.moved.by)) ?? '–',
    at: s.moved.at.toISOString(),
  },
  way: s.door,
  file: null,
  drill: s.drill,
});

function keptLine(
  ctx: Ctx,
  thread: Loaded,
  line: store.LineRow,
  sent: readonly Letter[],
  signs: Map<string, string>,
): SentLine {
  const letter = sent.findLast((m) => m.subject === line.id);
  const nowhere = thread.reporter?.way === null ? 'page' : 'unreachable';
  return {
    id: line.id,
    at: line.at.toISOString(),
    from: line.words ? 'person' : 'desk',
    kind: line.words ? 'text' : 'ours',
    reportId: null,
    callSign: line.words ? null : ((line.by && signs.get(line.by)) ?? '–'),
    said: line.words && boxOf(line.words, { record: line.id, field: 'words' }),
    body: line.body && ctx.vault.decrypt<string>(line.body, { record: line.id, field: 'body' }),
    purpose: line.words ? null : 'desk',
    state: line.words ? null : letter ? stateOf(letter) : nowhere,
    moved: null,
    way: letter?.kind ?? null,
    file: letter ? fileOf(letter) : null,
    drill: letter?.drill ?? false,
  };
}

const letterLine = (letter: Letter): SentLine => ({
  id: letter.id,
  at: letter.at.toISOString(),
  from: 'house',
  kind: 'ours',
  reportId: null,
  callSign: null,
  said: null,
  body: isForDesk(letter.purpose) ? letter.body : null,
  purpose: letter.purpose,
  state: stateOf(letter),
  moved: null,
  way: letter.kind,
  file: fileOf(letter),
  drill: letter.drill,
});

/** What goes with it; left out where its way carries words only. */
const fileOf = ({ file, kind }: Letter): SentLine['file'] =>
  file && { ...file, left: !FILE_WAYS.includes(kind) };

/** What is being handed over waits still. */
const stateOf = ({ state }: Letter): LineState => STATES.find((known) => known === state) ?? 'queued';
