-- Sessions of trainings: what is taught, where and when. The address is told on the public page, the link to the registered alone.
create table training_sessions (
  network_id uuid not null,
  id uuid not null,
  series_id uuid,             -- made in one go with others
  course clear not null,
  modules clear[] not null,   -- those that are taught
  chapter_id uuid not null,
  form clear not null check (form in ('place','online')),
  place encrypted,
  link encrypted,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  capacity int not null check (capacity between 1 and 500),
  languages clear[] not null,
  access clear[] not null default '{}',
  state clear not null default 'planned' check (state in ('planned','cancelled','closed')),
  changes int not null default 0,
  expected int,               -- how many had a seat when it began, and how many of them came: what no-shows are learnt from
  came int,
  made_by uuid,
  made_at timestamptz not null,
  ended_at timestamptz,
  primary key (network_id, id),
  check (ends_at > starts_at),
  foreign key (network_id, chapter_id) references chapters
);
create index training_sessions_by_time on training_sessions (network_id, starts_at);
select secure('training_sessions');

-- Who teaches; an apprentice teaches beside a trainer.
create table session_trainers (
  network_id uuid not null,
  session_id uuid not null,
  person_id uuid not null,
  part clear not null check (part in ('lead','co','apprentice')),
  primary key (network_id, session_id, person_id),
  foreign key (network_id, session_id) references training_sessions,
  foreign key (network_id, person_id) references people
);
create index session_trainers_by_person on session_trainers (network_id, person_id);
select secure('session_trainers');

-- A seat, or a place on the waiting list; one a person and session.
create table registrations (
  network_id uuid not null,
  id uuid not null,
  session_id uuid not null,
  person_id uuid not null,
  state clear not null check (state in ('confirmed','waiting','cancelled')),
  at timestamptz not null,    -- when they asked: the order of the waiting list
  since timestamptz,          -- when the seat became theirs
  code clear not null,        -- shown at the door; opens nothing else
  language clear not null,
  name encrypted,             -- as they want to be called at the door
  access encrypted,           -- codes of what they need; may tell of a disability
  reminded_for timestamptz,
  tell clear,                 -- what they are still to be told; the loop that tells it takes it away
  rated boolean not null default false, -- whether feedback was given, never which
  primary key (network_id, id),
  unique (network_id, session_id, person_id),
  unique (network_id, session_id, code),
  foreign key (network_id, session_id) references training_sessions,
  foreign key (network_id, person_id) references people
);
create index registrations_by_person on registrations (network_id, person_id);
create index registrations_to_tell on registrations (network_id, id) where tell is not null;
select secure('registrations');

-- Who came. The key holds it to once, however many door-keepers check somebody in.
create table attendances (
  network_id uuid not null,
  session_id uuid not null,
  person_id uuid not null,
  id uuid not null,           -- of the act that was first
  how clear not null check (how in ('code','list','walk_in')),
  came_at timestamptz not null,
  came_by uuid,
  left_at timestamptz,
  left_by uuid,
  primary key (network_id, session_id, person_id),
  foreign key (network_id, session_id) references training_sessions,
  foreign key (network_id, person_id) references people
);
create index attendances_by_person on attendances (network_id, person_id);
select secure('attendances');

-- What people thought of a session; by nobody: neither who nor at what hour.
create table session_feedback (
  network_id uuid not null,
  id uuid not null,
  session_id uuid not null,
  rating int not null check (rating between 1 and 5),
  words encrypted,
  day clear not null check (day ~ '^\d{4}-\d\d-\d\d$'),
  primary key (network_id, id),
  foreign key (network_id, session_id) references training_sessions
);
create index session_feedback_by_session on session_feedback (network_id, session_id);
select secure('session_feedback');

-- Members on the way to becoming trainers, and whom they learn with.
create table apprentices (
  network_id uuid not null,
  person_id uuid not null,
  mentor_id uuid,
  started_at timestamptz not null,
  started_by uuid,
  state clear not null default 'learning' check (state in ('learning','certified','stopped')),
  state_at timestamptz not null,
  primary key (network_id, person_id),
  foreign key (network_id, person_id) references people,
  foreign key (network_id, mentor_id) references people (network_id, id)
);
select secure('apprentices');

-- An assessment by the rubric: a level for each of its lines, no words.
create table assessments (
  network_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  by uuid not null,
  at timestamptz not null,
  levels clear_json not null,
  passed boolean not null,
  primary key (network_id, id),
  foreign key (network_id, person_id) references people
);
create index assessments_by_person on assessments (network_id, person_id);
select secure('assessments');
