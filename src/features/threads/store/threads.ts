import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import type { ThreadKind } from '../contract.ts';

export interface ThreadRow {
  id: string;
  kind: ThreadKind;
  lastAt: Date;
  lastInAt: Date | null;
  seenAt: Date | null;
  needsAnswer: boolean;
  assignedTo: string | null;
  resolvedAt: Date | null;
}

const columns = [
  'id',
  'kind',
  'last_at as lastAt',
  'last_in_at as lastInAt',
  'seen_at as seenAt',
  'needs_answer as needsAnswer',
  'assigned_to as assignedTo',
  'resolved_at as resolvedAt',
] as const;

/** Those that are open, or those that are done: who waits for an answer first, then the newest. */
export const selectThreads = (
  { tx, network }: Ctx,
  kinds: readonly ThreadKind[],
  resolved: boolean,
  limit: number,
): Promise<ThreadRow[]> =>
  tx
    .selectFrom('threads')
    .select(columns)
    .where('network_id', '=', network.id)
    .where('kind', 'in', kinds)
    .where('resolved_at', resolved ? 'is not' : 'is', null)
    .orderBy('needs_answer', 'desc')
    .orderBy('last_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .$castTo<ThreadRow>()
    .execute();

export const selectThread = ({ tx, network }: Ctx, id: string): Promise<ThreadRow | undefined> =>
  tx
    .selectFrom('threads')
    .select(columns)
    .where('network_id', '=', network.id)
    .where('id', '=', id)
    .$castTo<ThreadRow>()
    .executeTakeFirst();

/** Something was said: by the person, which opens a thread that was done; or by us, which answers it. */
export async function touchThread(
  { tx, network, now }: Ctx,
  {
    id,
    kind,
    inbound,
    needsAnswer,
  }: Pick<ThreadRow, 'id' | 'kind'> & { inbound: boolean; needsAnswer: boolean },
): Promise<void> {
  const inAt = inbound ? now : null;
  await sql`
    insert into threads (network_id, id, kind, last_at, last_in_at, needs_answer)
    values (${network.id}, ${id}, ${kind}, ${now}, ${inAt}, ${needsAnswer})
    on conflict (network_id, id) do update set last_at = greatest(threads.last_at, excluded.last_at),
      last_in_at = coalesce(excluded.last_in_at, threads.last_in_at),
      needs_answer = case when ${inbound}::boolean then threads.needs_answer or excluded.needs_answer else false end,
      resolved_by = case when ${inbound}::boolean then null else threads.resolved_by end,
      resolved_at = case when ${inbound}::boolean then null else threads.resolved_at end`.execute(tx);
}

export interface Marks {
  seenAt?: Date | null;
  needsAnswer?: boolean;
  assignedTo?: string | null;
  assignedBy?: string | null;
  assignedAt?: Date | null;
  resolvedBy?: string | null;
  resolvedAt?: Date | null;
}

/** Writes marks; of a thread in which nothing was said yet, its row with them. */
export async function markThread(
  { tx, network, now }: Ctx,
  of: Pick<ThreadRow, 'id' | 'kind'>,
  marks: Marks,
) {
  const set = {
    ...(marks.seenAt !== undefined && { seen_at: marks.seenAt }),
    ...(marks.needsAnswer !== undefined && { needs_answer: marks.needsAnswer }),
    ...(marks.assignedTo !== undefined && {
      assigned_to: marks.assignedTo,
      assigned_by: marks.assignedBy,
      assigned_at: marks.assignedAt,
    }),
    ...(marks.resolvedAt !== undefined && { resolved_by: marks.resolvedBy, resolved_at: marks.resolvedAt }),
  };
  await tx
    .insertInto('threads')
    .values({ network_id: network.id, ...of, last_at: now, ...set })
    .onConflict((c) => c.columns(['network_id', 'id']).doUpdateSet({ id: of.id, ...set }))
    .execute();
}

export async function countNeedAnswer({ tx, network }: Ctx, kinds: readonly ThreadKind[]): Promise<number> {
  const row = await tx
    .selectFrom('threads')
    .select((s) => s.fn.countAll<string>().as('n'))
    .where('network_id', '=', network.id)
    .where('kind', 'in', kinds)
    .where('needs_answer', '=', true)
    .where('resolved_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** Whether something about who is here changed: somebody came, or began or ended typing. */
export async function upsertReader(
  { tx, network, now }: Ctx,
  threadId: string,
  personId: string,
  typing: boolean,
  until: Date,
): Promise<boolean> {
  const { rows } = await sql<{ changed: boolean }>`
    with before as (select typing, until from thread_readers
      where network_id = ${network.id} and thread_id = ${threadId} and person_id = ${personId})
    insert into thread_readers (network_id, thread_id, person_id, typing, until)
    values (${network.id}, ${threadId}, ${personId}, ${typing}, ${until})
    on conflict (network_id, thread_id, person_id) do update set typing = excluded.typing, until = excluded.until
    returning not exists (select from before where before.typing = ${typing} and before.until > ${now}) as changed`.execute(
    tx,
  );
  return rows[0]!.changed;
}

export const selectReaders = ({ tx, network, now }: Ctx, threadId: string) =>
  tx
    .selectFrom('thread_readers')
    .select(['person_id as personId', 'typing'])
    .where('network_id', '=', network.id)
    .where('thread_id', '=', threadId)
    .where('until', '>', now)
    .orderBy('person_id')
    .execute();
