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
