-- Read-model of who could be asked, kept from events, for fast matching. The few chosen are checked again through their owners.
create table responders (
  network_id uuid not null references networks,
  person_id uuid not null,
  call_sign clear not null,
  chapter_id uuid not null,
  zone_ids uuid[] not null,
  home_cell clear not null,
  languages clear[] not null,
  active boolean not null,
  vouched boolean not null,
  observer_until timestamptz,
  verifier_until timestamptz,
  agreement_version int,
  availability clear_json not null,
  out_on uuid,
  rest_until timestamptz,
  asked_count int not null default 0,
  yes_count int not null default 0,
  asked_at timestamptz,
  primary key (network_id, person_id)
);
create index responders_by_cell on responders (network_id, home_cell) where active;
select secure('responders');

create table callouts (
  network_id uuid not null,
  id uuid not null,
  incident_id uuid not null,
  purpose clear not null check (purpose in ('verify','observe','relief')),
  manner clear not null default 'pair' check (manner in ('pair','vantage')),
  code clear not null,
  wanted int not null check (wanted between 1 and 4),
  roles clear[] not null default '{}',
  languages clear[] not null default '{}',
  zone_id uuid,
  cell clear not null,
  meet_point encrypted not null,
  meet_label encrypted not null,
  brief encrypted,
  relieves uuid[] not null default '{}',
  minutes int not null,
  check_in_minutes int not null,
  wave int not null default 0,
  resent_at timestamptz,
  closed_at timestamptz,
  closed_as clear check (closed_as in ('filled','desk','stood_down','over','counsel','expired','rechecked')),
  by uuid not null,
  at timestamptz not null,
  drill boolean not null default false,
  primary key (network_id, id),
  foreign key (network_id, incident_id) references incidents
);
create index callouts_by_incident on callouts (network_id, incident_id);
create index callouts_open on callouts (network_id, at) where closed_at is null;
select secure('callouts', 'select, insert, update');

-- One ask to one person and what became of it.
create table assignments (
  network_id uuid not null,
  id uuid not null,
  callout_id uuid not null,
  incident_id uuid not null,
  person_id uuid not null,
  role clear not null,
  language clear not null,
  distance_m int,
  -- A relief's promise: whose place they take when it is free.
  relieves uuid,
  wave int not null,
  state clear not null check (state in ('asked','accepted','declined','no_answer','reserve','released','en_route','on_scene','departed')),
  eta_at timestamptz,
  asked_at timestamptz not null,
  answered_at timestamptz,
  answered_by uuid,
  conduct_at timestamptz,
  -- A dispatcher's word: may go alone and wait at the meet point.
  may_wait_at timestamptz,
  -- Set while one who is on the way or there is without a partner, until a partner comes or the desk has decided.
  alone_at timestamptz,
  -- When one who said yes should have set off; asked about it; alarmed about it.
  set_off_due_at timestamptz,
  nudged_at timestamptz,
  late_at timestamptz,
  en_route_at timestamptz,
  on_scene_at timestamptz,
  check_in_due_at timestamptz,
  check_in_at timestamptz,
  missed_at timestamptz,
  need_who clear check (need_who in ('partner','desk')),
  need_at timestamptz,
  finding clear check (finding in ('confirmed','nothing_there','other_agency','cannot_tell')),
  departed_at timestamptz,
  told_at timestamptz,
  says sealed,
  primary key (network_id, id),
  unique (network_id, callout_id, person_id),
  foreign key (network_id, callout_id) references callouts
);
create index assignments_by_person on assignments (network_id, person_id, asked_at);
create index assignments_by_incident on assignments (network_id, incident_id);
create index assignments_out on assignments (network_id, person_id) where state in ('asked','accepted','en_route','on_scene');
select secure('assignments', 'select, insert, update');

-- Each act from a phone, by the id that the phone gave it: the same id twice is the same act.
create table assignment_acts (
  network_id uuid not null,
  id uuid not null,
  assignment_id uuid not null,
  kind clear not null,
  outcome clear not null,
  by uuid,
  at timestamptz not null,
  noted_at timestamptz not null,
  primary key (network_id, id),
  foreign key (network_id, assignment_id) references assignments
);
select secure('assignment_acts', 'select, insert');

