import { plusMinutes } from '../../../platform/clock.ts';
import type { Actor, Ctx } from '../../../platform/context.ts';
import { emit, type NewEvent } from '../../../platform/events/index.ts';
import { send } from '../../channels/index.ts';
import { type Incident, incident, note } from '../../incidents/index.ts';
import { callsStopped } from '../../playbooks/index.ts';
import { say } from '../messages.ts';
import { type Claimed, happenedAt, isSeated, MAY_ACCEPT, partFor, stateAfterNo } from '../rules.ts';
import * as store from '../store.ts';
import {
  assignmentEvent,
  langFor,
  pointsOf,
  refreshResponse,
  roleNeeded,
  sendableNow,
  signsOf,
} from './common.ts';
import { claimSeats, freeSeats } from './places.ts';
import { planWave } from './wave.ts';

export interface AnswerIn {
  /** Made by whoever answers: the same id twice is the same answer. */
  actId: string;
  assignmentId: string;
  says: 'yes' | 'no';
  etaMinutes?: number | undefined;
  words?: string | undefined;
  /** When it was said, if that was offline. */
  at?: Date | null | undefined;
  /** Who says it: the member themselves, or a dispatcher for them. */
  actor: Actor;
  /** Beyond what the call-out wanted: a dispatcher takes a reserve, or a relief's promise falls due. */
  beyondWanted?: boolean;
}

export type Refusal =
  | 'unknown'
  | 'mismatch'
  | 'over'
  | 'on_scene'
  | 'departed'
  | 'stopped'
  | 'not_sendable'
  | 'elsewhere';

/** A reserve's `why` is full (the call-out has all it wanted), place (no place free), or promise (a relief's). */
export type AnswerOut =
  | { outcome: 'accepted' | 'declined'; was: 'new' | 'withdrawn' | 'eta' | 'replay' }
  | { outcome: 'reserve'; why: 'full' | 'place' | 'promise' | 'replay' }
  | { outcome: 'refused'; why: Refusal };

interface Known {
  rows: Map<string, store.AssignmentRow>;
  callouts: Map<string, store.CalloutRow>;
  incidents: Map<string, Incident>;
  acts: Map<string, store.ActRow>;
  stopped: boolean;
}

/**
 * Takes many answers in one transaction: whoever says yes is seated in the order of arrival while the call-out wants
 * them and a place is free; the others are kept as reserves. Never throws for a single answer: each gets its own.
 */
export async function answer(ctx: Ctx, answers: AnswerIn[]): Promise<AnswerOut[]> {
  await store.lockPlaces(ctx);
  const out: AnswerOut[] = [];
  let left = [...answers.keys()];
  // Two words of one person are two acts, one after the other.
  while (left.length > 0) {
    const seen = new Set<string>();
    const round = left.filter((i) => {
      const { assignmentId } = answers[i]!;
      return !seen.has(assignmentId) && seen.add(assignmentId);
    });
    const results = await answerRound(
      ctx,
      round.map((i) => answers[i]!),
    );
    for (const [n, i] of round.entries()) out[i] = results[n]!;
    left = left.filter((i) => !round.includes(i));
  }
  return out;
}

async function answerRound(ctx: Ctx, answers: AnswerIn[]): Promise<AnswerOut[]> {
  const known = await lookUp(ctx, answers);
  const first = answers.map((a) => triage(known, a));
  const noes = answers.filter((_, i) => first[i] === 'no');
  // Places given back in this round are there for its yeses.
  await freeSeats(
    ctx,
    noes.map((a) => a.assignmentId),
  );
  const yeses = answers.filter((_, i) => first[i] === 'yes');
  const claimed = await seat(ctx, known, yeses);
  const results = answers.map((a, i): AnswerOut => {
    const step = first[i]!;
    if (step === 'yes') return claimed.get(a)!;
    if (step !== 'no') return step;
    return {
      outcome: 'declined',
      was: isSeated(known.rows.get(a.assignmentId)!.state) ? 'withdrawn' : 'new',
    };
  });
  const changed = answers
    .map((a, i) => ({ a, result: results[i]! }))
    .filter(({ result }) => result.outcome !== 'refused' && !isReplay(result));
  await save(ctx, known, changed);
  return results;
}

const isReplay = (result: AnswerOut) =>
  ('was' in result && result.was === 'replay') || ('why' in result && result.why === 'replay');

