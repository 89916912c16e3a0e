-- What somebody has completed of a course: its modules by their ids, 'quiz', 'practice'. The latest time is kept. All
-- parts together make the certificate, and go when it is taken back.
create table module_credits (
  network_id uuid not null,
  person_id uuid not null,
  course clear not null check (course in ('rights','observer','operator','dispatcher','verifier','canvasser','firstaid','security','trainer')),
  part clear not null,
  how clear not null check (how in ('session','prior','online','drill')),
  at timestamptz not null,
  by uuid, -- the member who credited it; null where the house did
  primary key (network_id, person_id, course, part),
  foreign key (network_id, person_id) references people
);
select secure('module_credits');

-- A drawn quiz: which questions in which order, answered once. Kept for a year, for the figures of the questions.
create table quiz_attempts (
  network_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  course clear not null check (course in ('rights','observer','operator','dispatcher','verifier','canvasser','firstaid','security','trainer')),
  drawn clear_json not null,
  drawn_at timestamptz not null,
  answers clear_json, -- the number of the chosen answer of each
  marks clear_json,   -- whether it was right
  answered_at timestamptz,
  passed boolean,
  certified boolean,
  primary key (network_id, id),
  foreign key (network_id, person_id) references people
);
create index quiz_attempts_by_person on quiz_attempts (network_id, person_id, course, drawn_at);
create index quiz_attempts_by_time on quiz_attempts (network_id, drawn_at);
select secure('quiz_attempts');

-- Why somebody was credited what they had learnt before.
create table prior_credits (
  network_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  course clear not null,
  parts clear[] not null,
  reason sealed not null,
  by uuid, -- null for an account without a member
  at timestamptz not null,
  primary key (network_id, id),
  foreign key (network_id, person_id) references people
);
create index prior_credits_by_person on prior_credits (network_id, person_id);
select secure('prior_credits');
