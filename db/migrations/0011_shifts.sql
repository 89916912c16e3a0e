create table shifts (
  network_id uuid not null,
  id uuid not null,
  role clear not null check (role in ('operator','dispatcher','verifier','legal')),
  chapter_id uuid,
  person_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  primary key (network_id, id),
  foreign key (network_id, person_id) references people
);
create index shifts_by_time on shifts (network_id, starts_at, ends_at);
select secure('shifts');