async function lookUp(ctx: Ctx, answers: AnswerIn[]): Promise<Known> {
  const rows = await store.lockAssignments(
    ctx,
    answers.map((a) => a.assignmentId),
  );
  const callouts = await store.selectCallouts(
    ctx,
    rows.map((r) => r.calloutId),
  );
  const incidents = new Map<string, Incident>();
  for (const { incidentId } of rows)
    if (!incidents.has(incidentId)) incidents.set(incidentId, await incident(ctx, incidentId));
  const acts = await store.selectActs(
    ctx,
    answers.map((a) => a.actId),
  );
  return {
    rows: new Map(rows.map((r) => [r.id, r])),
    callouts: new Map(callouts.map((c) => [c.id, c])),
    incidents,
    acts: new Map(acts.map((a) => [a.id, a])),
    stopped: (await callsStopped(ctx)) !== null,
  };
}

/** What can be said without looking at places: a replay, an impossible answer, a new time; or that it is a yes or a no. */
function triage(known: Known, a: AnswerIn): AnswerOut | 'yes' | 'no' {
  const row = known.rows.get(a.assignmentId);
  if (!row) return { outcome: 'refused', why: 'unknown' };
  const act = known.acts.get(a.actId);
  if (act) return replay(act, a);
  if (row.state === 'on_scene' || row.state === 'departed') return { outcome: 'refused', why: row.state };
  if (a.says === 'no') return stateAfterNo(row.state) ? 'no' : { outcome: 'refused', why: 'over' };
  if (isOver(known, row)) return { outcome: 'refused', why: 'over' };
  if (isSeated(row.state)) return { outcome: 'accepted', was: 'eta' };
  if (known.stopped) return { outcome: 'refused', why: 'stopped' };
  return MAY_ACCEPT.includes(row.state) ? 'yes' : { outcome: 'refused', why: 'over' };
}

function replay(act: store.ActRow, a: AnswerIn): AnswerOut {
  if (act.assignmentId !== a.assignmentId || act.kind !== 'answer')
    return { outcome: 'refused', why: 'mismatch' };
  return act.outcome === 'reserve'
    ? { outcome: 'reserve', why: 'replay' }
    : { outcome: act.outcome as 'accepted' | 'declined', was: 'replay' };
}

const endings: (store.ClosedAs | null)[] = ['stood_down', 'over', 'counsel', 'expired'];

/** Whether nobody is wanted any more. A call-out that is merely full still keeps reserves. */
export const isOverAs = (callout: store.CalloutRow, about: Pick<Incident, 'concludedAt' | 'mergedInto'>) =>
  endings.includes(callout.closedAs) || about.concludedAt !== null || about.mergedInto !== null;

const isOver = (known: Known, row: store.AssignmentRow) =>
  isOverAs(known.callouts.get(row.calloutId)!, known.incidents.get(row.incidentId)!);

/** Seats those who say yes and may be sent, in their order. */
async function seat(ctx: Ctx, known: Known, yeses: AnswerIn[]): Promise<Map<AnswerIn, AnswerOut>> {
  const rowOf = (a: AnswerIn) => known.rows.get(a.assignmentId)!;
  const calloutOf = (a: AnswerIn) => known.callouts.get(rowOf(a).calloutId)!;
  const out = new Map<AnswerIn, AnswerOut>();
  for (const role of ['observer', 'verifier'] as const) {
    const ofRole = yeses.filter((a) => roleNeeded(calloutOf(a).purpose) === role);
    const fit = await sendableNow(
      ctx,
      role,
      ofRole.map((a) => rowOf(a).personId),
    );
    for (const a of ofRole)
      if (!fit.has(rowOf(a).personId)) out.set(a, { outcome: 'refused', why: 'not_sendable' });
  }
  const claiming = yeses.filter((a) => !out.has(a));
  const claims = claiming.map((a) => {
    const { meet, incident: at } = pointsOf(ctx, calloutOf(a));
    return {
      subject: a.assignmentId,
      personId: rowOf(a).personId,
      points: at ? [meet, at] : [meet],
      ...(a.beyondWanted ? {} : { group: rowOf(a).calloutId }),
    };
  });
  const answers = await claimSeats(ctx, claims, await roomOf(ctx, known));
  for (const [i, a] of claiming.entries()) out.set(a, outcomeOf(answers[i]!, calloutOf(a)));
  return out;
}

