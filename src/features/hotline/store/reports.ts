import type { Ctx } from '../../../platform/context.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { Sealed } from '../../../platform/db/types.ts';
import type { Door, Question, ReportKind, ReportState } from '../contract.ts';

export interface ReportRow {
  id: string;
  door: Door;
  language: string;
  tense: 'now' | 'before';
  kind: ReportKind;
  queue: 'normal' | 'throttled';
  origin: Buffer;
  conversationId: string | null;
  cell: string | null;
  zoneId: string | null;
  accuracyM: number | null;
  point: Sealed | null;
  words: Sealed;
  contact: Sealed | null;
  firstHand: boolean | null;
  picture: boolean;
  seenAt: Date;
  receivedAt: Date;
  touchedAt: Date;
  state: ReportState;
  typedBy: string | null;
  claimedBy: string | null;
  claimedAt: Date | null;
  asked: Question | null;
  closedAs: string | null;
  closedBy: string | null;
  closedAt: Date | null;
  toldAt: Date | null;
  drill: boolean;
}

const columns = [
  'id',
  'door',
  'language',
  'tense',
  'kind',
  'queue',
  'origin',
  'conversation_id as conversationId',
  'cell',
  'zone_id as zoneId',
  'accuracy_m as accuracyM',
  'point',
  'words',
  'contact',
  'first_hand as firstHand',
  'picture',
  'seen_at as seenAt',
  'received_at as receivedAt',
  'touched_at as touchedAt',
  'state',
  'typed_by as typedBy',
  'claimed_by as claimedBy',
  'claimed_at as claimedAt',
  'asked',
  'closed_as as closedAs',
  'closed_by as closedBy',
  'closed_at as closedAt',
  'told_at as toldAt',
  'drill',
] as const;

const select = (tx: Tx, networkId: string) =>
  tx.selectFrom('reports').select(columns).where('network_id', '=', networkId).$castTo<ReportRow>();

export const selectReports = (
  tx: Tx,
  networkId: string,
  ids: readonly string[],
  { lock = false } = {},
): Promise<ReportRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : select(tx, networkId)
        .where('id', 'in', ids)
        .orderBy('id')
        .$if(lock, (q) => q.forUpdate())
        .execute();

/** The reports of these threads that are the desk's, the oldest first. */
export const selectReportsOfThreads = (
  tx: Tx,
  networkId: string,
  threadIds: readonly string[],
): Promise<ReportRow[]> =>
  threadIds.length === 0
    ? Promise.resolve([])
    : select(tx, networkId)
        .where('kind', '<>', 'detained')
        .where((w) =>
          w.or([
            w('conversation_id', 'in', threadIds),
            w.and([w('id', 'in', threadIds), w('conversation_id', 'is', null)]),
          ]),
        )
        .orderBy('received_at')
        .orderBy('id')
        .execute();

/** What the desk works on: the newest of a queue. Restricted reports are not the desk's. */
export const selectOpen = (
  tx: Tx,
  networkId: string,
  queue: 'normal' | 'throttled',
  limit: number,
): Promise<ReportRow[]> =>
  select(tx, networkId)
    .where('state', 'in', ['new', 'claimed', 'needs_information'])
    .where('kind', '<>', 'detained')
    .where('queue', '=', queue)
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();

export const selectClosed = (tx: Tx, networkId: string, limit: number): Promise<ReportRow[]> =>
  select(tx, networkId)
    .where('state', '=', 'closed')
    .where('kind', '<>', 'detained')
    .orderBy('closed_at', 'desc')
    .limit(limit)
    .execute();

/** Open reports that are not in sight: those of the legal desk, and those in the throttled queue. */
export async function countHidden(
  tx: Tx,
  networkId: string,
): Promise<{ restricted: number; throttled: number }> {
  const row = await tx
    .selectFrom('reports')
    .select((s) => [
      s.fn.countAll<number>().filterWhere('kind', '=', 'detained').as('restricted'),
      s.fn
        .countAll<number>()
        .filterWhere((w) => w.and([w('queue', '=', 'throttled'), w('kind', '<>', 'detained')]))
        .as('throttled'),
    ])
    .where('network_id', '=', networkId)
    .where('state', 'in', ['new', 'claimed', 'needs_information'])
    .executeTakeFirstOrThrow();
  return { restricted: Number(row.restricted), throttled: Number(row.throttled) };
}

/** Reports of drills that somebody typed, or took and then asked back about, linked or closed, since then. */
export async function countTakenInDrills(ctx: Ctx, personId: string, since: Date): Promise<number> {
  const row = await ctx.tx
    .selectFrom('reports')
    .select((s) => s.fn.countAll<number>().as('count'))
    .where('network_id', '=', ctx.network.id)
    .where('drill', '=', true)
    .where('received_at', '>=', since)
    .where((w) =>
      w.or([
        w('typed_by', '=', personId),
        w('closed_by', '=', personId),
        w.and([w('claimed_by', '=', personId), w('state', 'in', ['needs_information', 'linked'])]),
      ]),
    )
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

export async function selectIdByReceipt(tx: Tx, networkId: string, key: Buffer): Promise<string | null> {
  const row = await tx
    .selectFrom('reports')
    .select('id')
    .where('network_id', '=', networkId)
    .where('receipt_key', '=', key)
    .executeTakeFirst();
  return row?.id ?? null;
}

export interface ReportChange {
  state?: ReportState;
  typedBy?: string;
  claimedBy?: string | null;
  claimedAt?: Date | null;
  asked?: Question | null;
  closedAs?: string | null;
  closedBy?: string | null;
  closedAt?: Date | null;
  toldAt?: Date | null;
  tense?: 'now' | 'before' | undefined;
  language?: string | undefined;
  firstHand?: boolean | undefined;
  picture?: boolean | undefined;
  seenAt?: Date | undefined;
  contact?: Sealed | undefined;
  cell?: string | undefined;
  zoneId?: string | null | undefined;
  point?: Sealed | undefined;
  accuracyM?: number | null | undefined;
}

/** Writes what changed of a row that the transaction holds, and that somebody touched it. */
export async function updateReport(ctx: Ctx, id: string, change: ReportChange): Promise<void> {
  const set = {
    touched_at: ctx.now,
    state: change.state,
    typed_by: change.typedBy,
    claimed_by: change.claimedBy,
    claimed_at: change.claimedAt,
    asked: change.asked,
    closed_as: change.closedAs,
    closed_by: change.closedBy,
    closed_at: change.closedAt,
    told_at: change.toldAt,
    tense: change.tense,
    language: change.language,
    first_hand: change.firstHand,
    picture: change.picture,
    seen_at: change.seenAt,
    contact: change.contact,
    cell: change.cell,
    zone_id: change.zoneId,
    point: change.point,
    accuracy_m: change.accuracyM,
  };
  await ctx.tx
    .updateTable('reports')
    .set(set)
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .execute();
}