-- The place rule counts these rows and no others: whoever sends a person anywhere holds one until that person has left.
-- Coarse cell to find, exact points (meet point, incident) to measure; gone when the place is free.
create table seats (
  network_id uuid not null references networks,
  subject uuid not null,
  person_id uuid not null,
  cell clear not null,
  points encrypted not null,
  at timestamptz not null,
  primary key (network_id, subject),
  unique (network_id, person_id)
);
create index seats_by_cell on seats (network_id, cell);
select secure('seats');

-- A stand-down is a thing of its own: who, when, to whom, acknowledged or not.
create table stand_downs (
  network_id uuid not null,
  id uuid not null,
  incident_id uuid not null,
  reason clear not null check (reason in ('over','not_needed','false_alarm','unsafe','emergency','counsel')),
  by uuid,
  at timestamptz not null,
  primary key (network_id, id),
  foreign key (network_id, incident_id) references incidents
);
create index stand_downs_by_incident on stand_downs (network_id, incident_id, at);
select secure('stand_downs', 'select, insert');

create table stand_down_acks (
  network_id uuid not null,
  stand_down_id uuid not null,
  assignment_id uuid not null,
  acked_at timestamptz,
  acked_by uuid,
  escalated_at timestamptz,
  primary key (network_id, stand_down_id, assignment_id),
  foreign key (network_id, stand_down_id) references stand_downs,
  foreign key (network_id, assignment_id) references assignments
);
create index stand_down_acks_by_assignment on stand_down_acks (network_id, assignment_id);
select secure('stand_down_acks', 'select, insert, update');

-- One of ours is hurt or arrested.
create table emergencies (
  network_id uuid not null,
  id uuid not null,
  incident_id uuid not null,
  assignment_id uuid not null,
  kind clear not null check (kind in ('hurt','arrested')),
  at timestamptz not null,
  by uuid not null,
  handled_by uuid,
  handled_at timestamptz,
  primary key (network_id, id),
  foreign key (network_id, assignment_id) references assignments
);
create index emergencies_by_incident on emergencies (network_id, incident_id);
select secure('emergencies', 'select, insert, update');

create table debriefs (
  network_id uuid not null,
  assignment_id uuid not null,
  answers sealed not null,
  at timestamptz not null,
  primary key (network_id, assignment_id),
  foreign key (network_id, assignment_id) references assignments
);
select secure('debriefs');

-- Those of an incident whose place is forgotten. A function of the owner: acts and stand-downs are otherwise not changed.
create function coarsen_callout_times(ids uuid[]) returns void
language plpgsql security definer set search_path = public as $$
declare
  network uuid := nullif(current_setting('app.network_id', true), '')::uuid;
  sent uuid[] := array(select id from assignments where network_id = network and callout_id = any(ids));
  downs uuid[] := array(select s.id from stand_downs s where s.network_id = network
    and s.incident_id in (select incident_id from callouts where network_id = network and id = any(ids)));
begin
  update callouts set at = quarter(at), closed_at = quarter(closed_at), resent_at = quarter(resent_at)
    where network_id = network and id = any(ids);
  update assignments set eta_at = quarter(eta_at), asked_at = quarter(asked_at), answered_at = quarter(answered_at),
      conduct_at = quarter(conduct_at), may_wait_at = quarter(may_wait_at), alone_at = quarter(alone_at),
      set_off_due_at = quarter(set_off_due_at), nudged_at = quarter(nudged_at), late_at = quarter(late_at),
      en_route_at = quarter(en_route_at), on_scene_at = quarter(on_scene_at), check_in_due_at = quarter(check_in_due_at),
      check_in_at = quarter(check_in_at), missed_at = quarter(missed_at), need_at = quarter(need_at),
      departed_at = quarter(departed_at), told_at = quarter(told_at)
    where network_id = network and id = any(sent);
  update assignment_acts set at = quarter(at), noted_at = quarter(noted_at)
    where network_id = network and assignment_id = any(sent);
  update debriefs set at = quarter(at) where network_id = network and assignment_id = any(sent);
  update emergencies set at = quarter(at), handled_at = quarter(handled_at)
    where network_id = network and assignment_id = any(sent);
  update stand_downs set at = quarter(at) where network_id = network and id = any(downs);
  update stand_down_acks set acked_at = quarter(acked_at), escalated_at = quarter(escalated_at)
    where network_id = network and stand_down_id = any(downs);
  perform coarsen_event_times(ids || sent || downs);
end $$;
revoke execute on function coarsen_callout_times from public;
grant execute on function coarsen_callout_times to porchlight_app;
