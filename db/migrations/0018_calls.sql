-- A call to the hotline, from its first ring to its end. No number is kept: a keyed hash tells callers apart, and who asks to
-- be called back leaves the number in the report, sealed.
create table calls (
  network_id uuid not null references networks,
  id uuid not null,
  -- By the carrier, from a browser, or from a phone of the demo.
  door clear not null check (door in ('phone','web','wall')),
  -- The carrier's own id of the caller's leg.
  carrier_id clear not null,
  origin clear_bytes not null,
  language clear not null,
  -- What they chose in the menu; null until then, and for who chose nothing.
  choice clear check (choice in ('now','before','detained','rights','message')),
  -- Who takes it: someone who was detained is the legal desk's alone.
  line clear not null default 'desk' check (line in ('desk','legal')),
  state clear not null check (state in ('language','challenge','menu','rights','waiting','message','ask_back','talking','held','ended')),
  -- Counts the answers: what a carrier says to an earlier one changes nothing.
  turn int not null default 0,
  tries int not null default 0,
  -- In a flood, who is not known to be good first presses two digits that are spoken.
  proven boolean not null default true,
  -- From a browser in a flood, which has not solved its puzzle: waits after those that have, and is never dropped.
  behind boolean not null default false,
  -- Why a message is asked for: chosen, nobody on shift, nobody answered.
  why clear check (why in ('chosen','nobody','unanswered','banned','unproven')),
  -- Who is rung: 0 those on shift, 1 those behind them.
  round int not null default 0,
  round_at timestamptz,
  started_at timestamptz not null,
  queued_at timestamptz,
  answered_at timestamptz,
  answered_by uuid,
  -- Who has been asked to take it over.
  handing_to uuid,
  ended_at timestamptz,
  outcome clear check (outcome in ('answered','message','rights','abandoned','cut_off')),
  report_id uuid,
  -- When the carrier last asked about it.
  heard_at timestamptz not null,
  -- One of ours calls back who asked for it; the number only until the carrier has it.
  outgoing boolean not null default false,
  number encrypted,
  drill boolean not null default false,
  primary key (network_id, id),
  unique (network_id, door, carrier_id)
);
create index calls_open on calls (network_id, line, state) where state <> 'ended';
create index calls_by_start on calls (network_id, started_at);
create index calls_by_report on calls (network_id, report_id) where report_id is not null;
create index calls_by_origin on calls (network_id, origin, started_at);
select secure('calls');

-- What an admin chose about calls; no row is as it comes.
create table call_settings (
  network_id uuid not null references networks,
  -- Whether browsers that call in a flood are asked to compute something.
  puzzles boolean not null,
  by uuid,
  at timestamptz not null,
  primary key (network_id)
);
select secure('call_settings');

-- A member's phone that rings for callers. It rings for whoever waits first, not for one call: who presses 1 has that one.
create table call_legs (
  network_id uuid not null references networks,
  id uuid not null,
  person_id uuid not null,
  line clear not null check (line in ('desk','legal')),
  -- The call that it joins; null while it rings for whoever waits.
  call_id uuid,
  address encrypted not null,
  carrier_id clear,
  state clear not null check (state in ('ringing','talking','over')),
  placed_at timestamptz not null,
  primary key (network_id, id),
  foreign key (network_id, call_id) references calls
);
create index call_legs_open on call_legs (network_id, line, state) where state <> 'over';
create index call_legs_by_person on call_legs (network_id, person_id, placed_at);
create index call_legs_by_call on call_legs (network_id, call_id) where call_id is not null;
select secure('call_legs');

-- What the carrier is to be told, written in the transaction of the act: ring a phone, move a leg, stop one.
create table call_orders (
  network_id uuid not null references networks,
  id uuid not null,
  verb clear not null check (verb in ('ring','out','move','stop')),
  leg_id uuid,
  call_id uuid,
  state clear not null default 'due' check (state in ('due','done','failed')),
  attempts int not null default 0,
  due_at timestamptz not null,
  primary key (network_id, id)
);
create index call_orders_due on call_orders (network_id, due_at) where state = 'due';
select secure('call_orders');

-- That a call of a hard kind came. Of such a call nothing else is written down: no word, no place, no number of anybody.
create table call_kinds (
  network_id uuid not null references networks,
  id uuid not null,
  kind clear not null check (kind in ('denunciation','official','suicidal','child','abusive')),
  -- The call that it was, where it came by a telephone of ours.
  call_id uuid,
  by uuid not null,
  at timestamptz not null,
  primary key (network_id, id)
);
create unique index call_kinds_by_call on call_kinds (network_id, call_id) where call_id is not null;
create index call_kinds_by_time on call_kinds (network_id, at, id);
select secure('call_kinds');

-- How a member takes calls: whether their phone rings. Who is on a break is kept with duties.
create table call_presence (
  network_id uuid not null references networks,
  person_id uuid not null,
  by_phone boolean not null default true,
  changed_at timestamptz not null,
  primary key (network_id, person_id)
);
select secure('call_presence');

-- A hard call: whoever had it is not rung for a while and others are. Not which call it was, and nothing of it.
create table hard_calls (
  network_id uuid not null references networks,
  id uuid not null,
  person_id uuid not null,
  at timestamptz not null,
  -- Null while the call still goes on; then a quarter of an hour from its end.
  until timestamptz,
  ended_at timestamptz,
  primary key (network_id, id)
);
create unique index hard_calls_open on hard_calls (network_id, person_id) where ended_at is null;
select secure('hard_calls');

-- The network's own recordings of what callers hear, by language and prompt. Everyone who calls hears them: nothing is secret.
create table call_prompts (
  network_id uuid not null references networks,
  language clear not null,
  prompt clear not null,
  id uuid not null,
  type clear not null,
  sound clear_bytes not null,
  by uuid,
  at timestamptz not null,
  primary key (network_id, language, prompt),
  unique (network_id, id)
);
select secure('call_prompts');

-- Browsers on a call: of who called from one, and of members who speak or listen in theirs. Gone when the call ends.
create table call_peers (
  network_id uuid not null references networks,
  id uuid not null,
  call_id uuid not null,
  part clear not null check (part in ('caller','operator','interpreter','learner')),
  person_id uuid,
  joined_at timestamptz not null,
  seen_at timestamptz not null,
  primary key (network_id, id),
  foreign key (network_id, call_id) references calls
);
create index call_peers_by_call on call_peers (network_id, call_id, joined_at);
select secure('call_peers');

-- What two browsers of a call tell each other to find one another: encrypted, since network addresses are in it. Gone when
-- the call ends.
create table call_signals (
  network_id uuid not null references networks,
  id uuid not null,
  call_id uuid not null,
  from_peer uuid not null,
  to_peer uuid not null,
  kind clear not null check (kind in ('offer','answer')),
  body encrypted not null,
  at timestamptz not null,
  primary key (network_id, id),
  foreign key (network_id, call_id) references calls
);
create index call_signals_by_reader on call_signals (network_id, to_peer, at);
create index call_signals_by_writer on call_signals (network_id, from_peer);
create index call_signals_by_call on call_signals (network_id, call_id);
select secure('call_signals', 'select, insert, delete');
