import { plusMinutes } from '../../../../platform/clock.ts';
import type { Ctx } from '../../../../platform/context.ts';
import type { WrappedKey } from '../../../../platform/crypto/records.ts';
import { emit } from '../../../../platform/events/index.ts';
import type { SealedInput } from '../../../../platform/http/sealed.ts';
import { send } from '../../../channels/index.ts';
import { noteAll } from '../../../incidents/index.ts';
import { keepRecordKeys } from '../../../keys/index.ts';
import { say } from '../../messages.ts';
import { happenedAt, isSeated, partFor, takesPart } from '../../rules.ts';
import * as store from '../../store.ts';
import { assignmentEvent, langFor, refreshResponses, signsOf } from '../common.ts';
import { expectSetOff } from '../expect.ts';
import { leaveAlone, pairUp } from '../pairs.ts';
import { endLateAndAlone } from '../wait.ts';
import { planWave } from '../wave.ts';
import type { Changed, Known } from './types.ts';

/** Writes what the answers lead to: states, acts, who is out, response, timeline, events, and the next look. */
export async function save(ctx: Ctx, known: Known, changed: Changed[]): Promise<void> {
  if (changed.length === 0) return;
  const rowOf = ({ a }: Changed) => known.rows.get(a.assignmentId)!;
  const parts = await givePartsAndPromises(ctx, known, changed);
  const keys: WrappedKey[] = [];
  const seal = async (id: string, says: string | SealedInput) => {
    const sealed = await ctx.vault.seal(['desk'], id, { says });
    keys.push(...sealed.keys);
    return sealed.boxes.says;
  };
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
          says: a.words ? await seal(row.id, a.words) : null,
        };
      }),
    ),
  );
  await keepRecordKeys(ctx, keys);
  await endLateAndAlone(ctx, changed.filter((c) => c.result.outcome === 'declined').map(rowOf));
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
  await refreshResponses(ctx, [...new Set(changed.map((c) => rowOf(c).incidentId))]);
  await tell(ctx, known, changed, atOf);
  await tellRelieved(ctx, known, changed, parts);
  await pair(ctx, known, changed, rowOf);
  await lookAgain(ctx, known, changed, rowOf);
}

/** The part each new one takes, and whose place a relief takes. */
async function givePartsAndPromises(ctx: Ctx, known: Known, changed: Changed[]) {
  const all = await store.selectTakenOf(ctx, [...known.callouts.keys()]);
  const seatedOf = new Map<string, number>();
  const relieved = new Set(all.filter((r) => r.state !== 'declined').map((r) => r.relieves));
  for (const r of all) if (takesPart(r)) seatedOf.set(r.calloutId, (seatedOf.get(r.calloutId) ?? 0) + 1);
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
  const kindOf = (c: Changed) => `assignment.${c.result.outcome}`;
  const notes = changed.map((c, i) => {
    const row = rows[i]!;
    return {
      incidentId: row.incidentId,
      kind: kindOf(c),
      by: c.a.actor,
      subject: row.id,
      data: {
        code: known.callouts.get(row.calloutId)!.code,
        callSign: signs.get(row.personId) ?? '',
        ...('was' in c.result && c.result.was !== 'new' ? { was: c.result.was } : {}),
        ...('why' in c.result ? { why: c.result.why } : {}),
        ...(c.a.etaMinutes ? { etaMinutes: c.a.etaMinutes } : {}),
      },
      at: atOf(c),
      id: c.a.actId,
      ...(c.a.said ? { words: c.a.said } : typeof c.a.words === 'string' ? { words: c.a.words } : {}),
    };
  });
  await noteAll(ctx, notes);
  const events = changed.map((c, i) => assignmentEvent(kindOf(c), rows[i]!));
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

/** Who goes with whom: a yes may end somebody's waiting, a no may leave somebody alone; a new time is a word. */
async function pair(
  ctx: Ctx,
  known: Known,
  changed: Changed[],
  rowOf: (c: Changed) => store.AssignmentRow,
): Promise<void> {
  const came = changed.filter((c) => c.result.outcome === 'accepted' && !isSeated(rowOf(c).state)).map(rowOf);
  if (came.length > 0)
    await pairUp(ctx, [...new Set(came.map((r) => r.incidentId))], new Set(came.map((r) => r.id)));
  const moved = changed.filter(
    (c) => c.result.outcome === 'accepted' && rowOf(c).state === 'accepted' && rowOf(c).setOffDueAt,
  );
  await expectSetOff(
    ctx,
    moved.map((c) => ({ ...rowOf(c), etaAt: c.a.etaMinutes ? plusMinutes(ctx.now, c.a.etaMinutes) : null })),
    known.callouts,
  );
  for (const c of changed)
    if (c.result.outcome === 'declined' && isSeated(rowOf(c).state)) await leaveAlone(ctx, rowOf(c));
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
