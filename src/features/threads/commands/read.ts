import type { Ctx } from '../../../platform/context.ts';
import { abilities, authorize } from '../../../platform/policy.ts';
import { callSigns } from '../../people/index.ts';
import { onShift } from '../../shifts/index.ts';
import type { SentHead, SentLine, SentThread, ThreadKind } from '../contract.ts';
import { policy } from '../policy.ts';
import * as store from '../store.ts';
import { lastLinesOf, linesOf } from './lines.ts';
import { carriesFiles, kindsOf, type Loaded, load, loadAll } from './load.ts';
import { sentencesFor } from './sentences.ts';

const shown = 100;

/** What the desk has to do with people: who waits for an answer first, then the newest. */
export async function list(ctx: Ctx, resolved: boolean): Promise<{ items: SentHead[]; needAnswer: number }> {
  authorize(policy, ctx.actor, 'read', 'thread');
  const kinds = kindsOf(ctx);
  const rows = await store.selectThreads(ctx, kinds, resolved, shown);
  const threads = await loadAll(
    ctx,
    rows.map((r) => r.id),
    rows,
  );
  const last = await lastLinesOf(ctx, threads);
  const signs = await signsOf(ctx, threads);
  const items = threads.map((t) => headOf(ctx, t, last.get(t.id)!, signs));
  return { items, needAnswer: await store.countNeedAnswer(ctx, kinds) };
}

/** Everything said with one person, and who else has it before them. Throws 404. */
export async function read(ctx: Ctx, id: string): Promise<SentThread> {
  const thread = await load(ctx, id, 'read');
  const lines = (await linesOf(ctx, [thread])).get(id)!;
  const readers = (await store.selectReaders(ctx, id)).filter((r) => r.personId !== ctx.actor.personId);
  const desk = await onDesk(ctx, thread.kind);
  const signs = await signsOf(ctx, [thread], [...desk, ...readers.map((r) => r.personId)]);
  return {
    ...headOf(ctx, thread, lines.findLast((l) => l.from !== 'house') ?? null, signs),
    lines,
    here: readers.map(({ personId, typing }) => ({ callSign: signs.get(personId) ?? '–', typing })),
    desk: desk.map((personId) => ({ personId, callSign: signs.get(personId) ?? '–' })),
    carriesFiles: carriesFiles(thread),
    sentences: await sentencesFor(ctx, thread),
  };
}

/** Who a thread can be given to. */
export async function onDesk(ctx: Ctx, kind: ThreadKind): Promise<string[]> {
  const roles = kind === 'detention' ? ['legal'] : ['operator', 'dispatcher'];
  const on = await Promise.all(roles.map((role) => onShift(ctx, role)));
  return [...new Set(on.flat())];
}

const signsOf = (ctx: Ctx, threads: readonly Loaded[], more: string[] = []) =>
  callSigns(ctx, [...threads.map((t) => t.row?.assignedTo ?? null).filter((id) => id !== null), ...more]);

function headOf(ctx: Ctx, thread: Loaded, last: SentLine | null, signs: Map<string, string>): SentHead {
  const { id, kind, callSign, language, reporter, row } = thread;
  const assigned = row?.assignedTo ?? null;
  return {
    id,
    kind,
    callSign,
    language,
    way: reporter ? reporter.way : null,
    reports: (reporter?.reports ?? []).map(({ receivedAt: _, ...report }) => report),
    lastAt: last?.at ?? (row?.lastAt ?? ctx.now).toISOString(),
    unread: Boolean(row?.lastInAt && (!row.seenAt || row.seenAt < row.lastInAt)),
    needsAnswer: row?.needsAnswer ?? false,
    assignedTo: assigned ? { personId: assigned, callSign: signs.get(assigned) ?? '–' } : null,
    resolvedAt: row?.resolvedAt?.toISOString() ?? null,
    drill: reporter?.drill ?? false,
    last,
    can: abilities(policy, ctx.actor, 'thread', thread),
  };
}