function outcomeOf(claimed: Claimed, callout: store.CalloutRow): AnswerOut {
  if (claimed === 'seated' || claimed === 'already') return { outcome: 'accepted', was: 'new' };
  if (claimed === 'elsewhere') return { outcome: 'refused', why: 'elsewhere' };
  if (claimed === 'place' && callout.purpose === 'relief') return { outcome: 'reserve', why: 'promise' };
  return { outcome: 'reserve', why: claimed === 'group' ? 'full' : 'place' };
}

/** How many more each call-out takes; one that the desk has closed takes nobody but reserves. */
async function roomOf(ctx: Ctx, known: Known): Promise<Map<string, number>> {
  const ids = [...known.callouts.keys()];
  const seated = (await store.selectAssignmentsOf(ctx, ids)).filter(
    (r) => isSeated(r.state) || r.state === 'departed' || (r.state === 'reserve' && r.relieves),
  );
  return new Map(
    [...known.callouts.values()].map((c) => [
      c.id,
      c.closedAs === 'desk' ? 0 : c.wanted - seated.filter((r) => r.calloutId === c.id).length,
    ]),
  );
}

interface Changed {
  a: AnswerIn;
  result: AnswerOut;
}

async function save(ctx: Ctx, known: Known, changed: Changed[]): Promise<void> {
  if (changed.length === 0) return;
  const rowOf = ({ a }: Changed) => known.rows.get(a.assignmentId)!;
  const parts = await givePartsAndPromises(ctx, known, changed);
  const atOf = (c: Changed) => happenedAt(c.a.at ?? null, ctx.now, rowOf(c).askedAt);
  await store.saveAnswers(
    ctx,
    await Promise.all(
      changed.map(async (c) => {
        const row = rowOf(c);
        const { a, result } = c;
        const accepted = result.outcome === 'accepted';
        const eta = a.etaMinutes ? plusMinutes(atOf(c), a.etaMinutes) : accepted ? row.etaAt : null;
        const state =
          accepted && isSeated(row.state) ? row.state : (result.outcome as store.AssignmentRow['state']);
        return {
          id: row.id,
          state,
          ...parts.get(row.id)!,
          etaAt: eta,
          answeredBy: a.actor.personId === row.personId ? null : a.actor.personId,
          says: a.words ? await ctx.vault.seal(a.words, { record: row.id, field: 'says' }) : null,
        };
      }),
    ),
  );
  await store.insertActs(
    ctx,
    changed.map((c) => ({
      id: c.a.actId,
      assignmentId: c.a.assignmentId,
      kind: 'answer',
      outcome: c.result.outcome,
      by: c.a.actor.personId,
      at: atOf(c),
    })),
  );
  await keepOut(ctx, changed, rowOf);
  for (const incidentId of new Set(changed.map((c) => rowOf(c).incidentId)))
    await refreshResponse(ctx, incidentId);
  await tell(ctx, known, changed, atOf);
  await tellRelieved(ctx, known, changed, parts);
  await lookAgain(ctx, known, changed, rowOf);
}

/** The part each new one takes, and whose place a relief takes. */
async function givePartsAndPromises(ctx: Ctx, known: Known, changed: Changed[]) {
  const all = await store.selectAssignmentsOf(ctx, [...known.callouts.keys()]);
  const seatedOf = new Map<string, number>();
  const relieved = new Set(all.filter((r) => r.state !== 'declined').map((r) => r.relieves));
  for (const r of all)
    if (isSeated(r.state) || r.state === 'departed')
      seatedOf.set(r.calloutId, (seatedOf.get(r.calloutId) ?? 0) + 1);
  const parts = new Map<string, { role: string; relieves: string | null }>();
  for (const { a, result } of changed) {
    const row = known.rows.get(a.assignmentId)!;
    const callout = known.callouts.get(row.calloutId)!;
    const takes = result.outcome === 'accepted' && !isSeated(row.state);
    const promises = takes || (result.outcome === 'reserve' && result.why === 'promise');
    const n = seatedOf.get(callout.id) ?? 0;
    const relieves = promises ? (callout.relieves.find((id) => !relieved.has(id)) ?? null) : null;
    if (relieves) relieved.add(relieves);
    if (takes) seatedOf.set(callout.id, n + 1);
    parts.set(row.id, {
      role: takes ? partFor(callout.roles, n, callout.purpose) : row.role,
      relieves: promises ? relieves : result.outcome === 'accepted' ? row.relieves : null,
    });
  }
  return parts;
}

