-- The network's rules of planning, one row; where there is none the usual ones hold.
create table rota_rules (
  network_id uuid not null,
  rest_minutes int not null check (rest_minutes between 0 and 2880),
  week_hours int not null check (week_hours between 1 and 168),
  approval clear not null check (approval in ('rule','coordinator')),
  notice_hours int not null check (notice_hours between 0 and 720),
  -- Minutes of the day between which nobody sits alone without a buddy: the night, never shorter than 11 to 5.
  night_from int not null check (night_from between 1080 and 1380),
  night_until int not null check (night_until between 300 and 600),
  by uuid,
  at timestamptz not null,
  primary key (network_id)
);
select secure('rota_rules');

-- What is needed again and again, by the clock on the wall. Slots are laid out from it some weeks ahead.
create table rota_patterns (
  network_id uuid not null,
  id uuid not null,
  role clear not null check (role in ('operator','dispatcher','verifier','interpreter','legal','medic')),
  chapter_id uuid,
  first_day clear not null check (first_day ~ '^\d{4}-\d\d-\d\d$'),
  until_day clear check (until_day ~ '^\d{4}-\d\d-\d\d$'),
  start_minute int not null check (start_minute between 0 and 1439),
  length_minutes int not null check (length_minutes between 30 and 1440),
  week_days int[] not null check (cardinality(week_days) between 1 and 7),
  every_weeks int not null check (every_weeks between 1 and 8),
  minimum int not null check (minimum between 1 and 20),
  wanted int not null check (wanted between minimum and 20),
  languages clear[] not null default '{}',
  turns uuid[] not null default '{}', -- members who take it by turns, in this order
  by uuid,
  at timestamptz not null,
  primary key (network_id, id)
);
select secure('rota_patterns');

-- More hands for an event of days: its slots lie over those of patterns. It ends by itself.
create table rota_surges (
  network_id uuid not null,
  id uuid not null,
  chapter_id uuid,
  needs clear_json not null, -- role, seats
  block_hours int not null check (block_hours between 2 and 12),
  languages clear[] not null default '{}',
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  by uuid,
  at timestamptz not null,
  primary key (network_id, id)
);
select secure('rota_surges');

-- One chapter asks another for people: agreed, they may take its slots that begin in these days. Decided by the lender.
create table rota_loans (
  network_id uuid not null,
  id uuid not null,
  borrower_id uuid not null,
  lender_id uuid not null check (lender_id <> borrower_id),
  role clear check (role in ('operator','dispatcher','verifier','interpreter','legal','medic')),
  from_day clear not null check (from_day ~ '^\d{4}-\d\d-\d\d$'),
  until_day clear not null check (until_day ~ '^\d{4}-\d\d-\d\d$'),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  state clear not null check (state in ('asked','agreed','refused','ended')),
  by uuid, -- the coordinator who asked
  at timestamptz not null,
  primary key (network_id, id)
);
create index rota_loans_by_borrower on rota_loans (network_id, borrower_id, ends_at);
select secure('rota_loans');

-- A need with a beginning and an end. From a pattern its id follows from pattern and day, so that it is laid out once.
create table rota_slots (
  network_id uuid not null,
  id uuid not null,
  pattern_id uuid,
  surge_id uuid,
  role clear not null check (role in ('operator','dispatcher','verifier','interpreter','legal','medic')),
  chapter_id uuid,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  minimum int not null check (minimum between 1 and 20),
  wanted int not null check (wanted between minimum and 20),
  languages clear[] not null default '{}',
  state clear not null check (state in ('draft','published','cancelled')),
  with_pattern boolean not null default false, -- cancelled since its pattern did not come that day; it comes back with it
  changes int not null default 0, -- with those of its shifts, SEQUENCE of its calendar entry
  primary key (network_id, id),
  foreign key (network_id, pattern_id) references rota_patterns,
  foreign key (network_id, surge_id) references rota_surges on delete set null (surge_id)
);
create index rota_slots_by_time on rota_slots (network_id, starts_at);
select secure('rota_slots');

