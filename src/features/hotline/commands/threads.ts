import type { Ctx } from '../../../platform/context.ts';
import { boxOf } from '../../../platform/crypto/vault.ts';
import type { Box } from '../../../platform/http/sealed.ts';
import type { Kind } from '../../channels/index.ts';
import { incidentOfReports } from '../../incidents/index.ts';
import { zones } from '../../places/index.ts';
import type { AdditionWords, ReportWords } from '../contract.ts';
import * as store from '../store.ts';
import { addressOf } from './conversation.ts';

/** What one reporter told us, as the desk may see it: what went to the legal desk is not in it. */
export interface Reporter {
  language: string;
  /** The way to write to them; null where a reply waits on the page of the receipt. */
  way: Kind | null;
  reports: { id: string; state: string; incidentId: string | null; zone: string | null; receivedAt: Date }[];
  drill: boolean;
}

/** A line of a reporter, sealed as it is kept. */
export interface Said {
  id: string;
  threadId: string;
  reportId: string;
  kind: 'report' | 'addition';
  at: Date;
  /** Who of the desk wrote it down for them. */
  by: string | null;
  door: string;
  drill: boolean;
  /** It belongs elsewhere, as somebody of the desk said. */
  moved: store.AdditionRow['moved'];
  said: Box<ReportWords | AdditionWords>;
}

/** The thread that a report belongs to: its conversation's, or its own, as of somebody detained always. */
export const threadIdOf = ({
  id,
  kind,
  conversationId,
}: Pick<store.ReportRow, 'id' | 'kind' | 'conversationId'>): string =>
  kind === 'detained' ? id : (conversationId ?? id);

/** Of a report that the desk may see; null where there is none. */
export async function threadOfReport(ctx: Ctx, reportId: string): Promise<string | null> {
  const [row] = await store.selectReports(ctx.tx, ctx.network.id, [reportId]);
  return row && row.kind !== 'detained' ? threadIdOf(row) : null;
}

/** Everything that some people said. */
export interface Told {
  reporters: Map<string, Reporter>;
  said: Said[];
}

/** The reporters of these threads with everything they said, the oldest first; ids of others are left out. */
export const reportersOf = async (ctx: Ctx, threadIds: readonly string[]): Promise<Told> =>
  toldIn(ctx, await store.selectReportsOfThreads(ctx.tx, ctx.network.id, threadIds));

/** Who told of somebody detained, by their reports; the caller has made sure that the actor may see it. */
export async function detentionsOf(ctx: Ctx, reportIds: readonly string[]): Promise<Told> {
  const rows = await store.selectReports(ctx.tx, ctx.network.id, reportIds);
  return toldIn(
    ctx,
    rows.filter(({ kind }) => kind === 'detained'),
  );
}

/** Where who told of somebody detained can be written to; null where the reply waits on the page of the receipt. */
export async function addressOfDetention(ctx: Ctx, reportId: string): ReturnType<typeof addressOf> {
  const [row] = await store.selectReports(ctx.tx, ctx.network.id, [reportId]);
  return addressOf(ctx, row?.conversationId ?? null);
}

async function toldIn(ctx: Ctx, rows: store.ReportRow[]): Promise<Told> {
  const { tx, network } = ctx;
  const ids = rows.map((r) => r.id);
  const incidents = await incidentOfReports(ctx, ids);
  const zoneNames = new Map((await zones(ctx)).map((z) => [z.id, z.name]));
  const conversations = new Map(
    (
      await store.selectConversations(
        tx,
        network.id,
        rows.flatMap((r) => r.conversationId ?? []),
      )
    ).map((c) => [c.id, c]),
  );
  const reporters = new Map<string, Reporter>();
  for (const row of rows) {
    const id = threadIdOf(row);
    const known = row.conversationId ? conversations.get(row.conversationId) : undefined;
    const of = reporters.get(id) ?? {
      language: known?.language ?? row.language,
      way: (known?.kind as Kind | undefined) ?? null,
      reports: [],
      drill: row.drill,
    };
    const zone = (row.zoneId && zoneNames.get(row.zoneId)) ?? null;
    of.reports.push({
      id: row.id,
      state: row.state,
      incidentId: incidents.get(row.id) ?? null,
      zone,
      receivedAt: row.receivedAt,
    });
    reporters.set(id, { ...of, drill: row.drill });
  }
  const additions = await store.selectAdditions(tx, network.id, ids);
  return { reporters, said: linesOf(rows, additions) };
}

function linesOf(rows: store.ReportRow[], additions: store.AdditionRow[]): Said[] {
  const of = new Map(rows.map((r) => [r.id, r]));
  const common = (report: store.ReportRow) => ({
    threadId: threadIdOf(report),
    reportId: report.id,
    door: report.door,
    drill: report.drill,
  });
  const first = rows.map(
    (r): Said => ({
      ...common(r),
      id: r.id,
      kind: 'report',
      at: r.receivedAt,
      by: null,
      moved: null,
      said: boxOf(r.words, { record: r.id, field: 'words' }),
    }),
  );
  const later = additions.map(
    (a): Said => ({
      ...common(of.get(a.reportId)!),
      id: a.id,
      kind: 'addition',
      at: a.at,
      by: a.by,
      moved: a.moved,
      said: boxOf(a.words, { record: a.id, field: 'words' }),
    }),
  );
  return [...first, ...later].sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1));
}

/** How those who asked for it want to be called, sealed; of reports that the desk may see. */
export async function contactsOf(ctx: Ctx, reportIds: readonly string[]) {
  const rows = await store.selectReports(ctx.tx, ctx.network.id, reportIds);
  return new Map(
    rows.flatMap((row) => {
      if (!row.contact || row.kind === 'detained') return [];
      const contact = boxOf<string>(row.contact, { record: row.id, field: 'contact' });
      const { language, drill } = row;
      return [[row.id, { threadId: threadIdOf(row), language, drill, contact }] as const];
    }),
  );
}
