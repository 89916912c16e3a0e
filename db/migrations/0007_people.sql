-- A person of the network. The desk sees the call sign; the name is encrypted and shown to few.
create table people (
  network_id uuid not null references networks,
  id uuid not null,
  account_id uuid,
  call_sign clear not null,
  name encrypted,
  emergency_contact encrypted,
  chapter_id uuid not null,
  zone_ids uuid[] not null default '{}',
  home_cell clear not null,
  languages clear[] not null,
  skills clear[] not null default '{}',
  roles clear[] not null default '{}',
  state clear not null check (state in ('applied','trained','met','active','paused','left')),
  state_at timestamptz not null,
  availability clear_json not null default '[]',
  primary key (network_id, id),
  unique (network_id, call_sign),
  foreign key (network_id, chapter_id) references chapters
);
create index people_by_account on people (network_id, account_id);
select secure('people', 'select, insert, update');

-- Each state that somebody came to, in order: what the road from a name to an active member is counted from. Nothing but
-- ids. Of who has left only that they left remains, once the days before are counted.
create table person_states (
  network_id uuid not null,
  person_id uuid not null,
  seq bigint generated always as identity,
  at timestamptz not null,
  state clear not null,
  primary key (network_id, person_id, seq),
  foreign key (network_id, person_id) references people
);
create index person_states_by_time on person_states (network_id, at);
select secure('person_states', 'select, insert, delete');

-- The signed conduct agreement; one row a signing.
create table agreements (
  network_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  playbook clear not null,
  version int not null,
  signed_at timestamptz not null,
  primary key (network_id, id),
  foreign key (network_id, person_id) references people
);
create index agreements_by_person on agreements (network_id, person_id);
select secure('agreements', 'select, insert');

-- Anyone may complain about conduct, without a name.
create table complaints (
  network_id uuid not null references networks,
  id uuid not null,
  at timestamptz not null,
  language clear not null,
  words sealed not null,
  contact sealed,
  person_id uuid,
  incident_id uuid,
  state clear not null default 'open' check (state in ('open','closed')),
  -- Came in a flood: kept, shown last, and nobody was told.
  throttled boolean not null default false,
  primary key (network_id, id)
);
select secure('complaints');

-- A suspension acts at once; two other people review it.
create table suspensions (
  network_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  complaint_id uuid,
  reason sealed not null,
  by uuid not null,
  at timestamptz not null,
  lifted_at timestamptz,
  primary key (network_id, id),
  foreign key (network_id, person_id) references people
);
create unique index suspensions_in_force on suspensions (network_id, person_id) where lifted_at is null;
select secure('suspensions');

create table suspension_reviews (
  network_id uuid not null,
  suspension_id uuid not null,
  by uuid not null,
  says clear not null check (says in ('uphold','lift')),
  words sealed,
  at timestamptz not null,
  primary key (network_id, suspension_id, by),
  foreign key (network_id, suspension_id) references suspensions
);
select secure('suspension_reviews', 'select, insert, delete');

-- How many members an account has looked at, an hour a row: there is no list of all, and nobody reads their way through.
create table looks (
  network_id uuid not null references networks,
  account_id uuid not null,
  hour timestamptz not null,
  shown int not null default 0,
  refused int not null default 0,
  primary key (network_id, account_id, hour)
);
select secure('looks', 'select, insert, update');

-- What admins must look into: somebody touched a canary, or asked for members again and again beyond their budget.
create table people_alarms (
  network_id uuid not null references networks,
  id uuid not null,
  kind clear not null check (kind in ('canary','overrun')),
  how clear not null check (how in ('opened','named','suspended','removed','exported','searched','vouched')),
  by uuid,
  by_account uuid,
  person_id uuid,
  at timestamptz not null,
  handled_at timestamptz,
  handled_by uuid,
  primary key (network_id, id),
  foreign key (network_id, person_id) references people
);
create index people_alarms_open on people_alarms (network_id, at) where handled_at is null;
select secure('people_alarms', 'select, insert, update');

