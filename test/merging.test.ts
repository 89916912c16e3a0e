import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { features } from '../src/composition.ts';
import { readCatalogue, type Table } from '../src/platform/db/catalogue.ts';
import { ownServer } from './server.ts';

/** When two people are made one, each column that names a person follows, or says here why it does not. */
let client: pg.Client;
let tables: Table[];

beforeAll(async () => {
  client = new pg.Client({ ...ownServer(), database: 'catalogue' });
  await client.connect();
  tables = await readCatalogue(client);
});
afterAll(() => client.end());

/** Columns without a foreign key that name something else than a person. */
const things = new Set(
  `account account_id addresses applications borrower_id by_account call_id channel_id chapter_id complaint_id
  conversation_id file from_peer guest_id holder import_id incident_id item_id leg_id lender_id merge_id message_id
  moved_from moved_to_id out_on record record_id relieves replay_of reply_id report_id seat_id series_id session_id
  source_ids thread_id to_peer vouch_ids zone_id zone_ids`.split(/\s+/),
);

/** Who did something did it signed in, or as an active member; who goes into another never was either. */
const isAct = (name: string) => /^(by|actor|\w+_by)$/.test(name);

/** Why rows stay with whom they name, by the reason. */
const stay: Record<string, string[]> = {
  'Moved by the merge itself, which notes which they were.': [
    'addresses.person_id',
    'applications.person_id',
  ],
  'Of the merge itself: who went into whom.': [
    ...['merges.kept_id', 'merges.gone_id', 'merged_rows.gone_id', 'likenesses.a', 'likenesses.b'],
  ],
  'A record of states: each of the two came to theirs, and it says so of both.': ['person_states.person_id'],
  'A pointer in a record that is never changed.': ['events.subject', 'audit_acts.subject'],
  'About a record or a place; whom a hold is about is not merged.': ['holds.person_id'],
  'An undo of the list removes whom the list made, and who stays is more than that.': [
    'import_made.person_id',
  ],
  'What was written stays a thread of its own for its time; what is written next comes to the one who stays.':
    [...['messages.person_id', 'messages.subject', 'inbound.person_id', 'inbound.subject']],
  'Read from the groups again every ten minutes, by the address that moved.': ['channel_seats.person_id'],
  'A source is told from others by its origin, which is kept as it was.': ['incident_sources.person_id'],
  'Somebody with an account: signed, opened or shown in the app or at the desk.': [
    ...['agreements.person_id', 'vouch_codes.person_id', 'calendar_feeds.person_id', 'greetings.greeter_id'],
    ...['handovers.person_id', 'thread_readers.person_id', 'threads.assigned_to', 'call_peers.person_id'],
    ...['call_presence.person_id', 'calls.handing_to', 'canaries.person_id', 'always_there.person_id'],
    ...['waking_choices.person_id', 'wakings.person_id'],
  ],
  'Active members only: on shift, asked out, paged, or in a closed channel.': [
    ...['assignments.person_id', 'responders.person_id', 'call_legs.person_id', 'hard_calls.person_id'],
    ...['escalation_pages.person_id', 'escalations.subject', 'seats.person_id', 'seats.subject'],
    ...['shifts.person_id', 'shift_requests.person_id', 'shift_requests.other_person_id'],
    ...['shift_buddies.person_id', 'shift_notices.person_id', 'duties.person_id', 'duty_breaks.person_id'],
    ...['duty_thanks.person_id', 'channel_leavers.person_id', 'channel_moves.person_id'],
    ...['safety_changes.person_id', 'rota_patterns.turns', 'vouch_flags.person_ids'],
    ...['incident_entries.subject'],
  ],
  'The record that something is attached to.': ['media.owner_id'],
};

const named = () =>
  tables.flatMap((t) => {
    const targets = new Map(t.foreignKeys.map((k) => [k.columns.at(-1), k.target]));
    return t.columns
      .filter((c) => c.type === 'uuid' && c.name !== 'network_id' && c.name !== 'id')
      .filter((c) => (targets.get(c.name) ?? 'people') === 'people' && !things.has(c.name))
      .map((c) => ({ column: `${t.name}.${c.name}`, isAct: isAct(c.name) }));
  });
const followed = () => features.flatMap((f) => f.belongings ?? []).map((b) => `${b.table}.${b.column}`);

it('has everything that names a person follow a merge, or a reason why it stays', () => {
  const known = new Set([...followed(), ...Object.values(stay).flat()]);
  expect(named().filter((c) => !c.isAct && !known.has(c.column))).toEqual([]);
});

it('lists nothing that is followed or gone', () => {
  const columns = new Set(named().map((c) => c.column));
  const listed = Object.values(stay).flat();
  expect(listed.filter((c) => !columns.has(c) || followed().includes(c))).toEqual([]);
  expect(followed().filter((c) => !columns.has(c))).toEqual([]);
});

it('may write whatever follows', () => {
  const tablesOf = new Set(features.flatMap((f) => f.belongings ?? []).map((b) => b.table));
  const bad = tables.filter((t) => tablesOf.has(t.name) && !t.grants.some((g) => g.includes('UPDATE')));
  expect(bad.map((t) => t.name)).toEqual([]);
});

it('knows of each that follows what a person has once', () => {
  const bad = features
    .flatMap((f) => f.belongings ?? [])
    .filter(({ table, column, ...more }) => {
      const { primaryKey } = tables.find((t) => t.name === table)!;
      const once = (more as { once?: string[] }).once;
      return primaryKey.includes(column) && primaryKey.length !== 2 + (once?.length ?? -1);
    });
  expect(bad).toEqual([]);
});