-- A person's seat. A draft is a suggestion that only the desk sees; what is off stays for calendars that took it up.
create table shifts (
  network_id uuid not null,
  id uuid not null,
  role clear not null check (role in ('operator','dispatcher','verifier','interpreter','legal','medic')),
  chapter_id uuid,
  person_id uuid not null,
  slot_id uuid,
  starts_at timestamptz not null,
  -- At most a day, which has 25 hours when the clocks go back: who is on now is looked for among what began since.
  ends_at timestamptz not null check (ends_at > starts_at and ends_at <= starts_at + interval '26 hours'),
  state clear not null default 'on' check (state in ('draft','on','off')),
  learner boolean not null default false, -- listens, muted; counts for nothing
  offered_at timestamptz, -- "anyone?": its holder stays until somebody takes it
  checked_in_at timestamptz,
  missed_at timestamptz, -- nobody had checked in some minutes after its begin: said once
  taken_at timestamptz,
  reminded_for timestamptz, -- the planned moment of the last reminder that was given; none before it follows
  changes int not null default 0, -- SEQUENCE of its calendar entry
  primary key (network_id, id),
  foreign key (network_id, person_id) references people,
  foreign key (network_id, slot_id) references rota_slots
);
create index shifts_by_time on shifts (network_id, starts_at, ends_at);
create index shifts_by_slot on shifts (network_id, slot_id);
create index shifts_by_person on shifts (network_id, person_id, ends_at);
select secure('shifts');

-- Who stands by somebody who sits alone at night, awake or woken by a page. Of one person's seat: whoever has it next names
-- their own.
create table shift_buddies (
  network_id uuid not null,
  id uuid not null,
  shift_id uuid not null,
  person_id uuid not null,
  state clear not null check (state in ('suggested','asked','agreed','declined','withdrawn','over')),
  asked_by uuid,
  at timestamptz not null,
  answered_at timestamptz,
  primary key (network_id, id),
  foreign key (network_id, shift_id) references shifts,
  foreign key (network_id, person_id) references people
);
create unique index shift_buddies_standing on shift_buddies (network_id, shift_id, person_id) where state in ('suggested','asked','agreed');
create index shift_buddies_by_shift on shift_buddies (network_id, shift_id);
create index shift_buddies_by_person on shift_buddies (network_id, person_id, state);
select secure('shift_buddies');

-- What a member asks for that another member or a coordinator decides, and how it was decided. Goes 90 days after.
create table shift_requests (
  network_id uuid not null,
  id uuid not null,
  kind clear not null check (kind in ('take','give-back','swap')),
  person_id uuid not null,
  slot_id uuid not null,
  shift_id uuid, -- theirs: to give back, to swap; of a take, the offered one
  other_person_id uuid, -- of a swap
  other_shift_id uuid,
  state clear not null check (state in ('asked','waiting','done','refused','withdrawn','overtaken')),
  at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid,
  why encrypted,
  primary key (network_id, id),
  foreign key (network_id, person_id) references people,
  foreign key (network_id, slot_id) references rota_slots,
  foreign key (network_id, shift_id) references shifts,
  foreign key (network_id, other_shift_id) references shifts
);
create index shift_requests_open on shift_requests (network_id, state, at);
select secure('shift_requests');

-- Calendars that somebody subscribed to. The address holds a token; here is its hash alone.
create table calendar_feeds (
  network_id uuid not null,
  id uuid not null,
  kind clear not null check (kind in ('person','desk','chapter')),
  person_id uuid not null,
  chapter_id uuid,
  token_hash clear_bytes not null,
  at timestamptz not null,
  ended_at timestamptz,
  primary key (network_id, id),
  unique (network_id, token_hash),
  foreign key (network_id, person_id) references people
);
create index calendar_feeds_by_person on calendar_feeds (network_id, person_id);
select secure('calendar_feeds', 'select, insert, update');

