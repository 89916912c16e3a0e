import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { Gauge } from '../../../platform/gauge.ts';
import type { SealedInput } from '../../../platform/http/sealed.ts';
import { authorize } from '../../../platform/policy.ts';
import { notFound } from '../../../platform/problem.ts';
import { changeSourceFacts } from '../../incidents/index.ts';
import { sealFor } from '../../keys/index.ts';
import type { AdditionWords } from '../contract.ts';
import { policy } from '../policy.ts';
import { ADDITIONS } from '../rules.ts';
import * as store from '../store.ts';
import { load } from './load.ts';
import { type AsMail, locate, ringsFor } from './receive.ts';
import { leaveIndex } from './search.ts';

/** What a reporter, or the operator for them, says later. A report is never overwritten. */
export interface Addition {
  id: string;
  words?: string | undefined;
  /** Words and answers, sealed by the browser of who typed them. */
  said?: SealedInput | undefined;
  answers?: Record<string, string> | undefined;
  firstHand?: boolean | undefined;
  tense?: 'now' | 'before' | undefined;
  seenAt?: Date | undefined;
  where?: string | undefined;
  contact?: string | SealedInput | undefined;
  /** Of an e-mail. */
  asMail?: AsMail | undefined;
  /** A voice note: what it says, and what it answers, is heard by a person. */
  spoken?: boolean | undefined;
  /** The language that they say they speak. */
  language?: string | undefined;
}

const perReport = new Gauge(ADDITIONS.perReport);
const perNetwork = new Gauge(ADDITIONS.perNetwork);

/** In a flood an addition is kept and marked, and nobody is told that it came. */
function isFlood(ctx: Ctx, reportId: string): boolean {
  if (ctx.actor.kind === 'person') return false;
  const [own, all] = [perReport.isOver(reportId, ctx.now), perNetwork.isOver(ctx.network.id, ctx.now)];
  return own || all;
}

/**
 * Adds for the reporter, who has shown that it is theirs; the same id again changes nothing. True when it is looked at
 * later, because too much came at once.
 */
export async function addTo(ctx: Ctx, reportId: string, added: Addition): Promise<boolean> {
  const [row] = await store.selectReports(ctx.tx, ctx.network.id, [reportId], { lock: true });
  if (!row) throw notFound('report');
  const words: AdditionWords = {
    words: added.words ?? null,
    answers: { ...added.answers, ...(added.where ? { where: added.where } : {}) },
    ...added.asMail,
  };
  const throttled = isFlood(ctx, reportId);
  const isNew = await store.insertAddition(ctx.tx, ctx.network.id, {
    id: added.id,
    reportId,
    at: ctx.now,
    by: ctx.actor.personId,
    throttled,
    words: (await sealFor(ctx, ringsFor(row.kind), added.id, { words: added.said ?? words })).words,
  });
  if (!isNew || throttled) return throttled;
  await learn(ctx, row, added);
  if (added.contact && row.kind !== 'detained')
    await emit(ctx, { kind: 'report.call_asked', subject: reportId });
  await emit(ctx, {
    kind: row.kind === 'detained' ? 'report.restricted_added' : 'report.added',
    subject: reportId,
    data: {
      addition: added.id,
      words: Boolean(added.words),
      answers: added.spoken ? null : askedBy(row),
      byDesk: ctx.actor.kind === 'person',
    },
  });
  return false;
}

/** Who had asked what is answered now: the house by itself, or somebody of the desk. */
const askedBy = ({ asked, state }: store.ReportRow): 'house' | 'desk' | null =>
  asked === null ? null : state === 'needs_information' ? 'desk' : 'house';

/** The desk adds for a caller. */
export async function addAtDesk(ctx: Ctx, reportId: string, added: Addition): Promise<void> {
  authorize(policy, ctx.actor, 'add', 'report');
  await load(ctx, reportId);
  await addTo(ctx, reportId, added);
}

/** What the server keeps of an addition beside its words: the facts that the desk sorts and decides by. */
async function learn(ctx: Ctx, row: store.ReportRow, added: Addition): Promise<void> {
  const place = row.point || !added.where ? null : await locate(ctx, { text: added.where });
  const record = row.id;
  const rings = ringsFor(row.kind);
  // A number to call back is found by search too: the report is put into the index anew.
  if (added.contact) await leaveIndex(ctx, [record]);
  const answered = row.asked && row.state === 'needs_information';
  await store.updateReport(ctx, row.id, {
    // Their question is answered, so it is back in the hands of who asked.
    ...(answered ? { state: row.claimedBy ? 'claimed' : 'new', asked: null } : {}),
    firstHand: added.firstHand,
    tense: added.tense,
    language: added.language,
    seenAt: added.seenAt && added.seenAt < ctx.now ? added.seenAt : undefined,
    ...(added.contact && (await sealFor(ctx, rings, record, { contact: added.contact }))),
    ...(place && {
      cell: place.cell,
      zoneId: place.zoneId,
      accuracyM: place.accuracyM,
      ...(await sealFor(ctx, rings, record, { point: place.point })),
    }),
  });
  if (added.firstHand !== undefined && row.state === 'linked')
    await changeSourceFacts(ctx, row.id, { firstHand: added.firstHand });
}

/** A picture or video has come: it is part of the report, and of what an incident rests on. */
export async function addPicture(ctx: Ctx, reportId: string): Promise<void> {
  const [row] = await store.selectReports(ctx.tx, ctx.network.id, [reportId], { lock: true });
  if (!row || row.picture) return;
  await store.updateReport(ctx, reportId, { picture: true });
  await changeSourceFacts(ctx, reportId, { picture: true });
  await emit(ctx, {
    kind: row.kind === 'detained' ? 'report.restricted_added' : 'report.added',
    subject: reportId,
    data: { picture: true },
  });
}

/** A recording has come: the desk can listen to it now. */
export async function addRecording(ctx: Ctx, reportId: string): Promise<void> {
  const [row] = await store.selectReports(ctx.tx, ctx.network.id, [reportId]);
  if (!row) return;
  await emit(ctx, {
    kind: row.kind === 'detained' ? 'report.restricted_added' : 'report.added',
    subject: reportId,
    data: { recording: true },
  });
}
