import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import type { SealedInput } from '../../../platform/http/sealed.ts';
import { conflict, notFound } from '../../../platform/problem.ts';
import { incident, note } from '../../incidents/index.ts';
import type { Action } from '../contract.ts';
import { type Key, say } from '../messages.ts';
import { happenedAt, isSeated, mayAct, type Standing, stateAfter, waitsFor } from '../rules.ts';
import * as store from '../store.ts';
import { isOverAs } from './answer.ts';
import { assignmentEvent, langFor, refreshResponse, signsOf } from './common.ts';
import { writeChange } from './wait.ts';

/** An act from a phone, or entered by the desk: its id makes a replay the same act. */
export interface Act {
  id: string;
  at?: Date | null | undefined;
}

/** What a step finds. */
export interface Opened {
  row: store.AssignmentRow;
  callout: store.CalloutRow;
  standing: Standing;
  /** When it happened, as far as that can be believed. */
  at: Date;
}

/** What a step does beside moving the state. */
export interface Effect {
  change?: store.Change;
  /** For the timeline; pointers and codes. */
  data?: Record<string, unknown>;
  words?: string | SealedInput;
  /** Runs when state and timeline are written. */
  follow?: () => Promise<void>;
}

/**
 * One step of one assignment: locked, checked, written once, told. The same act again changes nothing. Throws 404
 * for what is not one's own (a dispatcher may act for all), 409 in plain words where the step is not possible now.
 */
export async function step(
  ctx: Ctx,
  action: Action,
  assignmentId: string,
  act: Act,
  effectOf: (opened: Opened) => Promise<Effect> | Effect = () => ({}),
): Promise<store.AssignmentRow> {
  const [row] = await store.lockAssignments(ctx, [assignmentId]);
  if (!row) throw notFound('assignment');
  if (await isReplay(ctx, action, row, act)) return row;
  const opened = await open(ctx, row, act);
  if (!mayAct(action, opened.standing)) throw cannot(ctx, action, row, opened.standing);
  const { change, data, words, follow } = await effectOf(opened);
  const state = stateAfter(action, row.state);
  const set: store.Change = { ...change, ...(state === row.state ? {} : { state }) };
  if (Object.keys(set).length > 0) await writeChange(ctx, [row.id], set);
  await store.insertActs(ctx, [
    { id: act.id, assignmentId, kind: action, outcome: 'noted', by: ctx.actor.personId, at: opened.at },
  ]);
  if (state !== row.state) await refreshResponse(ctx, row.incidentId);
  const signs = await signsOf(ctx, [row.personId]);
  await note(ctx, row.incidentId, `assignment.${action}`, {
    id: act.id,
    subject: row.id,
    at: opened.at,
    data: { code: opened.callout.code, callSign: signs.get(row.personId) ?? '', ...data },
    ...(words ? { words } : {}),
  });
  await emit(ctx, assignmentEvent(`assignment.${action}`, row));
  await follow?.();
  return { ...row, state };
}

async function isReplay(ctx: Ctx, action: Action, row: store.AssignmentRow, act: Act): Promise<boolean> {
  const [earlier] = await store.selectActs(ctx, [act.id]);
  if (!earlier) return false;
  if (earlier.assignmentId === row.id && earlier.kind === action) return true;
  throw conflict('This id was used for another act already.', undefined, 'Do it again from the screen.');
}

async function open(ctx: Ctx, row: store.AssignmentRow, act: Act): Promise<Opened> {
  const callout = (await store.selectCallout(ctx, row.calloutId))!;
  const at = happenedAt(act.at ?? null, ctx.now, row.askedAt);
  return { row, callout, at, standing: await standingOf(ctx, row, callout, at) };
}

/** Throws 409 where the step is not possible now; for what must be known before a file is read. */
export async function mayStep(ctx: Ctx, action: Action, row: store.AssignmentRow): Promise<void> {
  const callout = (await store.selectCallout(ctx, row.calloutId))!;
  const standing = await standingOf(ctx, row, callout, ctx.now);
  if (!mayAct(action, standing)) throw cannot(ctx, action, row, standing);
}

/** What decides which steps are open. What happened before a stand-down was given is written down as it happened. */
export async function standingOf(
  ctx: Ctx,
  row: store.AssignmentRow,
  callout: store.CalloutRow,
  at: Date,
): Promise<Standing> {
  const about = await incident(ctx, row.incidentId);
  const open = (await store.selectAcksOf(ctx, [row.id])).filter((k) => !k.ackedAt);
  const given = open.length > 0 ? await store.selectStandDownsAt(ctx, [row.incidentId]) : [];
  const pending = given.filter((s) => open.some((k) => k.standDownId === s.id));
  return {
    state: row.state,
    purpose: callout.purpose,
    conductRead: row.conductAt !== null,
    standDownPending: pending.some((s) => s.at <= at),
    over: isOverAs(callout, about),
    waits: waitsFor({
      ...callout,
      state: row.state,
      others: await othersAt(ctx, row),
      mayWait: row.mayWaitAt !== null,
      isConfirmed: about.verification === 'confirmed',
    }),
  };
}

/** How many others hold a seat there; asked only of those who have not set off. */
async function othersAt(ctx: Ctx, row: store.AssignmentRow): Promise<number> {
  if (row.state === 'departed' || (isSeated(row.state) && row.state !== 'accepted')) return 0;
  return (await store.selectSeatedAt(ctx, [row.incidentId])).filter((r) => r.id !== row.id).length;
}

function cannot(ctx: Ctx, action: Action, row: store.AssignmentRow, { waits }: Standing) {
  const sets = action === 'en-route' || action === 'on-scene';
  const key: Key = sets && row.conductAt && waits ? `waits.${waits}` : `cannot.${action}`;
  return conflict(say(langFor(row), key, { number: ctx.network.emergencyNumber }), { state: row.state });
}
