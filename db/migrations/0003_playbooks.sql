-- A playbook is data: script, questions, confirmation rule, team, conduct. A new version is a new row.
create table playbooks (
  network_id uuid not null references networks,
  slug clear not null,
  version int not null,
  body clear_json not null,
  by uuid,
  at timestamptz not null,
  primary key (network_id, slug, version)
);
select secure('playbooks', 'select, insert');

-- What counsel has signed for a state of the USA; unsigned means the strictest.
create table rule_packs (
  network_id uuid not null references networks,
  us_state clear not null,
  body clear_json not null,
  signed_by clear,
  signed_at timestamptz,
  primary key (network_id, us_state)
);
select secure('rule_packs');

-- Counsel's switch. One row a stop; lifted in the same row.
create table stops (
  network_id uuid not null references networks,
  id uuid not null,
  what clear not null check (what in ('callouts', 'notices')),
  reason clear not null,
  by uuid not null,
  at timestamptz not null,
  lifted_by uuid,
  lifted_at timestamptz,
  primary key (network_id, id)
);
create unique index stops_in_force on stops (network_id, what) where lifted_at is null;
select secure('stops', 'select, insert, update');
