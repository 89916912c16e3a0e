-- A made-up evening played through the real doors; each step as it happened, in codes and call signs.
create table drills (
  network_id uuid not null references networks,
  id uuid not null,
  evening clear not null,
  speed int not null,
  seed int not null,
  replay_of uuid,
  by uuid not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  passed boolean,
  steps clear_json not null default '[]',
  primary key (network_id, id)
);
-- One at a time, also when two start in the same instant.
create unique index drills_running on drills (network_id) where ended_at is null;
select secure('drills');
