import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import type { SealedInput } from '../../../platform/http/sealed.ts';
import { newId } from '../../../platform/id.ts';
import { authorize } from '../../../platform/policy.ts';
import { conflict, invalid, refused } from '../../../platform/problem.ts';
import { currentPlaybook } from '../../playbooks/index.ts';
import type { Confirmable, Finding, Missing, Response, Verification } from '../contract.ts';
import { policy } from '../policy.ts';
import { confirmable, isFounded, mayRespond, mayVerify, stateOfFinding, verificationPath } from '../rules.ts';
import * as store from '../store.ts';
import { decider, load, loadToChange, note, tell, whoAndWhen } from './load.ts';
import { keepChange, sourcesOf } from './sources.ts';

/** Somebody begins to check it. Throws 409 with who and when where it is being checked already. */
export async function check(ctx: Ctx, id: string): Promise<void> {
  const row = await loadToChange(ctx, id, 'check');
  if (!mayVerify(row.verification, 'checking')) throw await decidedAlready(ctx, row);
  await step(ctx, row, { id: newId(), state: 'checking', finding: null, rule: null, sourceIds: [] });
}

/**
 * Decides what the check found; an unchecked incident passes through `checking` in the same act. Throws 422 where the
 * playbook's rule does not allow to confirm, 409 with who and when where it is decided already.
 */
export async function verify(ctx: Ctx, id: string, given: { id: string; finding: Finding }): Promise<void> {
  const row = await loadToChange(ctx, id, 'verify');
  const earlier = await store.selectVerifications(ctx.tx, ctx.network.id, id);
  if (earlier.some((v) => v.id === given.id)) return;
  const to = stateOfFinding(given.finding);
  const path = verificationPath(row.verification, to);
  if (!path) throw await decidedAlready(ctx, row);
  const basis = await basisOf(ctx, row);
  if (to === 'confirmed' && !basis.offered) throw ruleNotMet(basis.missing);
  if (path.length > 1)
    await step(ctx, row, { id: newId(), state: 'checking', finding: null, rule: null, sourceIds: [] });
  const sourceIds = to === 'confirmed' ? basis.sourceIds : (await sourcesOf(ctx, [id])).map((s) => s.id);
  const rule = to === 'confirmed' ? basis.rule : null;
  await step(ctx, row, { id: given.id, state: to, finding: given.finding, rule, sourceIds });
}

/** Whether "confirm" is offered by the rule of the incident's playbook. */
export async function basisOf(ctx: Ctx, row: store.IncidentRow): Promise<Confirmable> {
  const { confirmationRule } = await currentPlaybook(ctx, row.playbook);
  const sources = await sourcesOf(ctx, [row.id]);
  return confirmable(
    sources.map((s) => ({ ...s, origin: s.origin.toString('base64') })),
    confirmationRule,
  );
}

/** What the people sent are doing; told by the feature that sends them. A concluded incident stays concluded. */
export async function setResponse(ctx: Ctx, id: string, to: Exclude<Response, 'concluded'>): Promise<void> {
  const row = await load(ctx, id, { lock: true });
  if (row.response === to || row.response === 'concluded') return;
  if (!mayRespond(row.response, to))
    throw conflict(`The response is ${row.response}, it cannot become ${to}.`);
  await store.updateIncident(ctx.tx, ctx.network.id, id, { response: to });
  await tell(ctx, id, { kind: 'incident.changed', entry: 'response', data: { response: to } });
}

/** Ends it with an outcome of its playbook. What is confirmed ends as confirmed, what is not does not. */
export async function conclude(ctx: Ctx, id: string, outcome: string): Promise<void> {
  const row = await loadToChange(ctx, id, 'conclude');
  const { outcomes } = await currentPlaybook(ctx, row.playbook);
  const known = outcomes.filter((o) => o.for.includes('incident')).map((o) => o.id);
  if (!known.includes(outcome))
    throw invalid([{ path: 'body.outcome', message: `one of ${known.join(', ')}` }]);
  if (isFounded(outcome) !== (row.verification === 'confirmed')) throw outcomeAgainstFacts(row.verification);
  await store.updateIncident(ctx.tx, ctx.network.id, id, {
    response: 'concluded',
    outcome,
    concludedBy: decider(ctx),
    concludedAt: ctx.now,
  });
  await keepChange(ctx, id, 'conclude', { response: row.response });
  await tell(ctx, id, {
    kind: 'incident.concluded',
    entry: 'concluded',
    data: { outcome, drill: row.drill },
  });
}

/** A note of the desk; the same id again is the same note. */
export async function addNote(
  ctx: Ctx,
  id: string,
  given: { id: string; words: string | SealedInput },
): Promise<void> {
  authorize(policy, ctx.actor, 'note', 'incident');
  await load(ctx, id);
  if (await note(ctx, id, 'note', given))
    await emit(ctx, { kind: 'incident.changed', subject: id, data: { note: given.id } });
}

async function step(
  ctx: Ctx,
  row: store.IncidentRow,
  to: Pick<store.VerificationRow, 'id' | 'state' | 'finding' | 'rule' | 'sourceIds'>,
): Promise<void> {
  const { id, number, drill } = row;
  await store.insertVerification(ctx.tx, ctx.network.id, {
    ...to,
    incidentId: id,
    by: decider(ctx),
    at: ctx.now,
  });
  await store.updateIncident(ctx.tx, ctx.network.id, id, { verification: to.state });
  const { state, finding, rule } = to;
  await tell(ctx, id, {
    kind: `incident.${state}`,
    entry: state,
    data: { number, drill, ...(finding && { finding }), ...(rule && { rule }) },
  });
}

async function decidedAlready(ctx: Ctx, row: store.IncidentRow) {
  const last = (await store.selectVerifications(ctx.tx, ctx.network.id, row.id)).at(-1)!;
  return conflict(
    `Incident #${row.number} is ${words[row.verification]} already.`,
    { ...(await whoAndWhen(ctx, last.by, last.at)), verification: row.verification },
    row.verification === 'checking' ? undefined : 'Begin to check it again if there is something new.',
  );
}

const words: Record<Verification, string> = {
  unverified: 'unverified',
  checking: 'being checked',
  confirmed: 'confirmed',
  not_confirmed: 'not confirmed',
};

const wanting: Record<Missing, string> = {
  verifier: 'a trained verifier who saw it on the scene',
  first_hand: 'somebody who saw it themselves',
  independent: 'another source that is independent of the first',
  picture: 'a picture from one of them',
};

const ruleNotMet = (missing: Missing[]) =>
  refused(
    `It cannot be confirmed yet. Wanting: ${missing.map((m) => wanting[m]).join('; ')}.`,
    'Ask a verifier, or link another report of it.',
    { missing: missing.join(' ') },
  );

const outcomeAgainstFacts = (verification: Verification) =>
  verification === 'confirmed'
    ? refused('It is confirmed, so it cannot end as unfounded.', 'Check it again first.')
    : refused('It is not confirmed, so it cannot end as confirmed.', 'Confirm it first.');
