import type { Ctx } from '../../../platform/context.ts';
import type { WrappedKey } from '../../../platform/crypto/records.ts';
import type { Vault } from '../../../platform/crypto/vault.ts';
import type { Sealed } from '../../../platform/db/types.ts';
import { emit } from '../../../platform/events/index.ts';
import type { SealedInput } from '../../../platform/http/sealed.ts';
import type { Ring } from '../../../platform/seal/bound.ts';
import { keepRecordKeys } from '../../keys/index.ts';
import { cellOf, findCrossing, type Point, zoneAt } from '../../places/index.ts';
import type { Door, Received, ReportKind, ReportWords } from '../contract.ts';
import { receiptKey, receiptOf } from '../receipt.ts';
import { FloodGauge, likenessOf, neighboursOf } from '../rules.ts';
import * as store from '../store.ts';
import { awaitDesk } from './wait.ts';

/** What is kept of an e-mail beside its words, sealed with them. */
export type AsMail = Pick<ReportWords, 'whole' | 'unproven'>;

/** A report at one of the doors, in plain words. */
export interface Incoming {
  id: string;
  door: Door;
  kind: ReportKind;
  language: string;
  tense: 'now' | 'before';
  what: string;
  /** What, where and answers, sealed by the browser of who typed them; these are empty then. */
  said?: SealedInput | undefined;
  where: { text?: string | undefined; point?: Point | undefined; accuracyM?: number | undefined };
  answers?: Record<string, string> | undefined;
  /** Of an e-mail. */
  asMail?: AsMail | undefined;
  contact?: string | SealedInput | undefined;
  firstHand?: boolean | undefined;
  seenAt?: Date | undefined;
  /** Keyed hash of who sent it; equal for reports that are not independent. */
  origin: Buffer;
  /** The internet address that it came from, if from one: read while it is taken in, kept nowhere. */
  address?: string | undefined;
  conversationId?: string | undefined;
  drill?: boolean | undefined;
  /** Typed by an operator or sent in a drill: no flood. */
  uncounted?: boolean | undefined;
}

/** Who may read a report: the desk, or of someone who was detained the legal desk alone. */
export const ringsFor = (kind: ReportKind): Ring[] => [kind === 'detained' ? 'legal' : 'desk'];

/** A report with its words sealed already, so that no transaction waits for that. */
export interface Prepared {
  report: Incoming;
  words: Sealed;
  contact: Sealed | null;
  point: Sealed | null;
  keys: WrappedKey[];
}

export async function prepareReport(vault: Vault, report: Incoming): Promise<Prepared> {
  const words: ReportWords = {
    what: report.what,
    where: report.where.text ?? null,
    answers: report.answers ?? {},
    ...report.asMail,
  };
  const { contact } = report;
  const { point } = report.where;
  const { boxes, keys } = await vault.seal(ringsFor(report.kind), report.id, {
    words: report.said ?? words,
    ...(contact && { contact }),
    ...(point && { point }),
  });
  return { report, words: boxes.words, contact: boxes.contact ?? null, point: boxes.point ?? null, keys };
}

/** Takes reports in. The same id twice is the same report: answered as the first time, and nothing changes. */
export const receiveReports = async (ctx: Ctx, reports: Incoming[]): Promise<Received[]> =>
  receivePrepared(ctx, await Promise.all(reports.map((r) => prepareReport(ctx.vault, r))));

