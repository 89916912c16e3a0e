-- Every column says by its type what a thief of this database would read: clear, encrypted or sealed.
-- uuid, int, bigint, boolean, date, timestamptz are clear by nature; plain text, jsonb, bytea and floats are refused by a test.
create domain clear as text;              -- codes, states, coarse cells: readable by who holds the database
create domain clear_json as jsonb;        -- pointers and settings, never a person's words
create domain clear_bytes as bytea;       -- hashes and public keys
create domain public_degrees as double precision; -- coordinates of public places (street crossings, zone centres)
create domain encrypted as bytea;         -- under the server's key, which is kept outside the database
create domain sealed as bytea;            -- to the desk's key

-- One way to put a table under row-level security: the network is the session's, or there are no rows.
create function secure(t regclass, verbs text default 'select, insert, update, delete') returns void
language plpgsql as $$
begin
  execute format('alter table %s enable row level security', t);
  execute format('create policy network on %s using (network_id = nullif(current_setting(''app.network_id'', true), '''')::uuid)', t);
  execute format('grant %s on %s to porchlight_app', verbs, t);
end $$;
revoke execute on function secure from public;
grant usage on schema public to porchlight_app;

-- The only outbox. Key by transaction id, because a plain sequence is not in the order of commits:
-- readers take what lies below the oldest running transaction and miss nothing.
create table events (
  network_id uuid not null,
  xid xid8 not null default pg_current_xact_id(),
  seq bigint generated always as identity,
  at timestamptz not null,
  kind clear not null,
  subject uuid not null,
  actor uuid,
  data clear_json not null default '{}',
  primary key (network_id, xid, seq)
);
-- A consumer jumps to the next event of its kinds, however long ago its last one was.
create index events_by_kind on events (network_id, kind, xid, seq);
select secure('events', 'select, insert');

-- To the quarter of an hour: what is kept of a time when its thing is long over.
create function quarter(t timestamptz) returns timestamptz immutable language sql as $$
  select date_bin('15 minutes', t, timestamptz '2000-01-01Z')
$$;
-- The one change to an event, by a function of the owner: the serving role can do this and nothing else to it.
create function coarsen_event_times(subjects uuid[]) returns void
language sql security definer set search_path = public as $$
  update events set at = quarter(at)
  where network_id = nullif(current_setting('app.network_id', true), '')::uuid and subject = any(subjects)
$$;
revoke execute on function coarsen_event_times from public;
grant execute on function coarsen_event_times to porchlight_app;

-- Where each consumer of events stands; saved in the transaction of its effect.
create table consumers (
  network_id uuid not null,
  name clear not null,
  xid xid8 not null,
  seq bigint not null,
  primary key (network_id, name)
);
select secure('consumers');

-- Events that a consumer could not digest after several tries: kept and shown, never dropped.
create table stuck_events (
  network_id uuid not null,
  consumer clear not null,
  xid xid8 not null,
  seq bigint not null,
  error clear not null,
  at timestamptz not null,
  again_at timestamptz, -- somebody asked to try it once more
  primary key (network_id, consumer, xid, seq)
);
select secure('stuck_events');

-- Acts that matter for security, written in the act's own transaction; ordered and hashed afterwards, like events.
create table audit_acts (
  network_id uuid not null,
  xid xid8 not null default pg_current_xact_id(),
  seq bigint generated always as identity,
  at timestamptz not null,
  actor uuid,
  act clear not null,
  subject uuid not null,
  data clear_json not null default '{}',
  primary key (network_id, xid, seq)
);
-- What was done to one member or record.
create index audit_acts_by_subject on audit_acts (network_id, subject, at);
select secure('audit_acts', 'select, insert');

-- The log: every act has its index and its leaf of the Merkle tree (RFC 6962). `subtrees` are the heads of the complete
-- subtrees that end with this leaf, one on average, so that no proof has to read all leaves.
create table audit_leaves (
  network_id uuid not null,
  index bigint not null,
  xid xid8 not null,
  seq bigint not null,
  hash clear_bytes not null,
  bound clear_bytes not null, -- index, act and hash under the server's key: says which leaf was touched
  subtrees clear_bytes not null,
  primary key (network_id, index),
  unique (network_id, xid, seq)
);
select secure('audit_leaves', 'select, insert');

-- Signed tree heads, for outside witnesses to keep.
create table audit_checkpoints (
  network_id uuid not null,
  size bigint not null,
  at timestamptz not null,
  note clear not null,
  primary key (network_id, size)
);
select secure('audit_checkpoints', 'select, insert');
