-- A person who writes in by text: where they wrote from last, so that answers and outcomes find them. Who writes by
-- another way from the same number is the same person.
create table conversations (
  network_id uuid not null references networks,
  id uuid not null,
  kind clear not null,
  address encrypted not null,
  address_key clear_bytes not null,
  -- Keyed hash of the number alone; null where the address is none.
  number_key clear_bytes,
  language clear not null,
  -- The report that what they write next belongs to.
  report_id uuid,
  created_at timestamptz not null,
  primary key (network_id, id),
  unique (network_id, kind, address_key)
);
create unique index conversations_by_number on conversations (network_id, number_key) where number_key is not null;
select secure('conversations');

-- A report as it came. Words, exact place and contact are sealed; the server keeps door, language, time, coarse cell.
create table reports (
  network_id uuid not null references networks,
  id uuid not null,
  door clear not null check (door in ('web','desk','sms','whatsapp','signal','email','api','voice','wall')),
  language clear not null,
  tense clear not null check (tense in ('now','before')),
  kind clear not null default 'sighting' check (kind in ('sighting','detained','rights')),
  queue clear not null default 'normal' check (queue in ('normal','throttled')),
  origin clear_bytes not null,
  receipt_key clear_bytes not null,
  conversation_id uuid,
  cell clear,
  zone_id uuid,
  accuracy_m int,
  point sealed,
  words sealed not null,
  contact sealed,
  first_hand boolean,
  picture boolean not null default false,
  seen_at timestamptz not null,
  received_at timestamptz not null,
  -- The last that happened to it: what nobody touches any more is over, too.
  touched_at timestamptz not null,
  state clear not null default 'new' check (state in ('new','claimed','needs_information','linked','closed')),
  -- Who of the desk wrote it down while the caller talked.
  typed_by uuid,
  claimed_by uuid,
  claimed_at timestamptz,
  -- The question that waits for the reporter's answer.
  asked clear check (asked in ('where','when','first_hand','still_there','picture','call_back','language')),
  closed_as clear check (closed_as in ('nothing_found','another_agency','cannot_verify','duplicate','spam','past_event','rights_question','legal')),
  closed_by uuid,
  closed_at timestamptz,
  told_at timestamptz,
  coarsened_at timestamptz,
  drill boolean not null default false,
  primary key (network_id, id)
);
create index reports_open on reports (network_id, received_at) where state <> 'closed';
create index reports_by_receipt on reports (network_id, receipt_key);
create index reports_by_origin on reports (network_id, origin, received_at);
create index reports_by_conversation on reports (network_id, conversation_id, received_at);
-- What is over, by its end; rows come here when they are settled, so taking reports in pays nothing for it.
create index reports_over on reports (network_id, coalesce(closed_at, told_at, received_at), id) where state in ('closed','linked');
create index reports_left on reports (network_id, touched_at, id) where state not in ('closed','linked');
select secure('reports');

-- What was added later, page by page or text by text. A report is never overwritten.
create table report_additions (
  network_id uuid not null,
  id uuid not null,
  report_id uuid not null,
  at timestamptz not null,
  by uuid,
  -- Came in a flood: kept, and nobody was told.
  throttled boolean not null default false,
  words sealed not null,
  -- Where it was moved to, as it belongs to something else; `report_id` stays who said it. Taken back, all three are null.
  moved_to clear check (moved_to in ('report','incident')),
  moved_to_id uuid,
  moved_by uuid,
  moved_at timestamptz,
  check ((moved_to is null) = (moved_to_id is null) and (moved_to is null) = (moved_at is null)),
  primary key (network_id, id),
  foreign key (network_id, report_id) references reports
);
create index report_additions_by_report on report_additions (network_id, report_id, at);
create index report_additions_by_move on report_additions (network_id, moved_to_id) where moved_to_id is not null;
select secure('report_additions', 'select, insert, delete');
-- What was said is never overwritten; where it belongs may be.
grant update (moved_to, moved_to_id, moved_by, moved_at) on report_additions to porchlight_app;

create function coarsen_report_times(ids uuid[]) returns void
language plpgsql security definer set search_path = public as $$
declare network uuid := nullif(current_setting('app.network_id', true), '')::uuid;
begin
  update reports set seen_at = quarter(seen_at), received_at = quarter(received_at), touched_at = quarter(touched_at),
      claimed_at = quarter(claimed_at), closed_at = quarter(closed_at), told_at = quarter(told_at)
    where network_id = network and id = any(ids);
  update report_additions set at = quarter(at) where network_id = network and report_id = any(ids);
end $$;
revoke execute on function coarsen_report_times from public;
grant execute on function coarsen_report_times to porchlight_app;

-- The desk form while it is being typed: one draft a caller, the operator's own.
create table report_drafts (
  network_id uuid not null,
  id uuid not null,
  by uuid not null,
  words sealed not null,
  saved_at timestamptz not null,
  primary key (network_id, id)
);
create index report_drafts_by_owner on report_drafts (network_id, by);
select secure('report_drafts');

-- Origins that the desk has banned: their reports are kept and queued apart, never dropped.
create table bans (
  network_id uuid not null references networks,
  origin clear_bytes not null,
  by uuid not null,
  at timestamptz not null,
  lifted_at timestamptz,
  primary key (network_id, origin)
);
select secure('bans');

-- Pictures that came with a text wait at the carrier: fetched from there by a loop, tried again when it fails.
create table media_fetches (
  network_id uuid not null,
  id uuid not null,
  report_id uuid not null,
  url encrypted not null,
  state clear not null default 'due' check (state in ('due','done','failed')),
  attempts int not null default 0,
  due_at timestamptz not null,
  primary key (network_id, id),
  foreign key (network_id, report_id) references reports
);
create index media_fetches_due on media_fetches (network_id, due_at) where state = 'due';
select secure('media_fetches');

-- What a desk's browser has made for its ring to search in: the words of some reports, sealed as one part. Nothing in it can
-- be tried out here. A part goes with the first of its reports that goes; a browser makes another of the rest.
create table search_parts (
  network_id uuid not null references networks,
  id uuid not null,
  ring clear not null check (ring in ('desk','legal')),
  at timestamptz not null,
  "index" sealed not null,
  primary key (network_id, id)
);
select secure('search_parts', 'select, insert, delete');

-- Which reports and additions have their words in which part.
create table search_covers (
  network_id uuid not null,
  id uuid not null,
  part_id uuid not null,
  primary key (network_id, id),
  foreign key (network_id, part_id) references search_parts on delete cascade
);
create index search_covers_by_part on search_covers (network_id, part_id);
select secure('search_covers', 'select, insert, delete');
