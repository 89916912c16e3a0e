-- Where a person can be reached. The keyed hash finds the owner of an inbound message without reading addresses.
create table addresses (
  network_id uuid not null references networks,
  id uuid not null,
  person_id uuid not null,
  kind clear not null check (kind in ('wall','push','signal','whatsapp','sms','voice','email')),
  address encrypted not null,
  address_key clear_bytes not null,
  rank int not null,
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

-- The delivery ledger: one row for each message to each address, written in the transaction of the act that causes it.
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
  state clear not null default 'queued' check (state in ('queued','sending','sent','delivered','failed','stopped')),
  attempts int not null default 0,
  due_at timestamptz not null,
  claimed_until timestamptz,
  provider_id clear,
  error clear,
  created_at timestamptz not null,
  sent_at timestamptz,
  primary key (network_id, id)
);
create index messages_due on messages (network_id, urgent desc, due_at) where state in ('queued','sending');
create index messages_by_subject on messages (network_id, subject);
create index messages_by_address on messages (network_id, address_key, created_at);
create index messages_by_provider on messages (network_id, provider_id) where provider_id is not null;
select secure('messages');

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