-- Members who do not exist. A table of its own: nothing in a row of people tells them apart.
create table canaries (
  network_id uuid not null,
  person_id uuid not null,
  by uuid,
  at timestamptz not null,
  primary key (network_id, person_id),
  foreign key (network_id, person_id) references people
);
select secure('canaries', 'select, insert');

-- A list of members, or their hours in a month, leaves the house once, with a reason, when a second person has agreed.
create table exports (
  network_id uuid not null references networks,
  id uuid not null,
  chapter_id uuid,
  named boolean not null,
  -- Their hours in this month of the calendar, 2026-11, rather than who they are.
  month clear,
  reason encrypted not null,
  by uuid not null,
  at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  approved boolean,
  taken_at timestamptz,
  primary key (network_id, id),
  foreign key (network_id, chapter_id) references chapters,
  check (decided_by <> by),
  check (month is null or not named)
);
create index exports_by_time on exports (network_id, at);
select secure('exports', 'select, insert, update');

-- One member's word that they know another; two of them open dispatch, desk roles and the closed channel. A reference is
-- the same for higher trust. What the network's founding vouches for has nobody's name on it.
create table vouches (
  network_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  by uuid,
  kind clear not null check (kind in ('vouch','reference','founding')),
  known clear check (known in ('training','meeting','shift','neighbour','other')),
  words sealed,
  at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  primary key (network_id, id),
  foreign key (network_id, person_id) references people,
  foreign key (network_id, by) references people,
  check (by <> person_id),
  check ((kind = 'founding') = (by is null))
);
create unique index vouches_standing on vouches (network_id, person_id, by, kind) where withdrawn_at is null;
create index vouches_given on vouches (network_id, by);
select secure('vouches');

-- What somebody shows who is vouched for, so that nobody browses people: a hash of six digits, for ten minutes.
create table vouch_codes (
  network_id uuid not null,
  person_id uuid not null,
  code clear_bytes not null,
  ends_at timestamptz not null,
  primary key (network_id, person_id),
  foreign key (network_id, person_id) references people
);
create unique index vouch_codes_by_code on vouch_codes (network_id, code);
select secure('vouch_codes');

-- What an admin is asked to look at: circles, fan-outs and clusters of vouches, the vouches around somebody who turned
-- out badly, a role whose holder lost a vouch. It changes nothing by itself.
create table vouch_flags (
  network_id uuid not null references networks,
  id uuid not null,
  kind clear not null check (kind in ('ring','fan_out','cluster','conduct','lapsed')),
  key clear not null,
  person_ids uuid[] not null,
  vouch_ids uuid[] not null,
  at timestamptz not null,
  handled_at timestamptz,
  handled_by uuid,
  primary key (network_id, id)
);
create unique index vouch_flags_open on vouch_flags (network_id, key) where handled_at is null;
select secure('vouch_flags');

-- What counts towards trust and happens in other rooms, once each: told by their events.
create table trust_marks (
  network_id uuid not null,
  person_id uuid not null,
  kind clear not null check (kind in ('training','shadowed','meeting')),
  source clear not null,
  at timestamptz not null,
  primary key (network_id, person_id, kind, source),
  foreign key (network_id, person_id) references people
);
select secure('trust_marks');

-- Two people were made one: what went over to the one who stays, or was put to rest, so that it comes back when that is
-- undone within its day. Which row, by table and keys; nothing of what is in it.
create table merged_rows (
  network_id uuid not null,
  merge_id uuid not null,
  part clear not null,      -- the table, and the column that names the person
  key clear_json not null,  -- what else names the row
  gone_id uuid not null,
  how clear not null check (how in ('moved','swapped','rested','made')),
  primary key (network_id, merge_id, part, key),
  foreign key (network_id, gone_id) references people
);
create index merged_rows_of on merged_rows (network_id, gone_id);
select secure('merged_rows', 'select, insert, delete');
