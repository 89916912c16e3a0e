-- An incident: what several reports turn out to be. Its exact point is encrypted while it matters; the cell is coarse.
create table incidents (
  network_id uuid not null references networks,
  id uuid not null,
  number int not null,
  playbook clear not null,
  playbook_version int not null,
  kind clear not null,
  zone_id uuid,
  chapter_id uuid,
  cell clear,
  point encrypted,
  label encrypted not null,
  accuracy_m int,
  seen_at timestamptz not null,
  opened_by uuid,
  led_by uuid, -- who sees to it that it is decided and ended; null: nobody does
  opened_at timestamptz not null,
  verification clear not null default 'unverified' check (verification in ('unverified','checking','confirmed','not_confirmed')),
  response clear not null default 'none' check (response in ('none','called_out','responding','watching','concluded')),
  outcome clear,
  concluded_by uuid,
  concluded_at timestamptz,
  merged_into uuid,
  drill boolean not null default false,
  coarsened_at timestamptz,
  primary key (network_id, id),
  unique (network_id, number),
  foreign key (network_id, merged_into) references incidents
);
create index incidents_open on incidents (network_id, opened_at) where concluded_at is null and merged_into is null;
select secure('incidents', 'select, insert, update');

-- What an incident rests on: a report, a verifier's eyes. Origin tells whether two sources are independent.
create table incident_sources (
  network_id uuid not null,
  id uuid not null,
  incident_id uuid not null,
  kind clear not null check (kind in ('report','verifier','observer','desk')),
  report_id uuid,
  person_id uuid,
  origin clear_bytes not null,
  first_hand boolean not null,
  picture boolean not null,
  says clear not null check (says in ('seen','nothing','other_agency','cannot_tell')),
  on_scene boolean not null default false,
  trained boolean not null default false,
  by uuid,
  at timestamptz not null,
  moved_from uuid,
  removed_by uuid,
  removed_at timestamptz,
  primary key (network_id, id),
  foreign key (network_id, incident_id) references incidents
);
create index incident_sources_by_incident on incident_sources (network_id, incident_id);
create unique index incident_sources_one_report on incident_sources (network_id, report_id) where removed_at is null and report_id is not null;
select secure('incident_sources', 'select, insert, update');

-- Every decision about verification: who, when, on what.
create table verifications (
  network_id uuid not null,
  id uuid not null,
  incident_id uuid not null,
  state clear not null check (state in ('unverified','checking','confirmed','not_confirmed')),
  finding clear check (finding in ('confirmed','nothing_there','other_agency','cannot_tell')),
  rule clear,
  source_ids uuid[] not null default '{}',
  by uuid not null,
  at timestamptz not null,
  primary key (network_id, id),
  foreign key (network_id, incident_id) references incidents
);
create index verifications_by_incident on verifications (network_id, incident_id, at);
select secure('verifications', 'select, insert');

-- Acts on an incident that can be taken back: merge, split, link, unlink. What is needed to undo stands in the row.
create table incident_changes (
  network_id uuid not null,
  id uuid not null,
  incident_id uuid not null,
  kind clear not null check (kind in ('link','unlink','merge','split','conclude')),
  data clear_json not null,
  by uuid not null,
  at timestamptz not null,
  undone_by uuid,
  undone_at timestamptz,
  primary key (network_id, id),
  foreign key (network_id, incident_id) references incidents
);
create index incident_changes_by_incident on incident_changes (network_id, incident_id, at);
select secure('incident_changes', 'select, insert, update');

-- The timeline. Append only; words are sealed.
create table incident_entries (
  network_id uuid not null,
  id uuid not null,
  incident_id uuid not null,
  at timestamptz not null,
  noted_at timestamptz not null,
  kind clear not null,
  actor uuid,
  actor_kind clear not null,
  subject uuid,
  data clear_json not null default '{}',
  words sealed,
  primary key (network_id, id),
  foreign key (network_id, incident_id) references incidents
);
create index incident_entries_by_time on incident_entries (network_id, noted_at, id);
create index incident_entries_by_incident on incident_entries (network_id, incident_id, at, id);
select secure('incident_entries', 'select, insert');

-- The one change to what was written: when its time is over, its words go and its times become a quarter of an hour.
-- A function of the owner, so that the serving role can do this and nothing else to what was written.
create function forget_incident_words(incidents uuid[]) returns setof uuid
language sql security definer set search_path = public as $$
  update incident_entries set words = null
  where network_id = nullif(current_setting('app.network_id', true), '')::uuid
    and incident_id = any(incidents) and words is not null
  returning id
$$;
create function coarsen_incident_times(ids uuid[]) returns void
language plpgsql security definer set search_path = public as $$
declare network uuid := nullif(current_setting('app.network_id', true), '')::uuid;
begin
  update incidents set seen_at = quarter(seen_at), opened_at = quarter(opened_at), concluded_at = quarter(concluded_at)
    where network_id = network and id = any(ids);
  update incident_entries set at = quarter(at), noted_at = quarter(noted_at)
    where network_id = network and incident_id = any(ids);
  update incident_sources set at = quarter(at), removed_at = quarter(removed_at)
    where network_id = network and incident_id = any(ids);
  update verifications set at = quarter(at) where network_id = network and incident_id = any(ids);
  update incident_changes set at = quarter(at), undone_at = quarter(undone_at)
    where network_id = network and incident_id = any(ids);
end $$;
revoke execute on function forget_incident_words, coarsen_incident_times from public;
grant execute on function forget_incident_words, coarsen_incident_times to porchlight_app;
