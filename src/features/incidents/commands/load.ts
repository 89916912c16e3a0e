import type { Actor, Ctx } from '../../../platform/context.ts';
import type { WrappedKey } from '../../../platform/crypto/records.ts';
import { emit } from '../../../platform/events/index.ts';
import type { SealedInput } from '../../../platform/http/sealed.ts';
import { newId } from '../../../platform/id.ts';
import { authorize } from '../../../platform/policy.ts';
import { conflict, forbidden, notFound } from '../../../platform/problem.ts';
import { keepRecordKeys } from '../../keys/index.ts';
import { callSigns } from '../../people/index.ts';
import { policy } from '../policy.ts';
import * as store from '../store.ts';

/** The member who decides; what is decided needs a person, not the system. */
export function decider(ctx: Ctx): string {
  if (!ctx.actor.personId) throw forbidden('deciding without being a member');
  return ctx.actor.personId;
}

/** Who and when, for those who came second. */
export async function whoAndWhen(ctx: Ctx, personId: string | null, at: Date) {
  const names = await callSigns(ctx, personId ? [personId] : []);
  return { who: names.get(personId ?? '') ?? 'the system', at: at.toISOString() };
}

/** An incident of this network. Throws 404. */
export async function load(ctx: Ctx, id: string, { lock = false } = {}): Promise<store.IncidentRow> {
  const [row] = await store.selectIncidents(ctx.tx, ctx.network.id, [id], { lock });
  if (!row) throw notFound('incident');
  return row;
}

/** The incident, allowed, locked until the transaction ends and still open. Throws 403, 404, or 409 with who ended it. */
export async function loadToChange(ctx: Ctx, id: string, verb: string): Promise<store.IncidentRow> {
  authorize(policy, ctx.actor, verb, 'incident');
  const row = await load(ctx, id, { lock: true });
  await mustBeOpen(ctx, row);
  return row;
}

export async function mustBeOpen(ctx: Ctx, row: store.IncidentRow): Promise<void> {
  if (row.concludedAt)
    throw conflict(
      `Incident #${row.number} is concluded.`,
      await whoAndWhen(ctx, row.concludedBy, row.concludedAt),
      'Undo the conclusion if it goes on.',
    );
  if (!row.mergedInto) return;
  const [into] = await store.selectIncidents(ctx.tx, ctx.network.id, [row.mergedInto]);
  throw conflict(
    `Incident #${row.number} was merged into #${into!.number}.`,
    undefined,
    `Go on in #${into!.number}.`,
  );
}

/** Who reads the timeline. */
const readers = ['desk', 'legal'] as const;

export interface Note {
  /** Made by the client: the same id twice is one entry. */
  id?: string;
  subject?: string | null;
  data?: Record<string, unknown>;
  /** Plain; or sealed by a browser for this entry, which has its id then. */
  words?: string | SealedInput;
  /** When it happened, where that is not now. */
  at?: Date;
}

/** A line on the timeline; false when it stands there already. Words are sealed. The caller writes the event. */
export const note = async (ctx: Ctx, incidentId: string, kind: string, more: Note = {}): Promise<boolean> =>
  (await noteAll(ctx, [{ ...more, incidentId, kind }])).length > 0;

/** Many lines at once, each by its own actor; the ids of those that were not there yet. */
export async function noteAll(
  ctx: Ctx,
  notes: (Note & { incidentId: string; kind: string; by?: Actor })[],
): Promise<string[]> {
  const keys: WrappedKey[] = [];
  const seal = async (id: string, words: string | SealedInput) => {
    const sealed = await ctx.vault.seal(readers, id, { words });
    keys.push(...sealed.keys);
    return sealed.boxes.words;
  };
  const rows = notes.map(async ({ id = newId(), words, by = ctx.actor, ...given }) => ({
    id,
    incidentId: given.incidentId,
    at: given.at ?? ctx.now,
    notedAt: ctx.now,
    kind: given.kind,
    actor: by.personId,
    actorKind: by.kind,
    subject: given.subject ?? null,
    data: given.data ?? {},
    words: words === undefined ? null : await seal(id, words),
  }));
  const made = await Promise.all(rows);
  await keepRecordKeys(ctx, keys);
  return store.insertEntries(ctx.tx, ctx.network.id, made);
}

/** Timeline and event of one act. */
export async function tell(
  ctx: Ctx,
  incidentId: string,
  { kind, entry, ...more }: Note & { kind: string; entry: string },
): Promise<void> {
  await note(ctx, incidentId, entry, more);
  await emit(ctx, {
    kind,
    subject: incidentId,
    data: { ...more.data, ...(more.subject ? { subject: more.subject } : {}) },
  });
}
