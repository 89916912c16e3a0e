-- Public halves of the rings' keys, by epoch. Sealing needs no secret; who keeps the private halves is another room's business.
create table desk_keys (
  network_id uuid not null references networks,
  ring clear not null check (ring in ('desk', 'legal', 'conduct')),
  epoch int not null,
  public_key clear_bytes not null,
  at timestamptz not null,
  primary key (network_id, ring, epoch)
);
select secure('desk_keys', 'select, insert');

-- The keys of records, each wrapped to a ring's epoch. Apart from what they open: to delete one shreds what was sealed
-- under it, to replace one moves it to a new epoch, and neither touches the boxes. A box names its key in its first
-- bytes, so that what is sealed later about a record can have a key of its own: whoever seals it need not open the first.
-- Around each wrap lies a layer under a key of its week, kept in the key folder and deleted after 30 days: what is deleted
-- here cannot be read from an older backup either. The first four bytes are the week's number.
create table record_keys (
  network_id uuid not null,
  id uuid not null,
  record uuid not null,
  ring clear not null,
  epoch int not null,
  wrap encrypted not null,
  at timestamptz not null,
  primary key (network_id, id, ring),
  foreign key (network_id, ring, epoch) references desk_keys
);
-- Shredding goes by record.
create index record_keys_by_record on record_keys (network_id, record);
select secure('record_keys');

-- Whether any network still has something under the key of a week: the key folder is all networks' together.
create function record_keys_under(week bytea) returns boolean
language sql stable security definer set search_path = public as $$
  select exists (select from record_keys where substring(wrap from 1 for 4) = week)
$$;
revoke execute on function record_keys_under from public;
grant execute on function record_keys_under to porchlight_app;

-- Member keys, made in their owner's browser: the public halves, and what the owner's roles gave when they last looked.
-- One lives per account; one that was replaced or removed stays, ended, so that what it signed can be told.
create table member_keys (
  network_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  call_sign clear not null,
  sign_key clear_bytes not null,
  receive_key clear_bytes not null,
  admin boolean not null,
  rings clear[] not null,
  at timestamptz not null,
  ended_at timestamptz,
  primary key (network_id, id),
  foreign key (network_id, account_id) references accounts
);
create unique index member_keys_live on member_keys (network_id, account_id) where ended_at is null;
select secure('member_keys', 'select, insert, update');

-- The private halves of a member key in boxes, one for each way to open it: passphrase, printed code, passkey.
create table key_ways (
  network_id uuid not null,
  id uuid not null,
  key_id uuid not null,
  kind clear not null check (kind in ('passphrase', 'code', 'passkey')),
  settings clear_json not null, -- salt and cost of a passphrase
  box sealed not null,
  at timestamptz not null,
  primary key (network_id, id),
  foreign key (network_id, key_id) references member_keys
);
create index key_ways_by_key on key_ways (network_id, key_id);
select secure('key_ways', 'select, insert, delete');

-- The signed list: who belongs to which ring, and each ring's epochs. Never changed, only gone on with; a browser replays
-- it from its first line and refuses what does not fit. A list that lost its admins is begun anew as the next one.
create table key_changes (
  network_id uuid not null,
  list int not null,
  n int not null,
  body clear not null, -- JSON, signed byte for byte: call signs, public keys, rings
  signatures clear_json not null,
  at timestamptz not null,
  primary key (network_id, list, n)
);
select secure('key_changes', 'select, insert');

-- The one change that waits for its second signature.
create table key_drafts (
  network_id uuid not null references networks,
  id uuid not null,
  body clear not null,
  signatures clear_json not null,
  at timestamptz not null,
  primary key (network_id)
);
select secure('key_drafts');

-- Which account was given which key, so that the audit has one line for the first time and none for each refresh.
create table record_readers (
  network_id uuid not null,
  account uuid not null,
  id uuid not null,
  primary key (network_id, account, id)
);
select secure('record_readers', 'select, insert');

-- What is sealed to one member's key of a ring's epoch: the ring's private key ('key'), or, for a trustee, a share of it
-- ('share'), so many of which together open it again when no member can. Deleting a row takes it away from that member; who
-- is removed loses all of theirs in the same transaction. `list` and `since` name the change that named these trustees.
create table ring_boxes (
  network_id uuid not null,
  kind clear not null check (kind in ('key', 'share')),
  ring clear not null check (ring in ('desk', 'legal', 'conduct')),
  epoch int not null,
  account_id uuid not null,
  list int,
  since int,
  box sealed not null,
  by uuid not null,
  at timestamptz not null,
  primary key (network_id, kind, ring, epoch, account_id),
  foreign key (network_id, account_id) references accounts,
  check ((kind = 'share') = (list is not null and since is not null))
);
create index ring_boxes_by_account on ring_boxes (network_id, account_id);
select secure('ring_boxes', 'select, insert, delete');

-- Someone of a ring that nobody can open asks its trustees. Nothing is given before another person has confirmed it.
create table key_recoveries (
  network_id uuid not null,
  id uuid not null,
  ring clear not null check (ring in ('desk', 'legal', 'conduct')),
  account_id uuid not null,
  at timestamptz not null,
  confirmed_by uuid,
  confirmed_at timestamptz,
  ended_at timestamptz,
  primary key (network_id, id),
  foreign key (network_id, account_id) references accounts
);
create unique index key_recoveries_open on key_recoveries (network_id, ring) where ended_at is null;
select secure('key_recoveries', 'select, insert, update');

-- What trustees gave: their shares, each sealed again to the one who asks.
create table key_recovery_shares (
  network_id uuid not null,
  recovery_id uuid not null,
  epoch int not null,
  account_id uuid not null,
  share sealed not null,
  at timestamptz not null,
  primary key (network_id, recovery_id, epoch, account_id),
  foreign key (network_id, recovery_id) references key_recoveries
);
select secure('key_recovery_shares', 'select, insert, delete');
