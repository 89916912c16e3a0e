-- A team of a chapter, or of the whole network: who does what. Its name and what it does are words for members; what it
-- needs is codes and numbers only.
create table teams (
  network_id uuid not null references networks,
  id uuid not null,
  chapter_id uuid,
  name clear not null,
  does encrypted not null,
  needs clear_json not null default '[]',
  made_by uuid,
  made_at timestamptz not null,
  ended_at timestamptz,
  primary key (network_id, id),
  foreign key (network_id, chapter_id) references chapters
);
select secure('teams', 'select, insert, update');

-- Who is in a team, and who would like to be. Who leaves has no row.
create table team_members (
  network_id uuid not null,
  team_id uuid not null,
  person_id uuid not null,
  part clear not null check (part in ('asking','member','lead')),
  since timestamptz not null,
  primary key (network_id, team_id, person_id),
  foreign key (network_id, team_id) references teams,
  foreign key (network_id, person_id) references people
);
create index team_members_by_person on team_members (network_id, person_id);
select secure('team_members');

-- Who said that they may be found by what they can do, and for what. Nobody is until they say so.
create table findable_people (
  network_id uuid not null,
  person_id uuid not null,
  skills clear[] not null default '{}',
  since timestamptz not null,
  primary key (network_id, person_id),
  foreign key (network_id, person_id) references people
);
select secure('findable_people');

-- Somebody looked for help by need. The need is codes; the words are what the asker wrote to those whom they asked.
create table needs (
  network_id uuid not null references networks,
  id uuid not null,
  team_id uuid,
  by_person uuid not null,
  at timestamptz not null,
  need clear_json not null,
  fit int not null,
  words encrypted,
  closed_at timestamptz,
  primary key (network_id, id),
  foreign key (network_id, team_id) references teams,
  foreign key (network_id, by_person) references people
);
create index needs_by_person on needs (network_id, by_person, at);
create index needs_by_time on needs (network_id, at);
select secure('needs');

-- Whom a search showed, five at most, who of them was asked and what they said. Nobody else can be asked for it.
create table need_people (
  network_id uuid not null,
  need_id uuid not null,
  person_id uuid not null,
  n int not null check (n between 1 and 5),
  asked_at timestamptz,
  answer clear check (answer in ('yes','no')),
  answered_at timestamptz,
  primary key (network_id, need_id, person_id),
  unique (network_id, need_id, n),
  foreign key (network_id, need_id) references needs on delete cascade,
  foreign key (network_id, person_id) references people
);
create index need_people_by_person on need_people (network_id, person_id, asked_at);
select secure('need_people');

-- A sentence of thanks to a member, from a lead of the team or a coordinator.
create table team_thanks (
  network_id uuid not null,
  id uuid not null,
  team_id uuid not null,
  person_id uuid not null,
  by_person uuid not null,
  at timestamptz not null,
  words encrypted not null,
  primary key (network_id, id),
  foreign key (network_id, team_id) references teams,
  foreign key (network_id, person_id) references people,
  foreign key (network_id, by_person) references people
);
create index team_thanks_by_person on team_thanks (network_id, person_id, at);
create index team_thanks_by_giver on team_thanks (network_id, by_person, at);
select secure('team_thanks');
