-- A channel: members who talk in one place (a group of Signal), with the rule that says who belongs in it.
create table group_channels (
  network_id uuid not null references networks,
  id uuid not null,
  name clear not null,
  rule clear_json not null,
  made_by uuid,
  made_at timestamptz not null,
  ended_at timestamptz,
  -- When its groups are looked at next, and until when a process that does so has it.
  look_due_at timestamptz not null,
  look_until timestamptz,
  looked_at timestamptz,
  -- Why the last look did not succeed, as a code, and since when.
  trouble clear,
  trouble_at timestamptz,
  -- What the last look found: who belongs and can be reached, who of them is in, who is not, who is in and should not be.
  belong int not null default 0,
  inside int not null default 0,
  missing int not null default 0,
  astray int not null default 0,
  unreachable int not null default 0,
  primary key (network_id, id)
);
create index group_channels_due on group_channels (network_id, look_due_at) where ended_at is null;
select secure('group_channels', 'select, insert, update');

-- The real groups of a channel; more than one where its members are more than a group can hold.
create table channel_groups (
  network_id uuid not null,
  id uuid not null,
  channel_id uuid not null,
  n int not null,
  group_id encrypted not null,
  group_key clear_bytes not null,
  -- As last seen: our account is in it, is its admin, and only admins post and add.
  present boolean not null default true,
  administered boolean not null default true,
  locked boolean not null default true,
  told_at timestamptz,
  primary key (network_id, id),
  unique (network_id, group_key),
  unique (network_id, channel_id, n),
  foreign key (network_id, channel_id) references group_channels
);
select secure('channel_groups');

-- Who is in a group, as last seen. Somebody whom nobody here knows has no person.
create table channel_seats (
  network_id uuid not null,
  id uuid not null,
  channel_id uuid not null,
  group_ref uuid not null,
  address encrypted not null,
  address_key clear_bytes not null,
  person_id uuid,
  standing clear not null check (standing in ('member','invited','asking')),
  admin boolean not null,
  since timestamptz not null,
  -- When the admins were told that this one should not be there.
  told_at timestamptz,
  primary key (network_id, id),
  unique (network_id, group_ref, address_key),
  foreign key (network_id, group_ref) references channel_groups
);
create index channel_seats_by_person on channel_seats (network_id, person_id) where person_id is not null;
select secure('channel_seats');

-- Who left a channel by themselves: not put back until they say so.
create table channel_leavers (
  network_id uuid not null,
  channel_id uuid not null,
  person_id uuid not null,
  at timestamptz not null,
  primary key (network_id, channel_id, person_id),
  foreign key (network_id, channel_id) references group_channels
);
select secure('channel_leavers', 'select, insert, delete');

-- What is to change in a channel: shown first, applied by a person, approved by a second where many go.
create table channel_plans (
  network_id uuid not null,
  id uuid not null,
  channel_id uuid not null,
  because clear not null check (because in ('person','removed','safety')),
  state clear not null check (state in ('open','waiting','approved','done','dropped')),
  mass boolean not null default false,
  made_by uuid,
  made_at timestamptz not null,
  applied_by uuid,
  applied_at timestamptz,
  approved_by uuid,
  done_at timestamptz,
  due_at timestamptz,
  claimed_until timestamptz,
  tries int not null default 0,
  error clear,
  primary key (network_id, id),
  foreign key (network_id, channel_id) references group_channels,
  -- Many go only by the word of two.
  check (approved_by <> applied_by),
  check (because <> 'person' or state not in ('approved','done') or (applied_by is not null and (not mass or approved_by is not null)))
);
create index channel_plans_by_channel on channel_plans (network_id, channel_id, made_at);
create index channel_plans_due on channel_plans (network_id, due_at) where state = 'approved';
create unique index channel_plans_open on channel_plans (network_id, channel_id)
  where because = 'person' and state in ('open','waiting','approved');
select secure('channel_plans');

-- One line of a plan. The address goes when it is done.
create table channel_moves (
  network_id uuid not null,
  id uuid not null,
  plan_id uuid not null,
  kind clear not null check (kind in ('add','remove','lock')),
  person_id uuid,
  address encrypted,
  -- How somebody unknown is shown: the end of a number.
  hint clear,
  reasons clear[] not null,
  state clear not null default 'planned' check (state in ('planned','done','skipped','failed')),
  primary key (network_id, id),
  foreign key (network_id, plan_id) references channel_plans
);
create index channel_moves_by_plan on channel_moves (network_id, plan_id);
create index channel_moves_by_person on channel_moves (network_id, person_id);
select secure('channel_moves');

-- A member's safety number that changed: who does not say within a day that it was them goes out of the channels.
create table safety_changes (
  network_id uuid not null references networks,
  id uuid not null,
  person_id uuid not null,
  address encrypted not null,
  safety_number encrypted,
  key_hash clear_bytes not null,
  seen_at timestamptz not null,
  ends_at timestamptz not null,
  mine boolean,
  answered_by uuid,
  answered_at timestamptz,
  trusted_at timestamptz,
  removed_at timestamptz,
  primary key (network_id, id),
  unique (network_id, key_hash)
);
create index safety_changes_open on safety_changes (network_id, person_id) where mine is null;
select secure('safety_changes');
