-- Pictures and video: encrypted in chunks while they stream to disk; the hash is of the original bytes.
create table media (
  network_id uuid not null references networks,
  id uuid not null,
  owner_kind clear not null check (owner_kind in ('report','incident','assignment','complaint')),
  owner_id uuid not null,
  -- Belongs to something that only the legal desk may open.
  restricted boolean not null default false,
  type clear not null,
  bytes bigint not null,
  sha256 clear_bytes not null,
  -- Names the file, so that two uploads under one id never write over each other.
  file uuid not null,
  key sealed not null,
  name sealed,
  by uuid,
  at timestamptz not null,
  -- A second file beside the original: the picture drawn anew without metadata. Or why there is none.
  copy_bytes bigint,
  not_shown clear check (not_shown in ('video','audio','format','bounds','broken','busy')),
  check ((copy_bytes is null) <> (not_shown is null)),
  primary key (network_id, id)
);
create index media_by_owner on media (network_id, owner_id);
create index media_by_hash on media (network_id, sha256);
select secure('media', 'select, insert, delete');

-- Files whose row is gone: written in the transaction that removes the row, so that neither outlives the other.
create table media_removals (
  network_id uuid not null references networks,
  file clear not null,
  at timestamptz not null,
  primary key (network_id, file)
);
select secure('media_removals');
