-- Test pages: whoever may be paged gets one a month, to learn whether a real one would wake them. Kept for thirteen months.
create table wakings (
  network_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  month clear not null check (month ~ '^\d{4}-\d\d$'),
  own boolean not null, -- asked for by themselves; not in the report
  due_at timestamptz not null,
  state clear not null check (state in ('planned','sent','heard','unheard','unreachable','skipped')),
  sent_at timestamptz,
  heard_at timestamptz, -- also of one that was unheard and answered later
  way clear,
  why clear,            -- of what was not heard
  primary key (network_id, id),
  foreign key (network_id, person_id) references people
);
create unique index wakings_monthly on wakings (network_id, person_id, month) where not own;
create index wakings_due on wakings (network_id, state, due_at) where state in ('planned','sent');
create index wakings_by_month on wakings (network_id, month);
select secure('wakings');

-- Whether a member who need not be tested wants to be.
create table waking_choices (
  network_id uuid not null,
  person_id uuid not null,
  wanted boolean not null,
  at timestamptz not null,
  primary key (network_id, person_id),
  foreign key (network_id, person_id) references people
);
select secure('waking_choices');
