-- Who is there when nobody else answers: every policy ends with them. The network names one; the last named holds.
create table always_there (
  network_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  by uuid,
  at timestamptz not null,
  primary key (network_id, id),
  foreign key (network_id, person_id) references people
);
create index always_there_by_time on always_there (network_id, at);
select secure('always_there', 'select, insert');

-- Who is paged when something of a kind waits, in which order. Where there is no row the shipped one holds; one of a
-- chapter comes before that of the network. Each saving is a row: the last holds, the others say what held before.
create table escalation_policies (
  network_id uuid not null references networks,
  id uuid not null,
  kind clear not null,
  chapter_id uuid,
  plan clear_json not null,
  by uuid,
  at timestamptz not null,
  primary key (network_id, id)
);
create index escalation_policies_by_kind on escalation_policies (network_id, kind, at);
select secure('escalation_policies', 'select, insert');

-- Something that waits for a person. It keeps the plan that held when it began, so that an edit confuses none under way;
-- null is the usual one, which costs the intake of reports nothing.
create table escalations (
  network_id uuid not null references networks,
  id uuid not null,
  kind clear not null,
  subject uuid not null,
  chapter_id uuid,
  -- Of the legal desk alone.
  restricted boolean not null default false,
  drill boolean not null default false,
  -- What its pages say, as codes and call signs.
  facts clear_json not null default '{}',
  plan clear_json,
  state clear not null check (state in ('running','acknowledged','unanswered','settled')),
  began_at timestamptz not null,
  -- The next step, counted from the first page that there ever was, and the one that this run of the plan began with.
  step int not null default 0,
  base int not null default 0,
  -- When it goes on, and when that was set: a clock that jumps back is seen by it.
  due_at timestamptz,
  set_at timestamptz,
  acked_by uuid,
  acked_at timestamptz,
  ended_at timestamptz,
  primary key (network_id, id),
  check ((due_at is not null) = (state in ('running','acknowledged')))
);
-- One at a time for a subject: who raises it again while it runs changes nothing.
create unique index escalations_open on escalations (network_id, subject, kind) where state <> 'settled';
create index escalations_due on escalations (network_id, due_at) where due_at is not null;
create index escalations_set on escalations (network_id, set_at) where due_at is not null;
create index escalations_by_end on escalations (network_id, ended_at);
select secure('escalations');

-- Who was paged, at which step. The key is what makes a page happen once.
create table escalation_pages (
  network_id uuid not null references networks,
  escalation_id uuid not null,
  step int not null,
  person_id uuid not null,
  kind clear not null,
  at timestamptz not null,
  manner clear not null check (manner in ('quiet','urgent','ring')),
  -- Asked to take the shift themselves.
  taker boolean not null default false,
  -- Whether a message left with it: of many of a kind within a minute one message tells.
  told boolean not null,
  declined_at timestamptz,
  primary key (network_id, escalation_id, step, person_id),
  foreign key (network_id, escalation_id) references escalations
);
create index escalation_pages_by_person on escalation_pages (network_id, person_id, at);
select secure('escalation_pages');
