-- Somebody asked to join; one row an application, of whom nobody makes two people. Name and addresses are with people and
-- channels; what is said in a conversation is sealed.
create table applications (
  network_id uuid not null references networks,
  id uuid not null,
  person_id uuid not null,
  at timestamptz not null,
  source clear not null check (source in ('web','meeting','training','canvass','import','desk')),
  -- Where the form's address was read: a poster, a table.
  tag clear,
  kind clear not null check (kind in ('member','ally')),
  wants clear[] not null default '{}',
  -- Who was known already by an address keeps their name; what they called themselves now is here.
  name encrypted,
  known boolean not null default false,
  -- Came in a flood: kept, shown last, and nothing was sent.
  throttled boolean not null default false,
  -- When something last happened to it; one that came to nothing goes some time after.
  touched_at timestamptz not null,
  -- It came to something: they trained, or were met.
  settled boolean not null default false,
  primary key (network_id, id),
  foreign key (network_id, person_id) references people
);
create index applications_by_person on applications (network_id, person_id, at);
create index applications_by_touch on applications (network_id, touched_at, id) where not settled;
select secure('applications');

-- A greeter took an applicant, to talk with them; one row a greeting, one open at a time.
create table greetings (
  network_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  greeter_id uuid not null,
  taken_at timestamptz not null,
  booked_for timestamptz,
  how clear check (how in ('phone','video','in_person')),
  -- What of the conversation's checklist was gone through.
  checked clear[] not null default '{}',
  notes sealed,
  outcome clear check (outcome in ('met','not_now','declined','given_back')),
  ended_at timestamptz,
  primary key (network_id, id),
  foreign key (network_id, person_id) references people,
  foreign key (network_id, greeter_id) references people,
  check ((outcome is null) = (ended_at is null))
);
create unique index greetings_open on greetings (network_id, person_id) where ended_at is null;
create index greetings_by_person on greetings (network_id, person_id, taken_at);
select secure('greetings');

-- Two who may be one person. `a` is before `b`; what a coordinator decided is not asked again.
create table likenesses (
  network_id uuid not null,
  a uuid not null,
  b uuid not null,
  percent int not null,
  at timestamptz not null,
  decided clear check (decided in ('apart','merged')),
  primary key (network_id, a, b),
  foreign key (network_id, a) references people,
  foreign key (network_id, b) references people,
  check (a < b)
);
create index likenesses_open on likenesses (network_id, at) where decided is null;
select secure('likenesses');

-- Two people were made one. For a day it can be undone: what was moved is noted by its ids.
create table merges (
  network_id uuid not null,
  id uuid not null,
  kept_id uuid not null,
  gone_id uuid not null,
  -- What the one who went was before.
  gone_state clear not null,
  addresses uuid[] not null,
  applications uuid[] not null,
  by uuid not null,
  at timestamptz not null,
  undone_at timestamptz,
  -- From then on it stands, and what was left of the other is deleted.
  over_at timestamptz,
  primary key (network_id, id),
  foreign key (network_id, kept_id) references people,
  foreign key (network_id, gone_id) references people
);
create index merges_by_time on merges (network_id, at);
select secure('merges');