/** Who is out, and what is learnt about who says yes. */
async function keepOut(
  ctx: Ctx,
  changed: Changed[],
  rowOf: (c: Changed) => store.AssignmentRow,
): Promise<void> {
  const accepted = changed.filter((c) => c.result.outcome === 'accepted' && !isSeated(rowOf(c).state));
  for (const incidentId of new Set(accepted.map((c) => rowOf(c).incidentId))) {
    const here = accepted.filter((c) => rowOf(c).incidentId === incidentId);
    await store.setOut(
      ctx,
      here.map((c) => rowOf(c).personId),
      incidentId,
    );
  }
  await store.setOut(
    ctx,
    changed
      .filter((c) => c.result.outcome === 'declined' && isSeated(rowOf(c).state))
      .map((c) => rowOf(c).personId),
    null,
  );
  const firstYes = changed.filter((c) => c.result.outcome !== 'declined' && !rowOf(c).answeredAt);
  await store.addYes(
    ctx,
    firstYes.map((c) => rowOf(c).personId),
  );
}

async function tell(ctx: Ctx, known: Known, changed: Changed[], atOf: (c: Changed) => Date): Promise<void> {
  const rows = changed.map(({ a }) => known.rows.get(a.assignmentId)!);
  const signs = await signsOf(
    ctx,
    rows.map((r) => r.personId),
  );
  const events: NewEvent[] = [];
  for (const [i, c] of changed.entries()) {
    const row = rows[i]!;
    const kind = `assignment.${c.result.outcome}`;
    await note({ ...ctx, actor: c.a.actor }, row.incidentId, kind, {
      subject: row.id,
      data: {
        code: known.callouts.get(row.calloutId)!.code,
        callSign: signs.get(row.personId) ?? '',
        ...('was' in c.result && c.result.was !== 'new' ? { was: c.result.was } : {}),
        ...('why' in c.result ? { why: c.result.why } : {}),
        ...(c.a.etaMinutes ? { etaMinutes: c.a.etaMinutes } : {}),
      },
      at: atOf(c),
      ...(c.a.words ? { words: c.a.words } : {}),
    });
    events.push(assignmentEvent(kind, row));
  }
  await emit(changed.length === 1 ? { ...ctx, actor: changed[0]!.a.actor } : ctx, ...events);
}

/** Whoever is to be relieved hears that they may leave. */
async function tellRelieved(
  ctx: Ctx,
  known: Known,
  changed: Changed[],
  parts: Map<string, { relieves: string | null }>,
): Promise<void> {
  for (const { a, result } of changed) {
    const relief = known.rows.get(a.assignmentId)!;
    const leaves = parts.get(relief.id)!.relieves;
    const relieved = leaves && leaves !== relief.relieves && (await store.selectAssignment(ctx, leaves));
    if (result.outcome === 'declined' || !relieved || !isSeated(relieved.state)) continue;
    const callout = (await store.selectCallout(ctx, relieved.calloutId))!;
    const name = (await signsOf(ctx, [relief.personId])).get(relief.personId) ?? '';
    await send(ctx, [
      {
        to: { personId: relieved.personId },
        body: say(langFor(relieved), 'relieved', { code: callout.code, name }),
        language: relieved.language,
        purpose: 'relieved',
        subject: relieved.id,
        urgent: true,
        drill: callout.drill,
      },
    ]);
  }
}

/** A no asks the next at once, a yes may make the team complete; a full call-out that lost someone opens again. */
async function lookAgain(
  ctx: Ctx,
  known: Known,
  changed: Changed[],
  rowOf: (c: Changed) => store.AssignmentRow,
): Promise<void> {
  for (const callout of known.callouts.values()) {
    const own = changed.filter((c) => rowOf(c).calloutId === callout.id);
    if (own.length === 0) continue;
    const lost = own.some((c) => c.result.outcome === 'declined' && isSeated(rowOf(c).state));
    if (callout.closedAs === 'filled' && lost)
      await store.updateCallout(ctx, callout.id, { closed_at: null, closed_as: null });
    if (!callout.closedAt || (callout.closedAs === 'filled' && lost)) await planWave(ctx, callout.id);
  }
}