/** The rest of the intake: place, queue, rows and events of a batch in a few statements. */
export async function receivePrepared(ctx: Ctx, prepared: Prepared[]): Promise<Received[]> {
  const { tx, network, vault, now } = ctx;
  const banned = await store.selectBanned(
    tx,
    network.id,
    prepared.map((p) => p.report.origin),
  );
  const rows = new Map<string, store.NewReport & { receipt: string }>();
  for (const one of prepared)
    if (!rows.has(one.report.id)) rows.set(one.report.id, await rowOf(ctx, one, banned));
  const inserted = await store.insertReports(tx, network.id, [...rows.values()], now);
  const isNew = new Set<string>();
  const kept = prepared.filter(({ report: { id } }) => inserted.has(id) && !isNew.has(id) && isNew.add(id));
  await keepRecordKeys(
    ctx,
    kept.flatMap(({ keys }) => keys),
  );
  const fresh = [...inserted].map((id) => rows.get(id)!);
  await emit(ctx, ...fresh.flatMap(eventsOf));
  await awaitDesk(ctx, fresh);
  const before = [...rows.keys()].filter((id) => !inserted.has(id));
  const known = new Map(
    (before.length > 0 ? await store.selectReceived(tx, network.id, before) : []).map((r) => [r.id, r]),
  );
  return prepared.map(({ report: { id } }) => {
    const first = known.get(id);
    const { queue, receipt } = first
      ? { ...first, receipt: receiptOf(vault, id, first.language) }
      : rows.get(id)!;
    return { id, receipt, queue, receivedAt: (first?.receivedAt ?? now).toISOString() };
  });
}

async function rowOf(ctx: Ctx, prepared: Prepared, banned: Set<string>) {
  const { report, words, contact } = prepared;
  const { vault, now } = ctx;
  const place = await locate(ctx, report.where);
  const receipt = receiptOf(vault, report.id, report.language);
  return {
    id: report.id,
    receipt,
    door: report.door,
    language: report.language,
    tense: report.tense,
    kind: report.kind,
    queue: queueOf(ctx, report, place?.cell ?? null, banned),
    origin: report.origin,
    receiptKey: receiptKey(vault, receipt),
    conversationId: report.conversationId ?? null,
    cell: place?.cell ?? null,
    zoneId: place?.zoneId ?? null,
    accuracyM: place?.accuracyM ?? null,
    point: prepared.point ?? (place && (await sealPoint(ctx, prepared, place.point))),
    words,
    contact,
    firstHand: report.firstHand ?? null,
    // Nobody sees tomorrow: a clock that is ahead counts as now.
    seenAt: report.seenAt && report.seenAt < now ? report.seenAt : now,
    drill: report.drill ?? false,
  };
}

/** A place that was found by its name, sealed like one that was given. */
async function sealPoint({ vault }: Ctx, { report, keys: known }: Prepared, point: Point): Promise<Sealed> {
  const { boxes, keys } = await vault.seal(ringsFor(report.kind), report.id, { point });
  known.push(...keys);
  return boxes.point;
}

/** Words that name a crossing are good to about so many metres. */
const crossingAccuracyM = 60;
const unknownAccuracyM = 100;

/** Where a report points to: its own point, or the crossing that its words name; null when neither is known. */
export async function locate(ctx: Ctx, where: Incoming['where']) {
  const crossing = !where.point && where.text ? await findCrossing(ctx, where.text) : null;
  const point = where.point ?? (crossing && { lat: crossing.lat, lon: crossing.lon });
  if (!point) return null;
  const zoneId = (await zoneAt(ctx, point))?.id ?? crossing?.zoneId ?? null;
  const accuracyM = where.accuracyM ?? (crossing ? crossingAccuracyM : unknownAccuracyM);
  return { point, cell: cellOf(point), zoneId, accuracyM };
}

const gauges = new Map<string, FloodGauge>();

function queueOf(
  ctx: Ctx,
  report: Incoming,
  cell: string | null,
  banned: Set<string>,
): 'normal' | 'throttled' {
  const origin = report.origin.toString('hex');
  if (banned.has(origin)) return 'throttled';
  if (report.uncounted) return 'normal';
  const gauge = gauges.get(ctx.network.id) ?? new FloodGauge();
  gauges.set(ctx.network.id, gauge);
  const neighbours = report.address ? neighboursOf(report.address) : null;
  const words = likenessOf(report.what);
  return gauge.queueFor({ origin, door: report.door, cell, neighbours, words }, ctx.now);
}

/** What went to the legal desk is told to nobody else. */
const eventsOf = (row: store.NewReport) => [
  {
    kind: row.kind === 'detained' ? 'report.restricted' : 'report.received',
    subject: row.id,
    data: { queue: row.queue, drill: row.drill, door: row.door },
  },
  ...(row.contact && row.kind !== 'detained' ? [{ kind: 'report.call_asked', subject: row.id }] : []),
];
