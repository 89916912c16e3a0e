import type { Ctx } from '../../../platform/context.ts';
import { type Incident, incidents } from '../../incidents/index.ts';
import { callsStopped } from '../../playbooks/index.ts';
import { type Claimed, isSeated, MAY_ACCEPT, stateAfterNo, takesPart } from '../rules.ts';
import * as store from '../store.ts';
import { save } from './answer/save.ts';
import type { AnswerIn, AnswerOut, Known } from './answer/types.ts';
import { pointsOf, roleNeeded, sendableNow } from './common.ts';
import { claimSeats, freeSeats } from './places.ts';

export type { AnswerIn, AnswerOut } from './answer/types.ts';

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
  const acts = await store.selectActs(
    ctx,
    answers.map((a) => a.actId),
  );
  return {
    rows: new Map(rows.map((r) => [r.id, r])),
    callouts: new Map(callouts.map((c) => [c.id, c])),
    incidents: await incidents(
      ctx,
      rows.map((r) => r.incidentId),
    ),
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
  const seated = (await store.selectTakenOf(ctx, ids)).filter(
    (r) => takesPart(r) || (r.state === 'reserve' && r.relieves),
  );
  return new Map(
    [...known.callouts.values()].map((c) => [
      c.id,
      c.closedAs === 'desk' || c.closedAs === 'rechecked'
        ? 0
        : c.wanted - seated.filter((r) => r.calloutId === c.id).length,
    ]),
  );
}
