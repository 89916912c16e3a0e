-- How long a network keeps a kind of thing, where it differs from the usual. Append only: what was said to somebody when
-- they gave something is kept, so a longer time holds for what comes after it.
create table retention_settings (
  network_id uuid not null references networks,
  id uuid not null,
  kind clear not null,
  days int not null,
  reason encrypted,
  by uuid not null,
  at timestamptz not null,
  primary key (network_id, id)
);
create index retention_settings_by_kind on retention_settings (network_id, kind, at);
select secure('retention_settings', 'select, insert');

-- The last run over each thing that is kept: how far it came and what it found.
create table purges (
  network_id uuid not null references networks,
  name clear not null,
  kind clear not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  purged int not null default 0,
  held int not null default 0,
  primary key (network_id, name)
);
select secure('purges', 'select, insert, update');

-- A legal hold: what it covers is not removed. Each dimension that is given narrows it.
create table holds (
  network_id uuid not null references networks,
  id uuid not null,
  record_id uuid,
  record_noun clear,
  person_id uuid,
  from_at timestamptz,
  to_at timestamptz,
  zone_id uuid,
  cell clear,
  because clear not null check (because in ('person','emergency')),
  reason sealed,
  by uuid,
  at timestamptz not null,
  released_at timestamptz,
  primary key (network_id, id),
  check (num_nonnulls(record_id, person_id, from_at, to_at, zone_id, cell) > 0),
  check (from_at < to_at),
  check ((record_id is null) = (record_noun is null))
);
create index holds_in_force on holds (network_id) where released_at is null;
select secure('holds', 'select, insert, update');

-- Two people other than the one who placed it let it go.
create table hold_releases (
  network_id uuid not null,
  hold_id uuid not null,
  by uuid not null,
  reason sealed not null,
  at timestamptz not null,
  primary key (network_id, hold_id, by),
  foreign key (network_id, hold_id) references holds
);
select secure('hold_releases', 'select, insert');
