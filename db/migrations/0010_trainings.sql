create table certificates (
  network_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  course clear not null check (course in ('rights','observer','operator','dispatcher','verifier','canvasser','firstaid','security','trainer')),
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  reminded int, -- days before the end of which its holder was told last
  primary key (network_id, id),
  foreign key (network_id, person_id) references people
);
create index certificates_by_person on certificates (network_id, person_id, course);
create index certificates_by_end on certificates (network_id, expires_at) where revoked_at is null;
select secure('certificates', 'select, insert, update');
