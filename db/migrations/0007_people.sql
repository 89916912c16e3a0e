-- A person of the network. The desk sees the call sign; the name is encrypted and shown to few.
create table people (
  network_id uuid not null references networks,
  id uuid not null,
  account_id uuid,
  call_sign clear not null,
  name encrypted,
  emergency_contact sealed,
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
