-- Meetings: what was planned, and where it is now. What it says in words is in one box: a thief of the database learns
-- when somebody met, and not where or about what.
create table meetings (
  network_id uuid not null,
  id uuid not null,
  series_id uuid,                  -- made in one go with others
  chapter_id uuid,                 -- null: the whole network's
  audience clear not null check (audience in ('public','members')),
  press clear not null check (press in ('open','closed')),
  languages clear[] not null,      -- spoken there, the first the main one
  interpreted clear[] not null,    -- into these somebody interprets
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  capacity int check (capacity > 0),
  doors int not null check (doors between 1 and 8),
  quorum_kind clear check (quorum_kind in ('share','number')),
  quorum_of int check (quorum_of > 0), -- percent of the active members, or so many of them
  details encrypted not null,      -- title, what it is about, place, address to join at, access, hand-outs
  changes int not null,            -- counted up, so that calendars take the newer
  made_by uuid,
  made_at timestamptz not null,
  cancelled_at timestamptz,
  began_at timestamptz,
  ended_at timestamptz,
  item_id uuid,                    -- of the agenda, the one under way
  item_at timestamptz,             -- since when
  came int,                        -- how many came, kept when their names are gone
  members_came int,
  approved_at timestamptz,         -- the minutes
  approved_by uuid,
  primary key (network_id, id)
);
create index meetings_by_time on meetings (network_id, starts_at);
select secure('meetings');

-- The agenda, and what was noted on each item of it.
create table meeting_items (
  network_id uuid not null,
  id uuid not null,
  meeting_id uuid not null,
  position int not null,
  minutes int not null check (minutes between 1 and 480),
  owner_id uuid,
  details encrypted not null,      -- title, and the owner's name where it is nobody of the network
  notes encrypted,
  spent_s int not null,            -- how long it took, in seconds
  primary key (network_id, id),
  foreign key (network_id, meeting_id) references meetings
);
create index meeting_items_of on meeting_items (network_id, meeting_id, position);
select secure('meeting_items');

-- Who opens the doors, counts the hat and writes the minutes, beside those whose role it is.
create table meeting_helpers (
  network_id uuid not null,
  meeting_id uuid not null,
  person_id uuid not null,
  at timestamptz not null,
  primary key (network_id, meeting_id, person_id),
  foreign key (network_id, meeting_id) references meetings,
  foreign key (network_id, person_id) references people
);
create index meeting_helpers_of on meeting_helpers (network_id, person_id);
select secure('meeting_helpers');

-- Who said that they come, and who came. One row a person and meeting, whichever door they take: the two unique keys
-- hold it, however many doors write in the same instant.
create table meeting_guests (
  network_id uuid not null,
  id uuid not null,
  meeting_id uuid not null,
  person_id uuid,
  code_key clear_bytes not null,   -- keyed hash of the code that they show
  contact_key clear_bytes,         -- keyed hash of how they can be reached
  contact encrypted,
  name encrypted,
  access encrypted,                -- what they need to take part
  language clear not null,
  source clear not null check (source in ('page','app','door','phone')),
  coming boolean not null,
  said_at timestamptz not null,
  reminded int not null,           -- 0 not yet, 1 the day before, 2 two hours before
  arrived_at timestamptz,
  door int,                        -- null: checked in by themselves
  way clear check (way in ('scan','code','list','self','new')),
  by uuid,                         -- the door-keeper
  member boolean not null,         -- an active member when they came: counts for the quorum
  primary key (network_id, id),
  foreign key (network_id, meeting_id) references meetings,
  foreign key (network_id, person_id) references people
);
create unique index meeting_guests_by_code on meeting_guests (network_id, code_key);
create unique index meeting_guests_by_person on meeting_guests (network_id, meeting_id, person_id) where person_id is not null;
create unique index meeting_guests_by_contact on meeting_guests (network_id, meeting_id, contact_key) where contact_key is not null;
create index meeting_guests_of on meeting_guests (network_id, meeting_id);
create index meeting_guests_of_person on meeting_guests (network_id, person_id);
select secure('meeting_guests');

-- What was decided.
create table meeting_decisions (
  network_id uuid not null,
  id uuid not null,
  meeting_id uuid not null,
  item_id uuid,
  words encrypted not null,
  way clear not null check (way in ('vote','consensus')),
  votes_for int,
  votes_against int,
  abstained int,
  carried boolean not null,
  at timestamptz not null,
  by uuid,
  primary key (network_id, id),
  foreign key (network_id, meeting_id) references meetings
);
create index meeting_decisions_of on meeting_decisions (network_id, meeting_id);
select secure('meeting_decisions');

-- What somebody took upon themselves, or may still.
create table meeting_actions (
  network_id uuid not null,
  id uuid not null,
  meeting_id uuid not null,
  item_id uuid,
  words encrypted not null,
  owner_id uuid,
  guest_id uuid,                   -- of whom is no member
  owner_name encrypted,            -- as typed
  shown boolean not null,          -- they let their name be shown on the screen
  due_on clear check (due_on ~ '^\d{4}-\d\d-\d\d$'),
  at timestamptz not null,
  done_at timestamptz,
  reminded_at timestamptz,
  primary key (network_id, id),
  foreign key (network_id, meeting_id) references meetings,
  foreign key (network_id, owner_id) references people
);
create index meeting_actions_of on meeting_actions (network_id, meeting_id);
create index meeting_actions_open on meeting_actions (network_id, due_on) where done_at is null;
select secure('meeting_actions');

-- The hat, counted by two who do not see each other's count. A count is never changed; what differs is counted again.
create table meeting_hat_counts (
  network_id uuid not null,
  id uuid not null,
  meeting_id uuid not null,
  round int not null,
  by uuid,                         -- the person; null when they have left
  cents bigint not null check (cents >= 0),
  at timestamptz not null,
  primary key (network_id, id),
  foreign key (network_id, meeting_id) references meetings,
  unique (network_id, meeting_id, round, by)
);
select secure('meeting_hat_counts');

-- What the two agreed on, for the money room. No donor is known here.
create table meeting_hats (
  network_id uuid not null,
  meeting_id uuid not null,
  cents bigint not null check (cents >= 0),
  round int not null,
  at timestamptz not null,
  primary key (network_id, meeting_id),
  foreign key (network_id, meeting_id) references meetings
);
select secure('meeting_hats');

-- What newspapers and stations asked, and what was answered.
create table press_enquiries (
  network_id uuid not null,
  id uuid not null,
  meeting_id uuid,
  outlet encrypted not null,
  contact encrypted not null,
  question encrypted not null,
  answer encrypted,
  at timestamptz not null,
  by uuid,                         -- who wrote it down
  answered_at timestamptz,
  answered_by uuid,
  primary key (network_id, id),
  foreign key (network_id, meeting_id) references meetings
);
create index press_enquiries_by_time on press_enquiries (network_id, at);
select secure('press_enquiries');
