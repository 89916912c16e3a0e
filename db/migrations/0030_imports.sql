-- A list that a coordinator brings in: sign-up sheets, people of other programs, rota sheets, the numbers of an old chat.
create table imports (
  network_id uuid not null,
  id uuid not null,
  kind clear not null check (kind in ('people','osdi','rota','group')),
  chapter_id uuid not null,
  by uuid not null,
  at timestamptz not null,
  state clear not null
    check (state in ('reading','mapping','looking','looked','applying','applied','undoing','undone','dropped')),
  state_at timestamptz not null,
  format clear_json,                        -- encoding, delimiter, size; nothing of what is in it
  head encrypted,                           -- its first rows, to choose columns by; goes with the file
  fields clear[] not null default '{}',     -- what each column holds, as codes
  tell boolean not null default false,      -- newcomers get a message
  done int not null default 0,              -- rows of the pass under way, so that a crash goes on where it was
  rows int,                                 -- all rows, known after the first pass
  counts clear_json not null default '{}',
  applied_at timestamptz,
  primary key (network_id, id),
  foreign key (network_id, chapter_id) references chapters,
  foreign key (network_id, by) references people
);
create index imports_at_work on imports (network_id, state_at) where state in ('looking','applying','undoing');
create index imports_by_time on imports (network_id, at);
select secure('imports');

-- What was uploaded, in pieces; kept until it is applied, or seven days.
create table import_pieces (
  network_id uuid not null,
  id uuid not null,
  import_id uuid not null,
  n int not null,
  body encrypted not null,
  primary key (network_id, id),
  foreign key (network_id, import_id) references imports
);
create unique index import_pieces_in_order on import_pieces (network_id, import_id, n);
select secure('import_pieces', 'select, insert, delete');

-- What is wrong in a file, by line and column: codes only, so that it may be kept and passed on. No foreign key here and in
-- import_made: it costs as much as the row.
create table import_faults (
  network_id uuid not null,
  import_id uuid not null,
  line int not null,
  n int not null,
  field clear,
  code clear not null,
  taken boolean not null,                   -- the row was taken all the same, without this cell
  primary key (network_id, import_id, line, n)
);
select secure('import_faults', 'select, insert, delete');

-- Whom an import made, so that it can be undone. `stayed`: why an undo left them.
create table import_made (
  network_id uuid not null,
  import_id uuid not null,
  person_id uuid not null,
  line int not null,
  at timestamptz not null,
  undone_at timestamptz,
  stayed clear,
  primary key (network_id, import_id, person_id)
);
create index import_made_by_person on import_made (network_id, person_id);
create index import_made_left on import_made (network_id, import_id, line) where undone_at is null;
select secure('import_made');

-- Rows that are likely somebody who is here; a person decides. The row itself goes with that, or after seven days.
create table import_asks (
  network_id uuid not null,
  id uuid not null,
  import_id uuid not null,
  line int not null,
  person_id uuid not null,                  -- whom it is like
  body encrypted,
  decided clear check (decided in ('same','other')),
  decided_by uuid,
  decided_at timestamptz,
  primary key (network_id, id),
  foreign key (network_id, import_id) references imports,
  foreign key (network_id, person_id) references people
);
create unique index import_asks_by_line on import_asks (network_id, import_id, line);
select secure('import_asks');

-- Seats of the rota that a sheet laid out, so that it can be undone while they are suggestions.
create table import_seats (
  network_id uuid not null,
  import_id uuid not null,
  seat_id uuid not null,
  line int not null,
  undone_at timestamptz,
  stayed boolean not null default false,
  primary key (network_id, import_id, seat_id),
  foreign key (network_id, import_id) references imports
);
select secure('import_seats');

-- Chapters that run beside their old chat for as long as they want; who comes in from it is told so.
create table old_chats (
  network_id uuid not null,
  chapter_id uuid not null,
  by uuid not null,
  since timestamptz not null,
  primary key (network_id, chapter_id),
  foreign key (network_id, chapter_id) references chapters
);
select secure('old_chats', 'select, insert, delete');
