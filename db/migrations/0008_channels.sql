-- Where a person can be reached. The keyed hash finds the owner of an inbound message without reading addresses.
create table addresses (
  network_id uuid not null references networks,
  id uuid not null,
  person_id uuid not null,
  kind clear not null check (kind in ('wall','push','signal','whatsapp','sms','voice','email')),
  address encrypted not null,
  address_key clear_bytes not null,
  rank int not null,
  -- Of a push: the session that gave it, and that it ends with.
  session_id uuid,
  -- Of somebody who has left, kept for a legal hold; not used since.
  kept_since timestamptz,
  primary key (network_id, id)
);
create index addresses_by_key on addresses (network_id, address_key);
create index addresses_by_person on addresses (network_id, person_id, rank);
select secure('addresses');

-- Who wrote STOP, member or not: nothing is sent there until START.
create table stopped_addresses (
  network_id uuid not null references networks,
  address_key clear_bytes not null,
  at timestamptz not null,
  primary key (network_id, address_key)
);
select secure('stopped_addresses', 'select, insert, delete');

-- The delivery ledger: one row for each message to each person, written in the transaction of the act that causes it.
-- `kind` and `address` are the way that it goes now; every way that was tried is in `attempts`.
create table messages (
  network_id uuid not null references networks,
  id uuid not null,
  person_id uuid,
  kind clear not null,
  address encrypted not null,
  address_key clear_bytes not null,
  purpose clear not null,
  subject uuid,
  body encrypted not null,
  language clear not null,
  urgent boolean not null default false,
  drill boolean not null default false,
  -- held: over a cap; somebody at the desk lets it go, or nobody does.
  state clear not null default 'queued'
    check (state in ('queued','held','sent','delivered','read','failed','stopped')),
  attempts int not null default 0,
  tries int not null default 0,              -- of the attempts, those on the present way
  repeat boolean not null default false,     -- it may have arrived already
  let_go boolean not null default false,     -- no cap holds it any more
  due_at timestamptz not null,
  next_way_at timestamptz,                   -- with no receipt and no answer by then, it goes the person's next way
  rests boolean not null default false,      -- its person was heard from, or it is over: it rings nobody
  error clear,
  reply_id uuid,                             -- what the person wrote back
  created_at timestamptz not null,
  sent_at timestamptz,
  primary key (network_id, id)
);
create index messages_due on messages (network_id, kind, urgent desc, due_at) where state = 'queued';
create index messages_late on messages (network_id, next_way_at) where next_way_at is not null;
create index messages_by_subject on messages (network_id, subject);
create index messages_by_address on messages (network_id, address_key, created_at);
create index messages_by_person on messages (network_id, person_id, created_at);
select secure('messages');

-- What goes with a message: one picture or document of the desk's, as small as its contract says. Kept as long as the message.
create table message_files (
  network_id uuid not null references networks,
  id uuid not null,                          -- the message's
  type clear not null,
  size int not null,
  name encrypted not null,
  content encrypted not null,
  primary key (network_id, id)
);
select secure('message_files', 'select, insert, delete');

-- Each hand-over and what became of it. No foreign key: it costs as much as the row, and both go in one statement.
create table attempts (
  network_id uuid not null,
  message_id uuid not null,
  n int not null,
  kind clear not null,
  address_key clear_bytes not null,
  at timestamptz not null,
  outcome clear not null check (outcome in ('taken','refused','failed')),
  code clear,                                -- the carrier's own, of a failure
  provider_id clear,
  delivered_at timestamptz,
  read_at timestamptz,
  failed_at timestamptz,
  primary key (network_id, message_id, n)
);
create index attempts_by_provider on attempts (network_id, provider_id) where provider_id is not null;
select secure('attempts');

-- A carrier's word that came before its own answer was written down; taken up with it.
create table early_receipts (
  network_id uuid not null references networks,
  provider_id clear not null,
  state clear not null check (state in ('delivered','read','failed')),
  code clear,
  at timestamptz not null,
  primary key (network_id, provider_id, state)
);
select secure('early_receipts', 'select, insert, delete');

-- One row a way of delivery: whoever holds it hands over on it, and what is in hand is named here, so that a message
-- costs one write on its way out and a crash repeats what is named here and nothing else. The bucket of the carrier's
-- limits is in the same row, and so is shared by all processes.
create table ways (
  network_id uuid not null references networks,
  kind clear not null,
  holder uuid,
  held_until timestamptz,
  in_hand clear_json not null default '[]',
  tokens int not null default 0,             -- thousandths of a message
  filled_at timestamptz,
  took_ms int,                               -- of the last hand-over
  good_at timestamptz,
  bad_at timestamptz,
  bad_run int not null default 0,            -- hand-overs in a row of which the carrier took nothing
  code clear,
  primary key (network_id, kind)
);
select secure('ways');

-- What was spent, by day of the network's zone. Cost in hundredths of a cent.
create table spending (
  network_id uuid not null references networks,
  day clear not null,
  kind clear not null,
  messages int not null,
  cost bigint not null,
  primary key (network_id, day, kind)
);
select secure('spending');

-- The caps that an admin set, and when an unread page rings; without a row the defaults hold.
create table delivery_caps (
  network_id uuid not null references networks,
  cents_a_day int not null check (cents_a_day >= 0),
  messages_a_day int not null check (messages_a_day > 0),
  ring_minutes int not null check (ring_minutes between 1 and 60), -- a page that arrived and is not read rings after so long
  set_by uuid,
  set_at timestamptz not null,
  primary key (network_id)
);
select secure('delivery_caps', 'select, insert, update');

-- What people write in. The provider's id is unique, so a retried delivery changes nothing.
create table inbound (
  network_id uuid not null references networks,
  id uuid not null,
  kind clear not null,
  provider_id clear not null,
  address encrypted not null,
  address_key clear_bytes not null,
  person_id uuid,
  -- Forgotten when it was taken in: whoever took it keeps the words, sealed. The demo's phones show theirs.
  body encrypted,
  media_count int not null default 0,
  claimed_by clear,
  subject uuid,
  at timestamptz not null,
  primary key (network_id, id),
  unique (network_id, kind, provider_id)
);
create index inbound_by_address on inbound (network_id, address_key, at);
select secure('inbound');

-- Groups on the demo's phones: name, members and settings of each, standing in for Signal's.
create table wall_groups (
  network_id uuid not null references networks,
  id uuid not null,
  body encrypted not null,
  primary key (network_id, id)
);
select secure('wall_groups', 'select, insert, update');
