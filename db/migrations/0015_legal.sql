-- Restricted intake: someone was detained. Points at the report, which only the legal desk can open.
create table intakes (
  network_id uuid not null references networks,
  id uuid not null,
  report_id uuid not null,
  state clear not null default 'open' check (state in ('open','taken','closed')),
  taken_by uuid,
  taken_at timestamptz,
  at timestamptz not null,
  drill boolean not null default false,
  primary key (network_id, id),
  unique (network_id, report_id)
);
select secure('intakes');
