-- What a network wants to reach and by when; as long as it has said nothing, the usual goals hold.
create table goals (
  network_id uuid not null references networks,
  goal clear not null check (goal in ('members','allies','trainers')),
  target int not null check (target > 0),
  due clear not null check (due ~ '^\d{4}-\d\d-\d\d$'),
  by uuid,
  at timestamptz not null,
  primary key (network_id, goal)
);
select secure('goals', 'select, insert, update');

-- How many stood where at the end of each day, and how many came there that day. Counts alone: they stay when people go.
create table goal_days (
  network_id uuid not null,
  day clear not null check (day ~ '^\d{4}-\d\d-\d\d$'),
  chapter_id uuid not null,
  kind clear not null check (kind in ('member','ally')),
  state clear not null check (state in ('applied','trained','met','active','paused','left')),
  stood int not null,
  came int not null,
  primary key (network_id, day, chapter_id, kind, state),
  foreign key (network_id, chapter_id) references chapters
);
select secure('goal_days', 'select, insert');
