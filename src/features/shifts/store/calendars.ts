import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/index.ts';

export interface FeedRow {
  id: string;
  kind: 'person' | 'desk' | 'chapter';
  personId: string;
  chapterId: string | null;
  at: Date;
}

const feeds = (tx: Tx, networkId: string) =>
  tx
    .selectFrom('calendar_feeds')
    .select(['id', 'kind', 'person_id as personId', 'chapter_id as chapterId', 'at'])
    .$narrowType<Pick<FeedRow, 'kind'>>()
    .where('network_id', '=', networkId)
    .where('ended_at', 'is', null);

export const selectFeeds = (tx: Tx, networkId: string, personId: string): Promise<FeedRow[]> =>
  feeds(tx, networkId).where('person_id', '=', personId).orderBy('at').orderBy('id').execute();

export const selectFeedByToken = async (tx: Tx, networkId: string, hash: Buffer): Promise<FeedRow | null> =>
  (await feeds(tx, networkId).where('token_hash', '=', hash).executeTakeFirst()) ?? null;

/** The same id again changes nothing. */
export async function insertFeed(tx: Tx, networkId: string, feed: FeedRow, hash: Buffer): Promise<void> {
  await tx
    .insertInto('calendar_feeds')
    .values({
      network_id: networkId,
      id: feed.id,
      kind: feed.kind,
      person_id: feed.personId,
      chapter_id: feed.chapterId,
      token_hash: hash,
      at: feed.at,
    })
    .onConflict((c) => c.columns(['network_id', 'id']).doNothing())
    .execute();
}

/** Whether a link, good or ended, is this person's. */
export async function isFeedOf(tx: Tx, networkId: string, personId: string, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('calendar_feeds')
    .select('id')
    .where('network_id', '=', networkId)
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Ends one link of a person, or all. */
export async function endFeeds(
  tx: Tx,
  networkId: string,
  personId: string,
  id: string | null,
  at: Date,
): Promise<void> {
  await tx
    .updateTable('calendar_feeds')
    .set({ ended_at: at })
    .where('network_id', '=', networkId)
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .$if(id !== null, (q) => q.where('id', '=', id!))
    .execute();
}

export interface OwnEntry {
  id: string;
  role: string;
  startsAt: Date;
  endsAt: Date;
  changes: number;
  learner: boolean;
  isOff: boolean;
}

/** A person's shifts between two moments, those that are off too, so that calendars take them out. */
export const selectForCalendar = (
  tx: Tx,
  networkId: string,
  personId: string,
  from: Date,
  to: Date,
): Promise<OwnEntry[]> =>
  tx
    .selectFrom('shifts')
    .select((e) => [
      'id',
      'role',
      'starts_at as startsAt',
      'ends_at as endsAt',
      'changes',
      'learner',
      e('state', '=', 'off').as('isOff'),
    ])
    .$narrowType<{ isOff: boolean }>()
    .where('network_id', '=', networkId)
    .where('person_id', '=', personId)
    .where('state', '!=', 'draft')
    // A suggestion that was taken back was never told to anyone.
    .where((e) => e.or([e('state', '=', 'on'), e('taken_at', 'is not', null)]))
    .where('ends_at', '>', from)
    .where('starts_at', '<', to)
    .orderBy('starts_at')
    .orderBy('id')
    .execute();

export interface SlotEntry {
  id: string;
  role: string;
  chapterId: string | null;
  startsAt: Date;
  endsAt: Date;
  minimum: number;
  wanted: number;
  isOff: boolean;
  filled: number;
  changes: number;
}

/** Published slots between two moments, cancelled ones too, with how many have a place; one given back after its begin does not count. */
export async function selectSlotsForCalendar(
  tx: Tx,
  networkId: string,
  from: Date,
  to: Date,
  now: Date,
): Promise<SlotEntry[]> {
  // Rows of shifts are never deleted and count their changes up, so their sum does too.
  const { rows } = await sql<SlotEntry>`
    select s.id, s.role, s.chapter_id as "chapterId", s.starts_at as "startsAt", s.ends_at as "endsAt",
      s.minimum, s.wanted, s.state = 'cancelled' as "isOff",
      count(*) filter (where h.state = 'on' and not h.learner
        and (h.ends_at > ${now} or h.ends_at >= s.ends_at))::int as filled,
      (s.changes + coalesce(sum(h.changes + 1), 0))::int as changes
    from rota_slots s
    left join shifts h on h.network_id = s.network_id and h.slot_id = s.id
    where s.network_id = ${networkId} and s.state <> 'draft' and s.ends_at > ${from} and s.starts_at < ${to}
    group by s.network_id, s.id
    order by s.starts_at, s.role, s.id`.execute(tx);
  return rows;
}