-- How somebody wants to hear of shifts; where there is none the usual holds.
create table shift_notices (
  network_id uuid not null,
  person_id uuid not null,
  reminders int[] not null check (cardinality(reminders) <= 4), -- minutes before a shift
  digest boolean not null, -- now / next / this week, each day, for coordinators and the desk
  way clear, -- by which of their ways; null: as they are reached for everything
  at timestamptz not null,
  primary key (network_id, person_id),
  foreign key (network_id, person_id) references people
);
select secure('shift_notices');

-- The hours in which somebody answers, as public pages and the telephone say them; one row, none: nothing is published.
create table rota_hours (
  network_id uuid not null,
  windows clear_json not null, -- day, from, to, by the clock on the wall
  by uuid,
  at timestamptz not null,
  primary key (network_id)
);
select secure('rota_hours');

-- How many came to us in which hour, by way: what the ramp to 24 hours is planned by. Nothing of who or what.
create table contact_hours (
  network_id uuid not null,
  day clear not null check (day ~ '^\d{4}-\d\d-\d\d$'),
  hour int not null check (hour between 0 and 23),
  way clear not null check (way in ('call','text','web')),
  contacts int not null,
  uncovered int not null, -- of them, when no operator was on shift
  primary key (network_id, day, hour, way)
);
select secure('contact_hours');

-- Days whose digest has been sent, so that no day has two, whatever clocks do.
create table rota_digests (
  network_id uuid not null,
  day clear not null check (day ~ '^\d{4}-\d\d-\d\d$'),
  at timestamptz not null,
  primary key (network_id, day)
);
select secure('rota_digests', 'select, insert, delete');

-- Somebody really at their seat: begun by a check-in or a sign-on, ended by a hand-over, by leaving or by a removal. It stays
-- with its owner after their shift until it is handed over. Hours are counted from these, never from plans.
create table duties (
  network_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  role clear not null check (role in ('operator','dispatcher','verifier','interpreter','legal','medic')),
  chapter_id uuid,
  shift_id uuid, -- null: signed on without a seat on the rota
  learner boolean not null default false,
  began_at timestamptz not null, -- when they were there, by their own tap
  heard_at timestamptz not null, -- when that reached us
  due_at timestamptz, -- the end of their shift, or until when they said that they stay; null: nobody waits for the end
  reminded_at timestamptz,
  raised_at timestamptz,
  ended_at timestamptz,
  counted_to timestamptz, -- hours count until then: who forgot to leave was not there all night
  ended_as clear check (ended_as in ('left','handed-over','unseated','removed')),
  ended_by uuid,
  primary key (network_id, id),
  check ((ended_at is null) = (ended_as is null) and (ended_at is null) = (counted_to is null)),
  foreign key (network_id, person_id) references people,
  foreign key (network_id, shift_id) references shifts
);
create unique index duties_open on duties (network_id, person_id, role) where ended_at is null;
create index duties_by_shift on duties (network_id, shift_id);
create index duties_by_person on duties (network_id, person_id, began_at);
create index duties_by_time on duties (network_id, began_at);
select secure('duties');

-- The one way of being on a break: of a person, whatever they are on duty as.
create table duty_breaks (
  network_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  began_at timestamptz not null,
  ended_at timestamptz,
  primary key (network_id, id),
  foreign key (network_id, person_id) references people
);
create unique index duty_breaks_open on duty_breaks (network_id, person_id) where ended_at is null;
create index duty_breaks_by_person on duty_breaks (network_id, person_id, began_at);
select secure('duty_breaks');

-- A month for which somebody was thanked: once.
create table duty_thanks (
  network_id uuid not null,
  person_id uuid not null,
  month clear not null check (month ~ '^\d{4}-\d\d$'),
  at timestamptz not null,
  primary key (network_id, person_id, month),
  foreign key (network_id, person_id) references people
);
select secure('duty_thanks');
