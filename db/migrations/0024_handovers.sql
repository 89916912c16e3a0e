-- What somebody at the desk leaves to the next. One a duty, whose id it has: offered by its owner with a note, or left behind
-- by who was removed. What is theirs is kept with the things themselves; `things` says what there was, as kinds and ids, so
-- that who comes after a removal gets all of it.
create table handovers (
  network_id uuid not null references networks,
  id uuid not null,
  person_id uuid not null,
  role clear not null check (role in ('operator','dispatcher','verifier','interpreter','legal','medic')),
  state clear not null check (state in ('offered','unowned','taken')),
  note sealed,
  things clear_json not null default '[]',
  at timestamptz not null,
  taken_by uuid,
  taken_at timestamptz,
  primary key (network_id, id),
  check ((state = 'taken') = (taken_by is not null) and (taken_by is null) = (taken_at is null)),
  foreign key (network_id, person_id) references people
);
create index handovers_open on handovers (network_id, at) where state <> 'taken';
create index handovers_by_time on handovers (network_id, at, id);
select secure('handovers');
