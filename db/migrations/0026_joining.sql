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
