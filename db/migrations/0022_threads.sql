-- What the desk has marked of a thread: everything said with one person, in both directions. Its id is that of the
-- conversation; of a reporter without one (web, phone), and of one who told of somebody detained, that of the report; of a
-- member theirs. A detention's is the legal desk's alone. A thread without a row
-- is one in which nothing was said but a first report. What reporters said is kept with their reports.
create table threads (
  network_id uuid not null references networks,
  id uuid not null,
  kind clear not null check (kind in ('reporter','member','detention')),
  last_at timestamptz not null,
  last_in_at timestamptz,
  seen_at timestamptz,
  needs_answer boolean not null default false,
  assigned_to uuid,
  assigned_by uuid,
  assigned_at timestamptz,
  resolved_by uuid,
  resolved_at timestamptz,
  primary key (network_id, id)
);
create index threads_by_last on threads (network_id, last_at, id);
select secure('threads');

-- Lines that are kept nowhere else: what a member writes in, sealed to the desk; what the desk writes, encrypted, since
-- the server sends it and shows it on the page of a receipt. The client makes a reply's id: sent twice, it is one.
create table thread_lines (
  network_id uuid not null references networks,
  id uuid not null,
  thread_id uuid not null,
  kind clear not null check (kind in ('text','reply')),
  at timestamptz not null,
  by uuid,
  words sealed,
  body encrypted,
  primary key (network_id, id),
  check ((kind = 'text') = (words is not null) and (kind = 'reply') = (body is not null))
);
create index thread_lines_by_thread on thread_lines (network_id, thread_id, at);
create index thread_lines_by_time on thread_lines (network_id, at, id);
select secure('thread_lines', 'select, insert, delete');

-- Who of the desk has a thread before them, so that two do not answer at once.
create table thread_readers (
  network_id uuid not null references networks,
  thread_id uuid not null,
  person_id uuid not null,
  typing boolean not null default false,
  until timestamptz not null,
  primary key (network_id, thread_id, person_id)
);
select secure('thread_readers');

-- Who asked to be called back: the id is that of their report, with which number and wish are kept, sealed. Nobody is here
-- who did not ask: a missed call is not called back.
create table callbacks (
  network_id uuid not null references networks,
  id uuid not null,
  asked_at timestamptz not null,
  due_at timestamptz,
  state clear not null default 'open' check (state in ('open','done','not_reached')),
  -- How often nobody was reached.
  missed int not null default 0,
  by uuid,
  at timestamptz not null,
  primary key (network_id, id)
);
create index callbacks_by_time on callbacks (network_id, at, id);
select secure('callbacks');
