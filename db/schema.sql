-- Written by the catalogue reader from the migrations. Do not edit.

create table accounts (
  network_id uuid not null,
  id uuid not null,
  created_at timestamptz not null,
  ended_at timestamptz,
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, id)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT, UPDATE

create table addresses (
  network_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  kind clear not null,
  address encrypted not null,
  address_key clear_bytes not null,
  rank int4 not null,
  session_id uuid,
  kept_since timestamptz,
  CHECK (((kind)::text = ANY (ARRAY['wall'::text, 'push'::text, 'signal'::text, 'whatsapp'::text, 'sms'::text, 'voice'::text, 'email'::text]))),
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX addresses_by_key ON public.addresses USING btree (network_id, address_key);
CREATE INDEX addresses_by_person ON public.addresses USING btree (network_id, person_id, rank);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table agreements (
  network_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  playbook clear not null,
  version int4 not null,
  signed_at timestamptz not null,
  FOREIGN KEY (network_id, person_id) REFERENCES people(network_id, id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX agreements_by_person ON public.agreements USING btree (network_id, person_id);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT

create table always_there (
  network_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  by uuid,
  at timestamptz not null,
  FOREIGN KEY (network_id, person_id) REFERENCES people(network_id, id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX always_there_by_time ON public.always_there USING btree (network_id, at);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT

create table applications (
  network_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  at timestamptz not null,
  source clear not null,
  tag clear,
  kind clear not null,
  wants clear[] not null default '{}'::clear[],
  name encrypted,
  known bool not null default false,
  throttled bool not null default false,
  touched_at timestamptz not null,
  settled bool not null default false,
  CHECK (((kind)::text = ANY (ARRAY['member'::text, 'ally'::text]))),
  CHECK (((source)::text = ANY (ARRAY['web'::text, 'meeting'::text, 'training'::text, 'canvass'::text, 'import'::text, 'desk'::text]))),
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  FOREIGN KEY (network_id, person_id) REFERENCES people(network_id, id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX applications_by_person ON public.applications USING btree (network_id, person_id, at);
CREATE INDEX applications_by_touch ON public.applications USING btree (network_id, touched_at, id) WHERE (NOT settled);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table apprentices (
  network_id uuid not null,
  person_id uuid not null,
  mentor_id uuid,
  started_at timestamptz not null,
  started_by uuid,
  state clear not null default 'learning'::text,
  state_at timestamptz not null,
  CHECK (((state)::text = ANY (ARRAY['learning'::text, 'certified'::text, 'stopped'::text]))),
  FOREIGN KEY (network_id, mentor_id) REFERENCES people(network_id, id),
  FOREIGN KEY (network_id, person_id) REFERENCES people(network_id, id),
  PRIMARY KEY (network_id, person_id)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table assessments (
  network_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  by uuid not null,
  at timestamptz not null,
  levels clear_json not null,
  passed bool not null,
  FOREIGN KEY (network_id, person_id) REFERENCES people(network_id, id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX assessments_by_person ON public.assessments USING btree (network_id, person_id);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table assignment_acts (
  network_id uuid not null,
  id uuid not null,
  assignment_id uuid not null,
  kind clear not null,
  outcome clear not null,
  by uuid,
  at timestamptz not null,
  noted_at timestamptz not null,
  FOREIGN KEY (network_id, assignment_id) REFERENCES assignments(network_id, id),
  PRIMARY KEY (network_id, id)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT

create table assignments (
  network_id uuid not null,
  id uuid not null,
  callout_id uuid not null,
  incident_id uuid not null,
  person_id uuid not null,
  role clear not null,
  language clear not null,
  distance_m int4,
  relieves uuid,
  wave int4 not null,
  state clear not null,
  eta_at timestamptz,
  asked_at timestamptz not null,
  answered_at timestamptz,
  answered_by uuid,
  conduct_at timestamptz,
  may_wait_at timestamptz,
  alone_at timestamptz,
  set_off_due_at timestamptz,
  nudged_at timestamptz,
  late_at timestamptz,
  en_route_at timestamptz,
  on_scene_at timestamptz,
  check_in_due_at timestamptz,
  check_in_at timestamptz,
  missed_at timestamptz,
  need_who clear,
  need_at timestamptz,
  finding clear,
  departed_at timestamptz,
  told_at timestamptz,
  says sealed,
  CHECK (((finding)::text = ANY (ARRAY['confirmed'::text, 'nothing_there'::text, 'other_agency'::text, 'cannot_tell'::text]))),
  CHECK (((need_who)::text = ANY (ARRAY['partner'::text, 'desk'::text]))),
  CHECK (((state)::text = ANY (ARRAY['asked'::text, 'accepted'::text, 'declined'::text, 'no_answer'::text, 'reserve'::text, 'released'::text, 'en_route'::text, 'on_scene'::text, 'departed'::text]))),
  FOREIGN KEY (network_id, callout_id) REFERENCES callouts(network_id, id),
  PRIMARY KEY (network_id, id),
  UNIQUE (network_id, callout_id, person_id)
);
CREATE INDEX assignments_by_incident ON public.assignments USING btree (network_id, incident_id);
CREATE INDEX assignments_by_person ON public.assignments USING btree (network_id, person_id, asked_at);
CREATE INDEX assignments_out ON public.assignments USING btree (network_id, person_id) WHERE ((state)::text = ANY (ARRAY['asked'::text, 'accepted'::text, 'en_route'::text, 'on_scene'::text]));
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT, UPDATE

create table attempts (
  network_id uuid not null,
  message_id uuid not null,
  n int4 not null,
  kind clear not null,
  address_key clear_bytes not null,
  at timestamptz not null,
  outcome clear not null,
  code clear,
  provider_id clear,
  delivered_at timestamptz,
  read_at timestamptz,
  failed_at timestamptz,
  CHECK (((outcome)::text = ANY (ARRAY['taken'::text, 'refused'::text, 'failed'::text]))),
  PRIMARY KEY (network_id, message_id, n)
);
CREATE INDEX attempts_by_provider ON public.attempts USING btree (network_id, provider_id) WHERE (provider_id IS NOT NULL);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table attendances (
  network_id uuid not null,
  session_id uuid not null,
  person_id uuid not null,
  id uuid not null,
  how clear not null,
  came_at timestamptz not null,
  came_by uuid,
  left_at timestamptz,
  left_by uuid,
  CHECK (((how)::text = ANY (ARRAY['code'::text, 'list'::text, 'walk_in'::text]))),
  FOREIGN KEY (network_id, person_id) REFERENCES people(network_id, id),
  FOREIGN KEY (network_id, session_id) REFERENCES training_sessions(network_id, id),
  PRIMARY KEY (network_id, session_id, person_id)
);
CREATE INDEX attendances_by_person ON public.attendances USING btree (network_id, person_id);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table audit_acts (
  network_id uuid not null,
  xid xid8 not null default pg_current_xact_id(),
  seq int8 not null generated,
  at timestamptz not null,
  actor uuid,
  act clear not null,
  subject uuid not null,
  data clear_json not null default '{}'::jsonb,
  PRIMARY KEY (network_id, xid, seq)
);
CREATE INDEX audit_acts_by_subject ON public.audit_acts USING btree (network_id, subject, at);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT

create table audit_checkpoints (
  network_id uuid not null,
  size int8 not null,
  at timestamptz not null,
  note clear not null,
  PRIMARY KEY (network_id, size)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT

create table audit_leaves (
  network_id uuid not null,
  index int8 not null,
  xid xid8 not null,
  seq int8 not null,
  hash clear_bytes not null,
  bound clear_bytes not null,
  subtrees clear_bytes not null,
  PRIMARY KEY (network_id, index),
  UNIQUE (network_id, xid, seq)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT

create table bans (
  network_id uuid not null,
  origin clear_bytes not null,
  by uuid not null,
  at timestamptz not null,
  lifted_at timestamptz,
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, origin)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table calendar_feeds (
  network_id uuid not null,
  id uuid not null,
  kind clear not null,
  person_id uuid not null,
  chapter_id uuid,
  token_hash clear_bytes not null,
  at timestamptz not null,
  ended_at timestamptz,
  CHECK (((kind)::text = ANY (ARRAY['person'::text, 'desk'::text, 'chapter'::text]))),
  FOREIGN KEY (network_id, person_id) REFERENCES people(network_id, id),
  PRIMARY KEY (network_id, id),
  UNIQUE (network_id, token_hash)
);
CREATE INDEX calendar_feeds_by_person ON public.calendar_feeds USING btree (network_id, person_id);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT, UPDATE

create table call_kinds (
  network_id uuid not null,
  id uuid not null,
  kind clear not null,
  call_id uuid,
  by uuid not null,
  at timestamptz not null,
  CHECK (((kind)::text = ANY (ARRAY['denunciation'::text, 'official'::text, 'suicidal'::text, 'child'::text, 'abusive'::text]))),
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, id)
);
CREATE UNIQUE INDEX call_kinds_by_call ON public.call_kinds USING btree (network_id, call_id) WHERE (call_id IS NOT NULL);
CREATE INDEX call_kinds_by_time ON public.call_kinds USING btree (network_id, at, id);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table call_legs (
  network_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  line clear not null,
  call_id uuid,
  address encrypted not null,
  carrier_id clear,
  state clear not null,
  placed_at timestamptz not null,
  CHECK (((line)::text = ANY (ARRAY['desk'::text, 'legal'::text]))),
  CHECK (((state)::text = ANY (ARRAY['ringing'::text, 'talking'::text, 'over'::text]))),
  FOREIGN KEY (network_id, call_id) REFERENCES calls(network_id, id),
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX call_legs_by_call ON public.call_legs USING btree (network_id, call_id) WHERE (call_id IS NOT NULL);
CREATE INDEX call_legs_by_person ON public.call_legs USING btree (network_id, person_id, placed_at);
CREATE INDEX call_legs_open ON public.call_legs USING btree (network_id, line, state) WHERE ((state)::text <> 'over'::text);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table call_orders (
  network_id uuid not null,
  id uuid not null,
  verb clear not null,
  leg_id uuid,
  call_id uuid,
  state clear not null default 'due'::text,
  attempts int4 not null default 0,
  due_at timestamptz not null,
  CHECK (((state)::text = ANY (ARRAY['due'::text, 'done'::text, 'failed'::text]))),
  CHECK (((verb)::text = ANY (ARRAY['ring'::text, 'out'::text, 'move'::text, 'stop'::text]))),
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX call_orders_due ON public.call_orders USING btree (network_id, due_at) WHERE ((state)::text = 'due'::text);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table call_peers (
  network_id uuid not null,
  id uuid not null,
  call_id uuid not null,
  part clear not null,
  person_id uuid,
  joined_at timestamptz not null,
  seen_at timestamptz not null,
  CHECK (((part)::text = ANY (ARRAY['caller'::text, 'operator'::text, 'interpreter'::text, 'learner'::text]))),
  FOREIGN KEY (network_id, call_id) REFERENCES calls(network_id, id),
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX call_peers_by_call ON public.call_peers USING btree (network_id, call_id, joined_at);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table call_presence (
  network_id uuid not null,
  person_id uuid not null,
  by_phone bool not null default true,
  changed_at timestamptz not null,
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, person_id)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table call_prompts (
  network_id uuid not null,
  language clear not null,
  prompt clear not null,
  id uuid not null,
  type clear not null,
  sound clear_bytes not null,
  by uuid,
  at timestamptz not null,
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, language, prompt),
  UNIQUE (network_id, id)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table call_settings (
  network_id uuid not null,
  puzzles bool not null,
  by uuid,
  at timestamptz not null,
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table call_signals (
  network_id uuid not null,
  id uuid not null,
  call_id uuid not null,
  from_peer uuid not null,
  to_peer uuid not null,
  kind clear not null,
  body encrypted not null,
  at timestamptz not null,
  CHECK (((kind)::text = ANY (ARRAY['offer'::text, 'answer'::text]))),
  FOREIGN KEY (network_id, call_id) REFERENCES calls(network_id, id),
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX call_signals_by_call ON public.call_signals USING btree (network_id, call_id);
CREATE INDEX call_signals_by_reader ON public.call_signals USING btree (network_id, to_peer, at);
CREATE INDEX call_signals_by_writer ON public.call_signals USING btree (network_id, from_peer);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT

create table callbacks (
  network_id uuid not null,
  id uuid not null,
  asked_at timestamptz not null,
  due_at timestamptz,
  state clear not null default 'open'::text,
  missed int4 not null default 0,
  by uuid,
  at timestamptz not null,
  CHECK (((state)::text = ANY (ARRAY['open'::text, 'done'::text, 'not_reached'::text]))),
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX callbacks_by_time ON public.callbacks USING btree (network_id, at, id);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table callouts (
  network_id uuid not null,
  id uuid not null,
  incident_id uuid not null,
  purpose clear not null,
  manner clear not null default 'pair'::text,
  code clear not null,
  wanted int4 not null,
  roles clear[] not null default '{}'::clear[],
  languages clear[] not null default '{}'::clear[],
  zone_id uuid,
  cell clear not null,
  meet_point encrypted not null,
  meet_label encrypted not null,
  brief encrypted,
  relieves uuid[] not null default '{}'::uuid[],
  minutes int4 not null,
  check_in_minutes int4 not null,
  wave int4 not null default 0,
  resent_at timestamptz,
  closed_at timestamptz,
  closed_as clear,
  by uuid not null,
  at timestamptz not null,
  drill bool not null default false,
  CHECK (((closed_as)::text = ANY (ARRAY['filled'::text, 'desk'::text, 'stood_down'::text, 'over'::text, 'counsel'::text, 'expired'::text, 'rechecked'::text]))),
  CHECK (((manner)::text = ANY (ARRAY['pair'::text, 'vantage'::text]))),
  CHECK (((purpose)::text = ANY (ARRAY['verify'::text, 'observe'::text, 'relief'::text]))),
  CHECK (((wanted >= 1) AND (wanted <= 4))),
  FOREIGN KEY (network_id, incident_id) REFERENCES incidents(network_id, id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX callouts_by_incident ON public.callouts USING btree (network_id, incident_id);
CREATE INDEX callouts_open ON public.callouts USING btree (network_id, at) WHERE (closed_at IS NULL);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT, UPDATE

create table calls (
  network_id uuid not null,
  id uuid not null,
  door clear not null,
  carrier_id clear not null,
  origin clear_bytes not null,
  language clear not null,
  choice clear,
  line clear not null default 'desk'::text,
  state clear not null,
  turn int4 not null default 0,
  tries int4 not null default 0,
  proven bool not null default true,
  behind bool not null default false,
  why clear,
  round int4 not null default 0,
  round_at timestamptz,
  started_at timestamptz not null,
  queued_at timestamptz,
  answered_at timestamptz,
  answered_by uuid,
  handing_to uuid,
  ended_at timestamptz,
  outcome clear,
  report_id uuid,
  heard_at timestamptz not null,
  outgoing bool not null default false,
  number encrypted,
  drill bool not null default false,
  CHECK (((choice)::text = ANY (ARRAY['now'::text, 'before'::text, 'detained'::text, 'rights'::text, 'message'::text]))),
  CHECK (((door)::text = ANY (ARRAY['phone'::text, 'web'::text, 'wall'::text]))),
  CHECK (((line)::text = ANY (ARRAY['desk'::text, 'legal'::text]))),
  CHECK (((outcome)::text = ANY (ARRAY['answered'::text, 'message'::text, 'rights'::text, 'abandoned'::text, 'cut_off'::text]))),
  CHECK (((state)::text = ANY (ARRAY['language'::text, 'challenge'::text, 'menu'::text, 'rights'::text, 'waiting'::text, 'message'::text, 'ask_back'::text, 'talking'::text, 'held'::text, 'ended'::text]))),
  CHECK (((why)::text = ANY (ARRAY['chosen'::text, 'nobody'::text, 'unanswered'::text, 'banned'::text, 'unproven'::text]))),
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, id),
  UNIQUE (network_id, door, carrier_id)
);
CREATE INDEX calls_by_origin ON public.calls USING btree (network_id, origin, started_at);
CREATE INDEX calls_by_report ON public.calls USING btree (network_id, report_id) WHERE (report_id IS NOT NULL);
CREATE INDEX calls_by_start ON public.calls USING btree (network_id, started_at);
CREATE INDEX calls_open ON public.calls USING btree (network_id, line, state) WHERE ((state)::text <> 'ended'::text);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table canaries (
  network_id uuid not null,
  person_id uuid not null,
  by uuid,
  at timestamptz not null,
  FOREIGN KEY (network_id, person_id) REFERENCES people(network_id, id),
  PRIMARY KEY (network_id, person_id)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT

create table certificates (
  network_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  course clear not null,
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  reminded int4,
  CHECK (((course)::text = ANY (ARRAY['rights'::text, 'observer'::text, 'operator'::text, 'dispatcher'::text, 'verifier'::text, 'canvasser'::text, 'firstaid'::text, 'security'::text, 'trainer'::text]))),
  FOREIGN KEY (network_id, person_id) REFERENCES people(network_id, id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX certificates_by_end ON public.certificates USING btree (network_id, expires_at) WHERE (revoked_at IS NULL);
CREATE INDEX certificates_by_person ON public.certificates USING btree (network_id, person_id, course);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT, UPDATE

create table challenges (
  network_id uuid not null,
  challenge clear_bytes not null,
  purpose clear not null,
  account_id uuid,
  expires_at timestamptz not null,
  CHECK (((purpose)::text = ANY (ARRAY['register'::text, 'sign-in'::text, 'confirm'::text]))),
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, challenge)
);
CREATE INDEX challenges_by_age ON public.challenges USING btree (network_id, expires_at);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT

create table channel_groups (
  network_id uuid not null,
  id uuid not null,
  channel_id uuid not null,
  n int4 not null,
  group_id encrypted not null,
  group_key clear_bytes not null,
  present bool not null default true,
  administered bool not null default true,
  locked bool not null default true,
  told_at timestamptz,
  FOREIGN KEY (network_id, channel_id) REFERENCES group_channels(network_id, id),
  PRIMARY KEY (network_id, id),
  UNIQUE (network_id, channel_id, n),
  UNIQUE (network_id, group_key)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table channel_leavers (
  network_id uuid not null,
  channel_id uuid not null,
  person_id uuid not null,
  at timestamptz not null,
  FOREIGN KEY (network_id, channel_id) REFERENCES group_channels(network_id, id),
  PRIMARY KEY (network_id, channel_id, person_id)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT

create table channel_moves (
  network_id uuid not null,
  id uuid not null,
  plan_id uuid not null,
  kind clear not null,
  person_id uuid,
  address encrypted,
  hint clear,
  reasons clear[] not null,
  state clear not null default 'planned'::text,
  CHECK (((kind)::text = ANY (ARRAY['add'::text, 'remove'::text, 'lock'::text]))),
  CHECK (((state)::text = ANY (ARRAY['planned'::text, 'done'::text, 'skipped'::text, 'failed'::text]))),
  FOREIGN KEY (network_id, plan_id) REFERENCES channel_plans(network_id, id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX channel_moves_by_person ON public.channel_moves USING btree (network_id, person_id);
CREATE INDEX channel_moves_by_plan ON public.channel_moves USING btree (network_id, plan_id);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table channel_plans (
  network_id uuid not null,
  id uuid not null,
  channel_id uuid not null,
  because clear not null,
  state clear not null,
  mass bool not null default false,
  made_by uuid,
  made_at timestamptz not null,
  applied_by uuid,
  applied_at timestamptz,
  approved_by uuid,
  done_at timestamptz,
  due_at timestamptz,
  claimed_until timestamptz,
  tries int4 not null default 0,
  error clear,
  CHECK (((because)::text = ANY (ARRAY['person'::text, 'removed'::text, 'safety'::text]))),
  CHECK ((approved_by <> applied_by)),
  CHECK ((((because)::text <> 'person'::text) OR ((state)::text <> ALL (ARRAY['approved'::text, 'done'::text])) OR ((applied_by IS NOT NULL) AND ((NOT mass) OR (approved_by IS NOT NULL))))),
  CHECK (((state)::text = ANY (ARRAY['open'::text, 'waiting'::text, 'approved'::text, 'done'::text, 'dropped'::text]))),
  FOREIGN KEY (network_id, channel_id) REFERENCES group_channels(network_id, id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX channel_plans_by_channel ON public.channel_plans USING btree (network_id, channel_id, made_at);
CREATE INDEX channel_plans_due ON public.channel_plans USING btree (network_id, due_at) WHERE ((state)::text = 'approved'::text);
CREATE UNIQUE INDEX channel_plans_open ON public.channel_plans USING btree (network_id, channel_id) WHERE (((because)::text = 'person'::text) AND ((state)::text = ANY (ARRAY['open'::text, 'waiting'::text, 'approved'::text])));
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table channel_seats (
  network_id uuid not null,
  id uuid not null,
  channel_id uuid not null,
  group_ref uuid not null,
  address encrypted not null,
  address_key clear_bytes not null,
  person_id uuid,
  standing clear not null,
  admin bool not null,
  since timestamptz not null,
  told_at timestamptz,
  CHECK (((standing)::text = ANY (ARRAY['member'::text, 'invited'::text, 'asking'::text]))),
  FOREIGN KEY (network_id, group_ref) REFERENCES channel_groups(network_id, id),
  PRIMARY KEY (network_id, id),
  UNIQUE (network_id, group_ref, address_key)
);
CREATE INDEX channel_seats_by_person ON public.channel_seats USING btree (network_id, person_id) WHERE (person_id IS NOT NULL);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table chapters (
  network_id uuid not null,
  id uuid not null,
  slug clear not null,
  name clear not null,
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, id),
  UNIQUE (network_id, slug)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table complaints (
  network_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  language clear not null,
  words sealed not null,
  contact sealed,
  person_id uuid,
  incident_id uuid,
  state clear not null default 'open'::text,
  throttled bool not null default false,
  CHECK (((state)::text = ANY (ARRAY['open'::text, 'closed'::text]))),
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, id)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table consumers (
  network_id uuid not null,
  name clear not null,
  xid xid8 not null,
  seq int8 not null,
  PRIMARY KEY (network_id, name)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table contact_hours (
  network_id uuid not null,
  day clear not null,
  hour int4 not null,
  way clear not null,
  contacts int4 not null,
  uncovered int4 not null,
  CHECK (((day)::text ~ '^\d{4}-\d\d-\d\d$'::text)),
  CHECK (((hour >= 0) AND (hour <= 23))),
  CHECK (((way)::text = ANY (ARRAY['call'::text, 'text'::text, 'web'::text]))),
  PRIMARY KEY (network_id, day, hour, way)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table conversations (
  network_id uuid not null,
  id uuid not null,
  kind clear not null,
  address encrypted not null,
  address_key clear_bytes not null,
  number_key clear_bytes,
  language clear not null,
  report_id uuid,
  created_at timestamptz not null,
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, id),
  UNIQUE (network_id, kind, address_key)
);
CREATE UNIQUE INDEX conversations_by_number ON public.conversations USING btree (network_id, number_key) WHERE (number_key IS NOT NULL);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table crossings (
  network_id uuid not null,
  id uuid not null,
  zone_id uuid not null,
  name clear not null,
  lat public_degrees not null,
  lon public_degrees not null,
  FOREIGN KEY (network_id, zone_id) REFERENCES zones(network_id, id),
  PRIMARY KEY (network_id, id)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table debriefs (
  network_id uuid not null,
  assignment_id uuid not null,
  answers sealed not null,
  at timestamptz not null,
  FOREIGN KEY (network_id, assignment_id) REFERENCES assignments(network_id, id),
  PRIMARY KEY (network_id, assignment_id)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table delivery_caps (
  network_id uuid not null,
  cents_a_day int4 not null,
  messages_a_day int4 not null,
  ring_minutes int4 not null,
  set_by uuid,
  set_at timestamptz not null,
  CHECK ((cents_a_day >= 0)),
  CHECK ((messages_a_day > 0)),
  CHECK (((ring_minutes >= 1) AND (ring_minutes <= 60))),
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT, UPDATE

create table desk_keys (
  network_id uuid not null,
  ring clear not null,
  epoch int4 not null,
  public_key clear_bytes not null,
  at timestamptz not null,
  CHECK (((ring)::text = ANY (ARRAY['desk'::text, 'legal'::text, 'conduct'::text]))),
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, ring, epoch)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT

create table doors (
  network_id uuid not null,
  kind clear not null,
  key clear not null,
  CHECK (((kind)::text = ANY (ARRAY['host'::text, 'phone'::text]))),
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, kind, key)
);
CREATE INDEX doors_by_key ON public.doors USING btree (kind, key);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table drills (
  network_id uuid not null,
  id uuid not null,
  evening clear not null,
  speed int4 not null,
  seed int4 not null,
  replay_of uuid,
  by uuid not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  passed bool,
  steps clear_json not null default '[]'::jsonb,
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, id)
);
CREATE UNIQUE INDEX drills_running ON public.drills USING btree (network_id) WHERE (ended_at IS NULL);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table duties (
  network_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  role clear not null,
  chapter_id uuid,
  shift_id uuid,
  learner bool not null default false,
  began_at timestamptz not null,
  heard_at timestamptz not null,
  due_at timestamptz,
  reminded_at timestamptz,
  raised_at timestamptz,
  ended_at timestamptz,
  counted_to timestamptz,
  ended_as clear,
  ended_by uuid,
  CHECK ((((ended_at IS NULL) = (ended_as IS NULL)) AND ((ended_at IS NULL) = (counted_to IS NULL)))),
  CHECK (((ended_as)::text = ANY (ARRAY['left'::text, 'handed-over'::text, 'unseated'::text, 'removed'::text]))),
  CHECK (((role)::text = ANY (ARRAY['operator'::text, 'dispatcher'::text, 'verifier'::text, 'interpreter'::text, 'legal'::text, 'medic'::text]))),
  FOREIGN KEY (network_id, person_id) REFERENCES people(network_id, id),
  FOREIGN KEY (network_id, shift_id) REFERENCES shifts(network_id, id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX duties_by_person ON public.duties USING btree (network_id, person_id, began_at);
CREATE INDEX duties_by_shift ON public.duties USING btree (network_id, shift_id);
CREATE INDEX duties_by_time ON public.duties USING btree (network_id, began_at);
CREATE UNIQUE INDEX duties_open ON public.duties USING btree (network_id, person_id, role) WHERE (ended_at IS NULL);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table duty_breaks (
  network_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  began_at timestamptz not null,
  ended_at timestamptz,
  FOREIGN KEY (network_id, person_id) REFERENCES people(network_id, id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX duty_breaks_by_person ON public.duty_breaks USING btree (network_id, person_id, began_at);
CREATE UNIQUE INDEX duty_breaks_open ON public.duty_breaks USING btree (network_id, person_id) WHERE (ended_at IS NULL);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table duty_thanks (
  network_id uuid not null,
  person_id uuid not null,
  month clear not null,
  at timestamptz not null,
  CHECK (((month)::text ~ '^\d{4}-\d\d$'::text)),
  FOREIGN KEY (network_id, person_id) REFERENCES people(network_id, id),
  PRIMARY KEY (network_id, person_id, month)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table early_receipts (
  network_id uuid not null,
  provider_id clear not null,
  state clear not null,
  code clear,
  at timestamptz not null,
  CHECK (((state)::text = ANY (ARRAY['delivered'::text, 'read'::text, 'failed'::text]))),
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, provider_id, state)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT

create table emergencies (
  network_id uuid not null,
  id uuid not null,
  incident_id uuid not null,
  assignment_id uuid not null,
  kind clear not null,
  at timestamptz not null,
  by uuid not null,
  handled_by uuid,
  handled_at timestamptz,
  CHECK (((kind)::text = ANY (ARRAY['hurt'::text, 'arrested'::text]))),
  FOREIGN KEY (network_id, assignment_id) REFERENCES assignments(network_id, id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX emergencies_by_incident ON public.emergencies USING btree (network_id, incident_id);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT, UPDATE

create table escalation_pages (
  network_id uuid not null,
  escalation_id uuid not null,
  step int4 not null,
  person_id uuid not null,
  kind clear not null,
  at timestamptz not null,
  manner clear not null,
  taker bool not null default false,
  told bool not null,
  declined_at timestamptz,
  CHECK (((manner)::text = ANY (ARRAY['quiet'::text, 'urgent'::text, 'ring'::text]))),
  FOREIGN KEY (network_id, escalation_id) REFERENCES escalations(network_id, id),
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, escalation_id, step, person_id)
);
CREATE INDEX escalation_pages_by_person ON public.escalation_pages USING btree (network_id, person_id, at);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table escalation_policies (
  network_id uuid not null,
  id uuid not null,
  kind clear not null,
  chapter_id uuid,
  plan clear_json not null,
  by uuid,
  at timestamptz not null,
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX escalation_policies_by_kind ON public.escalation_policies USING btree (network_id, kind, at);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT

create table escalations (
  network_id uuid not null,
  id uuid not null,
  kind clear not null,
  subject uuid not null,
  chapter_id uuid,
  restricted bool not null default false,
  drill bool not null default false,
  facts clear_json not null default '{}'::jsonb,
  plan clear_json,
  state clear not null,
  began_at timestamptz not null,
  step int4 not null default 0,
  base int4 not null default 0,
  due_at timestamptz,
  set_at timestamptz,
  acked_by uuid,
  acked_at timestamptz,
  ended_at timestamptz,
  CHECK (((due_at IS NOT NULL) = ((state)::text = ANY (ARRAY['running'::text, 'acknowledged'::text])))),
  CHECK (((state)::text = ANY (ARRAY['running'::text, 'acknowledged'::text, 'unanswered'::text, 'settled'::text]))),
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX escalations_by_end ON public.escalations USING btree (network_id, ended_at);
CREATE INDEX escalations_due ON public.escalations USING btree (network_id, due_at) WHERE (due_at IS NOT NULL);
CREATE UNIQUE INDEX escalations_open ON public.escalations USING btree (network_id, subject, kind) WHERE ((state)::text <> 'settled'::text);
CREATE INDEX escalations_set ON public.escalations USING btree (network_id, set_at) WHERE (due_at IS NOT NULL);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table events (
  network_id uuid not null,
  xid xid8 not null default pg_current_xact_id(),
  seq int8 not null generated,
  at timestamptz not null,
  kind clear not null,
  subject uuid not null,
  actor uuid,
  data clear_json not null default '{}'::jsonb,
  PRIMARY KEY (network_id, xid, seq)
);
CREATE INDEX events_by_kind ON public.events USING btree (network_id, kind, xid, seq);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT

create table exports (
  network_id uuid not null,
  id uuid not null,
  chapter_id uuid,
  named bool not null,
  month clear,
  reason encrypted not null,
  by uuid not null,
  at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  approved bool,
  taken_at timestamptz,
  CHECK ((decided_by <> by)),
  CHECK (((month IS NULL) OR (NOT named))),
  FOREIGN KEY (network_id, chapter_id) REFERENCES chapters(network_id, id),
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX exports_by_time ON public.exports USING btree (network_id, at);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT, UPDATE

create table findable_people (
  network_id uuid not null,
  person_id uuid not null,
  skills clear[] not null default '{}'::clear[],
  since timestamptz not null,
  FOREIGN KEY (network_id, person_id) REFERENCES people(network_id, id),
  PRIMARY KEY (network_id, person_id)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table goal_days (
  network_id uuid not null,
  day clear not null,
  chapter_id uuid not null,
  kind clear not null,
  state clear not null,
  stood int4 not null,
  came int4 not null,
  CHECK (((day)::text ~ '^\d{4}-\d\d-\d\d$'::text)),
  CHECK (((kind)::text = ANY (ARRAY['member'::text, 'ally'::text]))),
  CHECK (((state)::text = ANY (ARRAY['applied'::text, 'trained'::text, 'met'::text, 'active'::text, 'paused'::text, 'left'::text]))),
  FOREIGN KEY (network_id, chapter_id) REFERENCES chapters(network_id, id),
  PRIMARY KEY (network_id, day, chapter_id, kind, state)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT

create table goals (
  network_id uuid not null,
  goal clear not null,
  target int4 not null,
  due clear not null,
  by uuid,
  at timestamptz not null,
  CHECK (((due)::text ~ '^\d{4}-\d\d-\d\d$'::text)),
  CHECK (((goal)::text = ANY (ARRAY['members'::text, 'allies'::text, 'trainers'::text]))),
  CHECK ((target > 0)),
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, goal)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT, UPDATE

create table greetings (
  network_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  greeter_id uuid not null,
  taken_at timestamptz not null,
  booked_for timestamptz,
  how clear,
  checked clear[] not null default '{}'::clear[],
  notes sealed,
  outcome clear,
  ended_at timestamptz,
  CHECK (((outcome IS NULL) = (ended_at IS NULL))),
  CHECK (((how)::text = ANY (ARRAY['phone'::text, 'video'::text, 'in_person'::text]))),
  CHECK (((outcome)::text = ANY (ARRAY['met'::text, 'not_now'::text, 'declined'::text, 'given_back'::text]))),
  FOREIGN KEY (network_id, greeter_id) REFERENCES people(network_id, id),
  FOREIGN KEY (network_id, person_id) REFERENCES people(network_id, id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX greetings_by_person ON public.greetings USING btree (network_id, person_id, taken_at);
CREATE UNIQUE INDEX greetings_open ON public.greetings USING btree (network_id, person_id) WHERE (ended_at IS NULL);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table group_channels (
  network_id uuid not null,
  id uuid not null,
  name clear not null,
  rule clear_json not null,
  made_by uuid,
  made_at timestamptz not null,
  ended_at timestamptz,
  look_due_at timestamptz not null,
  look_until timestamptz,
  looked_at timestamptz,
  trouble clear,
  trouble_at timestamptz,
  belong int4 not null default 0,
  inside int4 not null default 0,
  missing int4 not null default 0,
  astray int4 not null default 0,
  unreachable int4 not null default 0,
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX group_channels_due ON public.group_channels USING btree (network_id, look_due_at) WHERE (ended_at IS NULL);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT, UPDATE

create table handovers (
  network_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  role clear not null,
  state clear not null,
  note sealed,
  things clear_json not null default '[]'::jsonb,
  at timestamptz not null,
  taken_by uuid,
  taken_at timestamptz,
  CHECK (((((state)::text = 'taken'::text) = (taken_by IS NOT NULL)) AND ((taken_by IS NULL) = (taken_at IS NULL)))),
  CHECK (((role)::text = ANY (ARRAY['operator'::text, 'dispatcher'::text, 'verifier'::text, 'interpreter'::text, 'legal'::text, 'medic'::text]))),
  CHECK (((state)::text = ANY (ARRAY['offered'::text, 'unowned'::text, 'taken'::text]))),
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  FOREIGN KEY (network_id, person_id) REFERENCES people(network_id, id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX handovers_by_time ON public.handovers USING btree (network_id, at, id);
CREATE INDEX handovers_open ON public.handovers USING btree (network_id, at) WHERE ((state)::text <> 'taken'::text);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table hard_calls (
  network_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  at timestamptz not null,
  until timestamptz,
  ended_at timestamptz,
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, id)
);
CREATE UNIQUE INDEX hard_calls_open ON public.hard_calls USING btree (network_id, person_id) WHERE (ended_at IS NULL);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table hold_releases (
  network_id uuid not null,
  hold_id uuid not null,
  by uuid not null,
  reason sealed not null,
  at timestamptz not null,
  FOREIGN KEY (network_id, hold_id) REFERENCES holds(network_id, id),
  PRIMARY KEY (network_id, hold_id, by)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT

create table holds (
  network_id uuid not null,
  id uuid not null,
  record_id uuid,
  record_noun clear,
  person_id uuid,
  from_at timestamptz,
  to_at timestamptz,
  zone_id uuid,
  cell clear,
  because clear not null,
  reason sealed,
  by uuid,
  at timestamptz not null,
  released_at timestamptz,
  CHECK (((because)::text = ANY (ARRAY['person'::text, 'emergency'::text]))),
  CHECK ((num_nonnulls(record_id, person_id, from_at, to_at, zone_id, cell) > 0)),
  CHECK ((from_at < to_at)),
  CHECK (((record_id IS NULL) = (record_noun IS NULL))),
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX holds_in_force ON public.holds USING btree (network_id) WHERE (released_at IS NULL);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT, UPDATE

create table import_asks (
  network_id uuid not null,
  id uuid not null,
  import_id uuid not null,
  line int4 not null,
  person_id uuid not null,
  body encrypted,
  decided clear,
  decided_by uuid,
  decided_at timestamptz,
  CHECK (((decided)::text = ANY (ARRAY['same'::text, 'other'::text]))),
  FOREIGN KEY (network_id, import_id) REFERENCES imports(network_id, id),
  FOREIGN KEY (network_id, person_id) REFERENCES people(network_id, id),
  PRIMARY KEY (network_id, id)
);
CREATE UNIQUE INDEX import_asks_by_line ON public.import_asks USING btree (network_id, import_id, line);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table import_faults (
  network_id uuid not null,
  import_id uuid not null,
  line int4 not null,
  n int4 not null,
  field clear,
  code clear not null,
  taken bool not null,
  PRIMARY KEY (network_id, import_id, line, n)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT

create table import_made (
  network_id uuid not null,
  import_id uuid not null,
  person_id uuid not null,
  line int4 not null,
  at timestamptz not null,
  undone_at timestamptz,
  stayed clear,
  PRIMARY KEY (network_id, import_id, person_id)
);
CREATE INDEX import_made_by_person ON public.import_made USING btree (network_id, person_id);
CREATE INDEX import_made_left ON public.import_made USING btree (network_id, import_id, line) WHERE (undone_at IS NULL);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table import_pieces (
  network_id uuid not null,
  id uuid not null,
  import_id uuid not null,
  n int4 not null,
  body encrypted not null,
  FOREIGN KEY (network_id, import_id) REFERENCES imports(network_id, id),
  PRIMARY KEY (network_id, id)
);
CREATE UNIQUE INDEX import_pieces_in_order ON public.import_pieces USING btree (network_id, import_id, n);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT

create table import_seats (
  network_id uuid not null,
  import_id uuid not null,
  seat_id uuid not null,
  line int4 not null,
  undone_at timestamptz,
  stayed bool not null default false,
  FOREIGN KEY (network_id, import_id) REFERENCES imports(network_id, id),
  PRIMARY KEY (network_id, import_id, seat_id)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table imports (
  network_id uuid not null,
  id uuid not null,
  kind clear not null,
  chapter_id uuid not null,
  by uuid not null,
  at timestamptz not null,
  state clear not null,
  state_at timestamptz not null,
  format clear_json,
  head encrypted,
  fields clear[] not null default '{}'::clear[],
  tell bool not null default false,
  done int4 not null default 0,
  rows int4,
  counts clear_json not null default '{}'::jsonb,
  applied_at timestamptz,
  CHECK (((kind)::text = ANY (ARRAY['people'::text, 'osdi'::text, 'rota'::text, 'group'::text]))),
  CHECK (((state)::text = ANY (ARRAY['reading'::text, 'mapping'::text, 'looking'::text, 'looked'::text, 'applying'::text, 'applied'::text, 'undoing'::text, 'undone'::text, 'dropped'::text]))),
  FOREIGN KEY (network_id, by) REFERENCES people(network_id, id),
  FOREIGN KEY (network_id, chapter_id) REFERENCES chapters(network_id, id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX imports_at_work ON public.imports USING btree (network_id, state_at) WHERE ((state)::text = ANY (ARRAY['looking'::text, 'applying'::text, 'undoing'::text]));
CREATE INDEX imports_by_time ON public.imports USING btree (network_id, at);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table inbound (
  network_id uuid not null,
  id uuid not null,
  kind clear not null,
  provider_id clear not null,
  address encrypted not null,
  address_key clear_bytes not null,
  person_id uuid,
  body encrypted,
  media_count int4 not null default 0,
  claimed_by clear,
  subject uuid,
  at timestamptz not null,
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, id),
  UNIQUE (network_id, kind, provider_id)
);
CREATE INDEX inbound_by_address ON public.inbound USING btree (network_id, address_key, at);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table incident_changes (
  network_id uuid not null,
  id uuid not null,
  incident_id uuid not null,
  kind clear not null,
  data clear_json not null,
  by uuid not null,
  at timestamptz not null,
  undone_by uuid,
  undone_at timestamptz,
  CHECK (((kind)::text = ANY (ARRAY['link'::text, 'unlink'::text, 'merge'::text, 'split'::text, 'conclude'::text]))),
  FOREIGN KEY (network_id, incident_id) REFERENCES incidents(network_id, id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX incident_changes_by_incident ON public.incident_changes USING btree (network_id, incident_id, at);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT, UPDATE

create table incident_entries (
  network_id uuid not null,
  id uuid not null,
  incident_id uuid not null,
  at timestamptz not null,
  noted_at timestamptz not null,
  kind clear not null,
  actor uuid,
  actor_kind clear not null,
  subject uuid,
  data clear_json not null default '{}'::jsonb,
  words sealed,
  FOREIGN KEY (network_id, incident_id) REFERENCES incidents(network_id, id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX incident_entries_by_incident ON public.incident_entries USING btree (network_id, incident_id, at, id);
CREATE INDEX incident_entries_by_time ON public.incident_entries USING btree (network_id, noted_at, id);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT

create table incident_sources (
  network_id uuid not null,
  id uuid not null,
  incident_id uuid not null,
  kind clear not null,
  report_id uuid,
  person_id uuid,
  origin clear_bytes not null,
  first_hand bool not null,
  picture bool not null,
  says clear not null,
  on_scene bool not null default false,
  trained bool not null default false,
  by uuid,
  at timestamptz not null,
  moved_from uuid,
  removed_by uuid,
  removed_at timestamptz,
  CHECK (((kind)::text = ANY (ARRAY['report'::text, 'verifier'::text, 'observer'::text, 'desk'::text]))),
  CHECK (((says)::text = ANY (ARRAY['seen'::text, 'nothing'::text, 'other_agency'::text, 'cannot_tell'::text]))),
  FOREIGN KEY (network_id, incident_id) REFERENCES incidents(network_id, id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX incident_sources_by_incident ON public.incident_sources USING btree (network_id, incident_id);
CREATE UNIQUE INDEX incident_sources_one_report ON public.incident_sources USING btree (network_id, report_id) WHERE ((removed_at IS NULL) AND (report_id IS NOT NULL));
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT, UPDATE

create table incidents (
  network_id uuid not null,
  id uuid not null,
  number int4 not null,
  playbook clear not null,
  playbook_version int4 not null,
  kind clear not null,
  zone_id uuid,
  chapter_id uuid,
  cell clear,
  point encrypted,
  label encrypted not null,
  accuracy_m int4,
  seen_at timestamptz not null,
  opened_by uuid,
  led_by uuid,
  opened_at timestamptz not null,
  verification clear not null default 'unverified'::text,
  response clear not null default 'none'::text,
  outcome clear,
  concluded_by uuid,
  concluded_at timestamptz,
  merged_into uuid,
  drill bool not null default false,
  coarsened_at timestamptz,
  CHECK (((response)::text = ANY (ARRAY['none'::text, 'called_out'::text, 'responding'::text, 'watching'::text, 'concluded'::text]))),
  CHECK (((verification)::text = ANY (ARRAY['unverified'::text, 'checking'::text, 'confirmed'::text, 'not_confirmed'::text]))),
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  FOREIGN KEY (network_id, merged_into) REFERENCES incidents(network_id, id),
  PRIMARY KEY (network_id, id),
  UNIQUE (network_id, number)
);
CREATE INDEX incidents_open ON public.incidents USING btree (network_id, opened_at) WHERE ((concluded_at IS NULL) AND (merged_into IS NULL));
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT, UPDATE

create table intakes (
  network_id uuid not null,
  id uuid not null,
  report_id uuid not null,
  state clear not null default 'open'::text,
  taken_by uuid,
  taken_at timestamptz,
  at timestamptz not null,
  drill bool not null default false,
  CHECK (((state)::text = ANY (ARRAY['open'::text, 'taken'::text, 'closed'::text]))),
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, id),
  UNIQUE (network_id, report_id)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table invites (
  network_id uuid not null,
  token_hash clear_bytes not null,
  account_id uuid not null,
  by uuid,
  at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  FOREIGN KEY (network_id, account_id) REFERENCES accounts(network_id, id),
  PRIMARY KEY (network_id, token_hash)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table key_changes (
  network_id uuid not null,
  list int4 not null,
  n int4 not null,
  body clear not null,
  signatures clear_json not null,
  at timestamptz not null,
  PRIMARY KEY (network_id, list, n)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT

create table key_drafts (
  network_id uuid not null,
  id uuid not null,
  body clear not null,
  signatures clear_json not null,
  at timestamptz not null,
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table key_recoveries (
  network_id uuid not null,
  id uuid not null,
  ring clear not null,
  account_id uuid not null,
  at timestamptz not null,
  confirmed_by uuid,
  confirmed_at timestamptz,
  ended_at timestamptz,
  CHECK (((ring)::text = ANY (ARRAY['desk'::text, 'legal'::text, 'conduct'::text]))),
  FOREIGN KEY (network_id, account_id) REFERENCES accounts(network_id, id),
  PRIMARY KEY (network_id, id)
);
CREATE UNIQUE INDEX key_recoveries_open ON public.key_recoveries USING btree (network_id, ring) WHERE (ended_at IS NULL);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT, UPDATE

create table key_recovery_shares (
  network_id uuid not null,
  recovery_id uuid not null,
  epoch int4 not null,
  account_id uuid not null,
  share sealed not null,
  at timestamptz not null,
  FOREIGN KEY (network_id, recovery_id) REFERENCES key_recoveries(network_id, id),
  PRIMARY KEY (network_id, recovery_id, epoch, account_id)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT

create table key_ways (
  network_id uuid not null,
  id uuid not null,
  key_id uuid not null,
  kind clear not null,
  settings clear_json not null,
  box sealed not null,
  at timestamptz not null,
  CHECK (((kind)::text = ANY (ARRAY['passphrase'::text, 'code'::text, 'passkey'::text]))),
  FOREIGN KEY (network_id, key_id) REFERENCES member_keys(network_id, id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX key_ways_by_key ON public.key_ways USING btree (network_id, key_id);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT

create table likenesses (
  network_id uuid not null,
  a uuid not null,
  b uuid not null,
  percent int4 not null,
  at timestamptz not null,
  decided clear,
  CHECK ((a < b)),
  CHECK (((decided)::text = ANY (ARRAY['apart'::text, 'merged'::text]))),
  FOREIGN KEY (network_id, a) REFERENCES people(network_id, id),
  FOREIGN KEY (network_id, b) REFERENCES people(network_id, id),
  PRIMARY KEY (network_id, a, b)
);
CREATE INDEX likenesses_open ON public.likenesses USING btree (network_id, at) WHERE (decided IS NULL);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table looks (
  network_id uuid not null,
  account_id uuid not null,
  hour timestamptz not null,
  shown int4 not null default 0,
  refused int4 not null default 0,
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, account_id, hour)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT, UPDATE

create table media (
  network_id uuid not null,
  id uuid not null,
  owner_kind clear not null,
  owner_id uuid not null,
  restricted bool not null default false,
  type clear not null,
  bytes int8 not null,
  sha256 clear_bytes not null,
  file uuid not null,
  key sealed not null,
  name sealed,
  by uuid,
  at timestamptz not null,
  copy_bytes int8,
  not_shown clear,
  CHECK (((copy_bytes IS NULL) <> (not_shown IS NULL))),
  CHECK (((not_shown)::text = ANY (ARRAY['video'::text, 'audio'::text, 'format'::text, 'bounds'::text, 'broken'::text, 'busy'::text]))),
  CHECK (((owner_kind)::text = ANY (ARRAY['report'::text, 'incident'::text, 'assignment'::text, 'complaint'::text]))),
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX media_by_hash ON public.media USING btree (network_id, sha256);
CREATE INDEX media_by_owner ON public.media USING btree (network_id, owner_id);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT

create table media_fetches (
  network_id uuid not null,
  id uuid not null,
  report_id uuid not null,
  url encrypted not null,
  state clear not null default 'due'::text,
  attempts int4 not null default 0,
  due_at timestamptz not null,
  CHECK (((state)::text = ANY (ARRAY['due'::text, 'done'::text, 'failed'::text]))),
  FOREIGN KEY (network_id, report_id) REFERENCES reports(network_id, id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX media_fetches_due ON public.media_fetches USING btree (network_id, due_at) WHERE ((state)::text = 'due'::text);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table media_removals (
  network_id uuid not null,
  file clear not null,
  at timestamptz not null,
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, file)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table meeting_actions (
  network_id uuid not null,
  id uuid not null,
  meeting_id uuid not null,
  item_id uuid,
  words encrypted not null,
  owner_id uuid,
  guest_id uuid,
  owner_name encrypted,
  shown bool not null,
  due_on clear,
  at timestamptz not null,
  done_at timestamptz,
  reminded_at timestamptz,
  CHECK (((due_on)::text ~ '^\d{4}-\d\d-\d\d$'::text)),
  FOREIGN KEY (network_id, meeting_id) REFERENCES meetings(network_id, id),
  FOREIGN KEY (network_id, owner_id) REFERENCES people(network_id, id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX meeting_actions_of ON public.meeting_actions USING btree (network_id, meeting_id);
CREATE INDEX meeting_actions_open ON public.meeting_actions USING btree (network_id, due_on) WHERE (done_at IS NULL);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table meeting_decisions (
  network_id uuid not null,
  id uuid not null,
  meeting_id uuid not null,
  item_id uuid,
  words encrypted not null,
  way clear not null,
  votes_for int4,
  votes_against int4,
  abstained int4,
  carried bool not null,
  at timestamptz not null,
  by uuid,
  CHECK (((way)::text = ANY (ARRAY['vote'::text, 'consensus'::text]))),
  FOREIGN KEY (network_id, meeting_id) REFERENCES meetings(network_id, id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX meeting_decisions_of ON public.meeting_decisions USING btree (network_id, meeting_id);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table meeting_guests (
  network_id uuid not null,
  id uuid not null,
  meeting_id uuid not null,
  person_id uuid,
  code_key clear_bytes not null,
  contact_key clear_bytes,
  contact encrypted,
  name encrypted,
  access encrypted,
  language clear not null,
  source clear not null,
  coming bool not null,
  said_at timestamptz not null,
  reminded int4 not null,
  arrived_at timestamptz,
  door int4,
  way clear,
  by uuid,
  member bool not null,
  CHECK (((source)::text = ANY (ARRAY['page'::text, 'app'::text, 'door'::text, 'phone'::text]))),
  CHECK (((way)::text = ANY (ARRAY['scan'::text, 'code'::text, 'list'::text, 'self'::text, 'new'::text]))),
  FOREIGN KEY (network_id, meeting_id) REFERENCES meetings(network_id, id),
  FOREIGN KEY (network_id, person_id) REFERENCES people(network_id, id),
  PRIMARY KEY (network_id, id)
);
CREATE UNIQUE INDEX meeting_guests_by_code ON public.meeting_guests USING btree (network_id, code_key);
CREATE UNIQUE INDEX meeting_guests_by_contact ON public.meeting_guests USING btree (network_id, meeting_id, contact_key) WHERE (contact_key IS NOT NULL);
CREATE UNIQUE INDEX meeting_guests_by_person ON public.meeting_guests USING btree (network_id, meeting_id, person_id) WHERE (person_id IS NOT NULL);
CREATE INDEX meeting_guests_of ON public.meeting_guests USING btree (network_id, meeting_id);
CREATE INDEX meeting_guests_of_person ON public.meeting_guests USING btree (network_id, person_id);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table meeting_hat_counts (
  network_id uuid not null,
  id uuid not null,
  meeting_id uuid not null,
  round int4 not null,
  by uuid,
  cents int8 not null,
  at timestamptz not null,
  CHECK ((cents >= 0)),
  FOREIGN KEY (network_id, meeting_id) REFERENCES meetings(network_id, id),
  PRIMARY KEY (network_id, id),
  UNIQUE (network_id, meeting_id, round, by)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table meeting_hats (
  network_id uuid not null,
  meeting_id uuid not null,
  cents int8 not null,
  round int4 not null,
  at timestamptz not null,
  CHECK ((cents >= 0)),
  FOREIGN KEY (network_id, meeting_id) REFERENCES meetings(network_id, id),
  PRIMARY KEY (network_id, meeting_id)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table meeting_helpers (
  network_id uuid not null,
  meeting_id uuid not null,
  person_id uuid not null,
  at timestamptz not null,
  FOREIGN KEY (network_id, meeting_id) REFERENCES meetings(network_id, id),
  FOREIGN KEY (network_id, person_id) REFERENCES people(network_id, id),
  PRIMARY KEY (network_id, meeting_id, person_id)
);
CREATE INDEX meeting_helpers_of ON public.meeting_helpers USING btree (network_id, person_id);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table meeting_items (
  network_id uuid not null,
  id uuid not null,
  meeting_id uuid not null,
  position int4 not null,
  minutes int4 not null,
  owner_id uuid,
  details encrypted not null,
  notes encrypted,
  spent_s int4 not null,
  CHECK (((minutes >= 1) AND (minutes <= 480))),
  FOREIGN KEY (network_id, meeting_id) REFERENCES meetings(network_id, id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX meeting_items_of ON public.meeting_items USING btree (network_id, meeting_id, "position");
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table meetings (
  network_id uuid not null,
  id uuid not null,
  series_id uuid,
  chapter_id uuid,
  audience clear not null,
  press clear not null,
  languages clear[] not null,
  interpreted clear[] not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  capacity int4,
  doors int4 not null,
  quorum_kind clear,
  quorum_of int4,
  details encrypted not null,
  changes int4 not null,
  made_by uuid,
  made_at timestamptz not null,
  cancelled_at timestamptz,
  began_at timestamptz,
  ended_at timestamptz,
  item_id uuid,
  item_at timestamptz,
  came int4,
  members_came int4,
  approved_at timestamptz,
  approved_by uuid,
  CHECK (((audience)::text = ANY (ARRAY['public'::text, 'members'::text]))),
  CHECK ((capacity > 0)),
  CHECK (((doors >= 1) AND (doors <= 8))),
  CHECK (((press)::text = ANY (ARRAY['open'::text, 'closed'::text]))),
  CHECK (((quorum_kind)::text = ANY (ARRAY['share'::text, 'number'::text]))),
  CHECK ((quorum_of > 0)),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX meetings_by_time ON public.meetings USING btree (network_id, starts_at);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table member_keys (
  network_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  call_sign clear not null,
  sign_key clear_bytes not null,
  receive_key clear_bytes not null,
  admin bool not null,
  rings clear[] not null,
  at timestamptz not null,
  ended_at timestamptz,
  FOREIGN KEY (network_id, account_id) REFERENCES accounts(network_id, id),
  PRIMARY KEY (network_id, id)
);
CREATE UNIQUE INDEX member_keys_live ON public.member_keys USING btree (network_id, account_id) WHERE (ended_at IS NULL);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT, UPDATE

create table merged_rows (
  network_id uuid not null,
  merge_id uuid not null,
  part clear not null,
  key clear_json not null,
  gone_id uuid not null,
  how clear not null,
  CHECK (((how)::text = ANY (ARRAY['moved'::text, 'swapped'::text, 'rested'::text, 'made'::text]))),
  FOREIGN KEY (network_id, gone_id) REFERENCES people(network_id, id),
  PRIMARY KEY (network_id, merge_id, part, key)
);
CREATE INDEX merged_rows_of ON public.merged_rows USING btree (network_id, gone_id);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT

create table merges (
  network_id uuid not null,
  id uuid not null,
  kept_id uuid not null,
  gone_id uuid not null,
  gone_state clear not null,
  addresses uuid[] not null,
  applications uuid[] not null,
  by uuid not null,
  at timestamptz not null,
  undone_at timestamptz,
  over_at timestamptz,
  FOREIGN KEY (network_id, gone_id) REFERENCES people(network_id, id),
  FOREIGN KEY (network_id, kept_id) REFERENCES people(network_id, id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX merges_by_time ON public.merges USING btree (network_id, at);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table message_files (
  network_id uuid not null,
  id uuid not null,
  type clear not null,
  size int4 not null,
  name encrypted not null,
  content encrypted not null,
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, id)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT

create table messages (
  network_id uuid not null,
  id uuid not null,
  person_id uuid,
  kind clear not null,
  address encrypted not null,
  address_key clear_bytes not null,
  purpose clear not null,
  subject uuid,
  body encrypted not null,
  language clear not null,
  urgent bool not null default false,
  drill bool not null default false,
  state clear not null default 'queued'::text,
  attempts int4 not null default 0,
  tries int4 not null default 0,
  repeat bool not null default false,
  let_go bool not null default false,
  due_at timestamptz not null,
  next_way_at timestamptz,
  rests bool not null default false,
  error clear,
  reply_id uuid,
  created_at timestamptz not null,
  sent_at timestamptz,
  CHECK (((state)::text = ANY (ARRAY['queued'::text, 'held'::text, 'sent'::text, 'delivered'::text, 'read'::text, 'failed'::text, 'stopped'::text]))),
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX messages_by_address ON public.messages USING btree (network_id, address_key, created_at);
CREATE INDEX messages_by_person ON public.messages USING btree (network_id, person_id, created_at);
CREATE INDEX messages_by_subject ON public.messages USING btree (network_id, subject);
CREATE INDEX messages_due ON public.messages USING btree (network_id, kind, urgent DESC, due_at) WHERE ((state)::text = 'queued'::text);
CREATE INDEX messages_late ON public.messages USING btree (network_id, next_way_at) WHERE (next_way_at IS NOT NULL);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table module_credits (
  network_id uuid not null,
  person_id uuid not null,
  course clear not null,
  part clear not null,
  how clear not null,
  at timestamptz not null,
  by uuid,
  CHECK (((course)::text = ANY (ARRAY['rights'::text, 'observer'::text, 'operator'::text, 'dispatcher'::text, 'verifier'::text, 'canvasser'::text, 'firstaid'::text, 'security'::text, 'trainer'::text]))),
  CHECK (((how)::text = ANY (ARRAY['session'::text, 'prior'::text, 'online'::text, 'drill'::text]))),
  FOREIGN KEY (network_id, person_id) REFERENCES people(network_id, id),
  PRIMARY KEY (network_id, person_id, course, part)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table need_people (
  network_id uuid not null,
  need_id uuid not null,
  person_id uuid not null,
  n int4 not null,
  asked_at timestamptz,
  answer clear,
  answered_at timestamptz,
  CHECK (((answer)::text = ANY (ARRAY['yes'::text, 'no'::text]))),
  CHECK (((n >= 1) AND (n <= 5))),
  FOREIGN KEY (network_id, need_id) REFERENCES needs(network_id, id) ON DELETE CASCADE,
  FOREIGN KEY (network_id, person_id) REFERENCES people(network_id, id),
  PRIMARY KEY (network_id, need_id, person_id),
  UNIQUE (network_id, need_id, n)
);
CREATE INDEX need_people_by_person ON public.need_people USING btree (network_id, person_id, asked_at);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table needs (
  network_id uuid not null,
  id uuid not null,
  team_id uuid,
  by_person uuid not null,
  at timestamptz not null,
  need clear_json not null,
  fit int4 not null,
  words encrypted,
  closed_at timestamptz,
  FOREIGN KEY (network_id, by_person) REFERENCES people(network_id, id),
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  FOREIGN KEY (network_id, team_id) REFERENCES teams(network_id, id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX needs_by_person ON public.needs USING btree (network_id, by_person, at);
CREATE INDEX needs_by_time ON public.needs USING btree (network_id, at);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table networks (
  network_id uuid not null,
  slug clear not null,
  name clear not null,
  time_zone clear not null,
  us_state clear not null,
  languages clear[] not null,
  emergency_number clear not null,
  demo bool not null default false,
  created_at timestamptz not null,
  PRIMARY KEY (network_id)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT, UPDATE

create table old_chats (
  network_id uuid not null,
  chapter_id uuid not null,
  by uuid not null,
  since timestamptz not null,
  FOREIGN KEY (network_id, chapter_id) REFERENCES chapters(network_id, id),
  PRIMARY KEY (network_id, chapter_id)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT

create table passkeys (
  network_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  credential_id clear_bytes not null,
  public_key clear_bytes not null,
  counter int8 not null,
  transports clear[] not null default '{}'::clear[],
  backed_up bool not null,
  name encrypted,
  created_at timestamptz not null,
  used_at timestamptz not null,
  ended_at timestamptz,
  FOREIGN KEY (network_id, account_id) REFERENCES accounts(network_id, id),
  PRIMARY KEY (network_id, id),
  UNIQUE (network_id, credential_id)
);
CREATE INDEX passkeys_by_account ON public.passkeys USING btree (network_id, account_id) WHERE (ended_at IS NULL);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT, UPDATE

create table people (
  network_id uuid not null,
  id uuid not null,
  account_id uuid,
  call_sign clear not null,
  name encrypted,
  emergency_contact encrypted,
  chapter_id uuid not null,
  zone_ids uuid[] not null default '{}'::uuid[],
  home_cell clear not null,
  languages clear[] not null,
  skills clear[] not null default '{}'::clear[],
  roles clear[] not null default '{}'::clear[],
  state clear not null,
  state_at timestamptz not null,
  availability clear_json not null default '[]'::jsonb,
  CHECK (((state)::text = ANY (ARRAY['applied'::text, 'trained'::text, 'met'::text, 'active'::text, 'paused'::text, 'left'::text]))),
  FOREIGN KEY (network_id, chapter_id) REFERENCES chapters(network_id, id),
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, id),
  UNIQUE (network_id, call_sign)
);
CREATE INDEX people_by_account ON public.people USING btree (network_id, account_id);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT, UPDATE

create table people_alarms (
  network_id uuid not null,
  id uuid not null,
  kind clear not null,
  how clear not null,
  by uuid,
  by_account uuid,
  person_id uuid,
  at timestamptz not null,
  handled_at timestamptz,
  handled_by uuid,
  CHECK (((how)::text = ANY (ARRAY['opened'::text, 'named'::text, 'suspended'::text, 'removed'::text, 'exported'::text, 'searched'::text, 'vouched'::text]))),
  CHECK (((kind)::text = ANY (ARRAY['canary'::text, 'overrun'::text]))),
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  FOREIGN KEY (network_id, person_id) REFERENCES people(network_id, id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX people_alarms_open ON public.people_alarms USING btree (network_id, at) WHERE (handled_at IS NULL);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT, UPDATE

create table person_states (
  network_id uuid not null,
  person_id uuid not null,
  seq int8 not null generated,
  at timestamptz not null,
  state clear not null,
  FOREIGN KEY (network_id, person_id) REFERENCES people(network_id, id),
  PRIMARY KEY (network_id, person_id, seq)
);
CREATE INDEX person_states_by_time ON public.person_states USING btree (network_id, at);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT

create table playbooks (
  network_id uuid not null,
  slug clear not null,
  version int4 not null,
  body clear_json not null,
  by uuid,
  at timestamptz not null,
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, slug, version)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT

create table press_enquiries (
  network_id uuid not null,
  id uuid not null,
  meeting_id uuid,
  outlet encrypted not null,
  contact encrypted not null,
  question encrypted not null,
  answer encrypted,
  at timestamptz not null,
  by uuid,
  answered_at timestamptz,
  answered_by uuid,
  FOREIGN KEY (network_id, meeting_id) REFERENCES meetings(network_id, id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX press_enquiries_by_time ON public.press_enquiries USING btree (network_id, at);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table prior_credits (
  network_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  course clear not null,
  parts clear[] not null,
  reason sealed not null,
  by uuid,
  at timestamptz not null,
  FOREIGN KEY (network_id, person_id) REFERENCES people(network_id, id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX prior_credits_by_person ON public.prior_credits USING btree (network_id, person_id);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table purges (
  network_id uuid not null,
  name clear not null,
  kind clear not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  purged int4 not null default 0,
  held int4 not null default 0,
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, name)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT, UPDATE

create table quiz_attempts (
  network_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  course clear not null,
  drawn clear_json not null,
  drawn_at timestamptz not null,
  answers clear_json,
  marks clear_json,
  answered_at timestamptz,
  passed bool,
  certified bool,
  CHECK (((course)::text = ANY (ARRAY['rights'::text, 'observer'::text, 'operator'::text, 'dispatcher'::text, 'verifier'::text, 'canvasser'::text, 'firstaid'::text, 'security'::text, 'trainer'::text]))),
  FOREIGN KEY (network_id, person_id) REFERENCES people(network_id, id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX quiz_attempts_by_person ON public.quiz_attempts USING btree (network_id, person_id, course, drawn_at);
CREATE INDEX quiz_attempts_by_time ON public.quiz_attempts USING btree (network_id, drawn_at);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table record_keys (
  network_id uuid not null,
  id uuid not null,
  record uuid not null,
  ring clear not null,
  epoch int4 not null,
  wrap encrypted not null,
  at timestamptz not null,
  FOREIGN KEY (network_id, ring, epoch) REFERENCES desk_keys(network_id, ring, epoch),
  PRIMARY KEY (network_id, id, ring)
);
CREATE INDEX record_keys_by_record ON public.record_keys USING btree (network_id, record);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table record_readers (
  network_id uuid not null,
  account uuid not null,
  id uuid not null,
  PRIMARY KEY (network_id, account, id)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT

create table recovery_codes (
  network_id uuid not null,
  account_id uuid not null,
  code_hash clear_bytes not null,
  made_at timestamptz not null,
  used_at timestamptz,
  FOREIGN KEY (network_id, account_id) REFERENCES accounts(network_id, id),
  PRIMARY KEY (network_id, account_id),
  UNIQUE (network_id, code_hash)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT, UPDATE

create table registrations (
  network_id uuid not null,
  id uuid not null,
  session_id uuid not null,
  person_id uuid not null,
  state clear not null,
  at timestamptz not null,
  since timestamptz,
  code clear not null,
  language clear not null,
  name encrypted,
  access encrypted,
  reminded_for timestamptz,
  tell clear,
  rated bool not null default false,
  CHECK (((state)::text = ANY (ARRAY['confirmed'::text, 'waiting'::text, 'cancelled'::text]))),
  FOREIGN KEY (network_id, person_id) REFERENCES people(network_id, id),
  FOREIGN KEY (network_id, session_id) REFERENCES training_sessions(network_id, id),
  PRIMARY KEY (network_id, id),
  UNIQUE (network_id, session_id, code),
  UNIQUE (network_id, session_id, person_id)
);
CREATE INDEX registrations_by_person ON public.registrations USING btree (network_id, person_id);
CREATE INDEX registrations_to_tell ON public.registrations USING btree (network_id, id) WHERE (tell IS NOT NULL);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table report_additions (
  network_id uuid not null,
  id uuid not null,
  report_id uuid not null,
  at timestamptz not null,
  by uuid,
  throttled bool not null default false,
  words sealed not null,
  moved_to clear,
  moved_to_id uuid,
  moved_by uuid,
  moved_at timestamptz,
  CHECK ((((moved_to IS NULL) = (moved_to_id IS NULL)) AND ((moved_to IS NULL) = (moved_at IS NULL)))),
  CHECK (((moved_to)::text = ANY (ARRAY['report'::text, 'incident'::text]))),
  FOREIGN KEY (network_id, report_id) REFERENCES reports(network_id, id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX report_additions_by_move ON public.report_additions USING btree (network_id, moved_to_id) WHERE (moved_to_id IS NOT NULL);
CREATE INDEX report_additions_by_report ON public.report_additions USING btree (network_id, report_id, at);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT

create table report_drafts (
  network_id uuid not null,
  id uuid not null,
  by uuid not null,
  words sealed not null,
  saved_at timestamptz not null,
  PRIMARY KEY (network_id, id)
);
CREATE INDEX report_drafts_by_owner ON public.report_drafts USING btree (network_id, by);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table reports (
  network_id uuid not null,
  id uuid not null,
  door clear not null,
  language clear not null,
  tense clear not null,
  kind clear not null default 'sighting'::text,
  queue clear not null default 'normal'::text,
  origin clear_bytes not null,
  receipt_key clear_bytes not null,
  conversation_id uuid,
  cell clear,
  zone_id uuid,
  accuracy_m int4,
  point sealed,
  words sealed not null,
  contact sealed,
  first_hand bool,
  picture bool not null default false,
  seen_at timestamptz not null,
  received_at timestamptz not null,
  touched_at timestamptz not null,
  state clear not null default 'new'::text,
  typed_by uuid,
  claimed_by uuid,
  claimed_at timestamptz,
  asked clear,
  closed_as clear,
  closed_by uuid,
  closed_at timestamptz,
  told_at timestamptz,
  coarsened_at timestamptz,
  drill bool not null default false,
  CHECK (((asked)::text = ANY (ARRAY['where'::text, 'when'::text, 'first_hand'::text, 'still_there'::text, 'picture'::text, 'call_back'::text, 'language'::text]))),
  CHECK (((closed_as)::text = ANY (ARRAY['nothing_found'::text, 'another_agency'::text, 'cannot_verify'::text, 'duplicate'::text, 'spam'::text, 'past_event'::text, 'rights_question'::text, 'legal'::text]))),
  CHECK (((door)::text = ANY (ARRAY['web'::text, 'desk'::text, 'sms'::text, 'whatsapp'::text, 'signal'::text, 'email'::text, 'api'::text, 'voice'::text, 'wall'::text]))),
  CHECK (((kind)::text = ANY (ARRAY['sighting'::text, 'detained'::text, 'rights'::text]))),
  CHECK (((queue)::text = ANY (ARRAY['normal'::text, 'throttled'::text]))),
  CHECK (((state)::text = ANY (ARRAY['new'::text, 'claimed'::text, 'needs_information'::text, 'linked'::text, 'closed'::text]))),
  CHECK (((tense)::text = ANY (ARRAY['now'::text, 'before'::text]))),
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX reports_by_conversation ON public.reports USING btree (network_id, conversation_id, received_at);
CREATE INDEX reports_by_origin ON public.reports USING btree (network_id, origin, received_at);
CREATE INDEX reports_by_receipt ON public.reports USING btree (network_id, receipt_key);
CREATE INDEX reports_left ON public.reports USING btree (network_id, touched_at, id) WHERE ((state)::text <> ALL (ARRAY['closed'::text, 'linked'::text]));
CREATE INDEX reports_open ON public.reports USING btree (network_id, received_at) WHERE ((state)::text <> 'closed'::text);
CREATE INDEX reports_over ON public.reports USING btree (network_id, COALESCE(closed_at, told_at, received_at), id) WHERE ((state)::text = ANY (ARRAY['closed'::text, 'linked'::text]));
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table responders (
  network_id uuid not null,
  person_id uuid not null,
  call_sign clear not null,
  chapter_id uuid not null,
  zone_ids uuid[] not null,
  home_cell clear not null,
  languages clear[] not null,
  active bool not null,
  vouched bool not null,
  observer_until timestamptz,
  verifier_until timestamptz,
  agreement_version int4,
  availability clear_json not null,
  out_on uuid,
  rest_until timestamptz,
  asked_count int4 not null default 0,
  yes_count int4 not null default 0,
  asked_at timestamptz,
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, person_id)
);
CREATE INDEX responders_by_cell ON public.responders USING btree (network_id, home_cell) WHERE active;
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table retention_settings (
  network_id uuid not null,
  id uuid not null,
  kind clear not null,
  days int4 not null,
  reason encrypted,
  by uuid not null,
  at timestamptz not null,
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX retention_settings_by_kind ON public.retention_settings USING btree (network_id, kind, at);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT

create table ring_boxes (
  network_id uuid not null,
  kind clear not null,
  ring clear not null,
  epoch int4 not null,
  account_id uuid not null,
  list int4,
  since int4,
  box sealed not null,
  by uuid not null,
  at timestamptz not null,
  CHECK ((((kind)::text = 'share'::text) = ((list IS NOT NULL) AND (since IS NOT NULL)))),
  CHECK (((kind)::text = ANY (ARRAY['key'::text, 'share'::text]))),
  CHECK (((ring)::text = ANY (ARRAY['desk'::text, 'legal'::text, 'conduct'::text]))),
  FOREIGN KEY (network_id, account_id) REFERENCES accounts(network_id, id),
  PRIMARY KEY (network_id, kind, ring, epoch, account_id)
);
CREATE INDEX ring_boxes_by_account ON public.ring_boxes USING btree (network_id, account_id);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT

create table role_grants (
  network_id uuid not null,
  account_id uuid not null,
  role clear not null,
  chapter_id uuid,
  by uuid,
  at timestamptz not null,
  starts_at timestamptz not null,
  ends_at timestamptz,
  ended_at timestamptz,
  ended_by uuid,
  id uuid not null,
  CHECK ((ends_at > starts_at)),
  CHECK (((role)::text = ANY (ARRAY['operator'::text, 'dispatcher'::text, 'verifier'::text, 'observer'::text, 'trainer'::text, 'coordinator'::text, 'legal'::text, 'counsel'::text, 'admin'::text]))),
  FOREIGN KEY (network_id, account_id) REFERENCES accounts(network_id, id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX role_grants_by_account ON public.role_grants USING btree (network_id, account_id) WHERE (ended_at IS NULL);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT, UPDATE

create table rota_digests (
  network_id uuid not null,
  day clear not null,
  at timestamptz not null,
  CHECK (((day)::text ~ '^\d{4}-\d\d-\d\d$'::text)),
  PRIMARY KEY (network_id, day)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT

create table rota_hours (
  network_id uuid not null,
  windows clear_json not null,
  by uuid,
  at timestamptz not null,
  PRIMARY KEY (network_id)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table rota_loans (
  network_id uuid not null,
  id uuid not null,
  borrower_id uuid not null,
  lender_id uuid not null,
  role clear,
  from_day clear not null,
  until_day clear not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  state clear not null,
  by uuid,
  at timestamptz not null,
  CHECK ((lender_id <> borrower_id)),
  CHECK (((from_day)::text ~ '^\d{4}-\d\d-\d\d$'::text)),
  CHECK (((role)::text = ANY (ARRAY['operator'::text, 'dispatcher'::text, 'verifier'::text, 'interpreter'::text, 'legal'::text, 'medic'::text]))),
  CHECK (((state)::text = ANY (ARRAY['asked'::text, 'agreed'::text, 'refused'::text, 'ended'::text]))),
  CHECK (((until_day)::text ~ '^\d{4}-\d\d-\d\d$'::text)),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX rota_loans_by_borrower ON public.rota_loans USING btree (network_id, borrower_id, ends_at);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table rota_patterns (
  network_id uuid not null,
  id uuid not null,
  role clear not null,
  chapter_id uuid,
  first_day clear not null,
  until_day clear,
  start_minute int4 not null,
  length_minutes int4 not null,
  week_days int4[] not null,
  every_weeks int4 not null,
  minimum int4 not null,
  wanted int4 not null,
  languages clear[] not null default '{}'::clear[],
  turns uuid[] not null default '{}'::uuid[],
  by uuid,
  at timestamptz not null,
  CHECK (((wanted >= minimum) AND (wanted <= 20))),
  CHECK (((every_weeks >= 1) AND (every_weeks <= 8))),
  CHECK (((first_day)::text ~ '^\d{4}-\d\d-\d\d$'::text)),
  CHECK (((length_minutes >= 30) AND (length_minutes <= 1440))),
  CHECK (((minimum >= 1) AND (minimum <= 20))),
  CHECK (((role)::text = ANY (ARRAY['operator'::text, 'dispatcher'::text, 'verifier'::text, 'interpreter'::text, 'legal'::text, 'medic'::text]))),
  CHECK (((start_minute >= 0) AND (start_minute <= 1439))),
  CHECK (((until_day)::text ~ '^\d{4}-\d\d-\d\d$'::text)),
  CHECK (((cardinality(week_days) >= 1) AND (cardinality(week_days) <= 7))),
  PRIMARY KEY (network_id, id)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table rota_rules (
  network_id uuid not null,
  rest_minutes int4 not null,
  week_hours int4 not null,
  approval clear not null,
  notice_hours int4 not null,
  night_from int4 not null,
  night_until int4 not null,
  by uuid,
  at timestamptz not null,
  CHECK (((approval)::text = ANY (ARRAY['rule'::text, 'coordinator'::text]))),
  CHECK (((night_from >= 1080) AND (night_from <= 1380))),
  CHECK (((night_until >= 300) AND (night_until <= 600))),
  CHECK (((notice_hours >= 0) AND (notice_hours <= 720))),
  CHECK (((rest_minutes >= 0) AND (rest_minutes <= 2880))),
  CHECK (((week_hours >= 1) AND (week_hours <= 168))),
  PRIMARY KEY (network_id)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table rota_slots (
  network_id uuid not null,
  id uuid not null,
  pattern_id uuid,
  surge_id uuid,
  role clear not null,
  chapter_id uuid,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  minimum int4 not null,
  wanted int4 not null,
  languages clear[] not null default '{}'::clear[],
  state clear not null,
  with_pattern bool not null default false,
  changes int4 not null default 0,
  CHECK ((ends_at > starts_at)),
  CHECK (((wanted >= minimum) AND (wanted <= 20))),
  CHECK (((minimum >= 1) AND (minimum <= 20))),
  CHECK (((role)::text = ANY (ARRAY['operator'::text, 'dispatcher'::text, 'verifier'::text, 'interpreter'::text, 'legal'::text, 'medic'::text]))),
  CHECK (((state)::text = ANY (ARRAY['draft'::text, 'published'::text, 'cancelled'::text]))),
  FOREIGN KEY (network_id, pattern_id) REFERENCES rota_patterns(network_id, id),
  FOREIGN KEY (network_id, surge_id) REFERENCES rota_surges(network_id, id) ON DELETE SET NULL (surge_id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX rota_slots_by_time ON public.rota_slots USING btree (network_id, starts_at);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table rota_surges (
  network_id uuid not null,
  id uuid not null,
  chapter_id uuid,
  needs clear_json not null,
  block_hours int4 not null,
  languages clear[] not null default '{}'::clear[],
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  by uuid,
  at timestamptz not null,
  CHECK (((block_hours >= 2) AND (block_hours <= 12))),
  PRIMARY KEY (network_id, id)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table rule_packs (
  network_id uuid not null,
  us_state clear not null,
  body clear_json not null,
  signed_by clear,
  signed_at timestamptz,
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, us_state)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table safety_changes (
  network_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  address encrypted not null,
  safety_number encrypted,
  key_hash clear_bytes not null,
  seen_at timestamptz not null,
  ends_at timestamptz not null,
  mine bool,
  answered_by uuid,
  answered_at timestamptz,
  trusted_at timestamptz,
  removed_at timestamptz,
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, id),
  UNIQUE (network_id, key_hash)
);
CREATE INDEX safety_changes_open ON public.safety_changes USING btree (network_id, person_id) WHERE (mine IS NULL);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table search_covers (
  network_id uuid not null,
  id uuid not null,
  part_id uuid not null,
  FOREIGN KEY (network_id, part_id) REFERENCES search_parts(network_id, id) ON DELETE CASCADE,
  PRIMARY KEY (network_id, id)
);
CREATE INDEX search_covers_by_part ON public.search_covers USING btree (network_id, part_id);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT

create table search_parts (
  network_id uuid not null,
  id uuid not null,
  ring clear not null,
  at timestamptz not null,
  index sealed not null,
  CHECK (((ring)::text = ANY (ARRAY['desk'::text, 'legal'::text]))),
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, id)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT

create table seats (
  network_id uuid not null,
  subject uuid not null,
  person_id uuid not null,
  cell clear not null,
  points encrypted not null,
  at timestamptz not null,
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, subject),
  UNIQUE (network_id, person_id)
);
CREATE INDEX seats_by_cell ON public.seats USING btree (network_id, cell);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table session_feedback (
  network_id uuid not null,
  id uuid not null,
  session_id uuid not null,
  rating int4 not null,
  words encrypted,
  day clear not null,
  CHECK (((day)::text ~ '^\d{4}-\d\d-\d\d$'::text)),
  CHECK (((rating >= 1) AND (rating <= 5))),
  FOREIGN KEY (network_id, session_id) REFERENCES training_sessions(network_id, id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX session_feedback_by_session ON public.session_feedback USING btree (network_id, session_id);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table session_trainers (
  network_id uuid not null,
  session_id uuid not null,
  person_id uuid not null,
  part clear not null,
  CHECK (((part)::text = ANY (ARRAY['lead'::text, 'co'::text, 'apprentice'::text]))),
  FOREIGN KEY (network_id, person_id) REFERENCES people(network_id, id),
  FOREIGN KEY (network_id, session_id) REFERENCES training_sessions(network_id, id),
  PRIMARY KEY (network_id, session_id, person_id)
);
CREATE INDEX session_trainers_by_person ON public.session_trainers USING btree (network_id, person_id);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table sessions (
  network_id uuid not null,
  id uuid not null,
  token_hash clear_bytes not null,
  prior_hash clear_bytes,
  account_id uuid not null,
  face clear not null,
  way clear not null,
  passkey_id uuid,
  device encrypted,
  device_key clear_bytes,
  renew_by timestamptz,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  confirmed_at timestamptz not null,
  expires_at timestamptz not null,
  told_at timestamptz,
  ended_at timestamptz,
  CHECK (((device_key IS NULL) = (renew_by IS NULL))),
  CHECK (((face)::text = ANY (ARRAY['desk'::text, 'field'::text]))),
  CHECK (((way)::text = ANY (ARRAY['passkey'::text, 'invite'::text, 'demo'::text]))),
  FOREIGN KEY (network_id, account_id) REFERENCES accounts(network_id, id),
  FOREIGN KEY (network_id, passkey_id) REFERENCES passkeys(network_id, id),
  PRIMARY KEY (network_id, id),
  UNIQUE (network_id, token_hash)
);
CREATE INDEX sessions_by_account ON public.sessions USING btree (network_id, account_id, created_at);
CREATE INDEX sessions_by_prior ON public.sessions USING btree (network_id, prior_hash) WHERE (prior_hash IS NOT NULL);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table shift_buddies (
  network_id uuid not null,
  id uuid not null,
  shift_id uuid not null,
  person_id uuid not null,
  state clear not null,
  asked_by uuid,
  at timestamptz not null,
  answered_at timestamptz,
  CHECK (((state)::text = ANY (ARRAY['suggested'::text, 'asked'::text, 'agreed'::text, 'declined'::text, 'withdrawn'::text, 'over'::text]))),
  FOREIGN KEY (network_id, person_id) REFERENCES people(network_id, id),
  FOREIGN KEY (network_id, shift_id) REFERENCES shifts(network_id, id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX shift_buddies_by_person ON public.shift_buddies USING btree (network_id, person_id, state);
CREATE INDEX shift_buddies_by_shift ON public.shift_buddies USING btree (network_id, shift_id);
CREATE UNIQUE INDEX shift_buddies_standing ON public.shift_buddies USING btree (network_id, shift_id, person_id) WHERE ((state)::text = ANY (ARRAY['suggested'::text, 'asked'::text, 'agreed'::text]));
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table shift_notices (
  network_id uuid not null,
  person_id uuid not null,
  reminders int4[] not null,
  digest bool not null,
  way clear,
  at timestamptz not null,
  CHECK ((cardinality(reminders) <= 4)),
  FOREIGN KEY (network_id, person_id) REFERENCES people(network_id, id),
  PRIMARY KEY (network_id, person_id)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table shift_requests (
  network_id uuid not null,
  id uuid not null,
  kind clear not null,
  person_id uuid not null,
  slot_id uuid not null,
  shift_id uuid,
  other_person_id uuid,
  other_shift_id uuid,
  state clear not null,
  at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid,
  why encrypted,
  CHECK (((kind)::text = ANY (ARRAY['take'::text, 'give-back'::text, 'swap'::text]))),
  CHECK (((state)::text = ANY (ARRAY['asked'::text, 'waiting'::text, 'done'::text, 'refused'::text, 'withdrawn'::text, 'overtaken'::text]))),
  FOREIGN KEY (network_id, other_shift_id) REFERENCES shifts(network_id, id),
  FOREIGN KEY (network_id, person_id) REFERENCES people(network_id, id),
  FOREIGN KEY (network_id, shift_id) REFERENCES shifts(network_id, id),
  FOREIGN KEY (network_id, slot_id) REFERENCES rota_slots(network_id, id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX shift_requests_open ON public.shift_requests USING btree (network_id, state, at);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table shifts (
  network_id uuid not null,
  id uuid not null,
  role clear not null,
  chapter_id uuid,
  person_id uuid not null,
  slot_id uuid,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  state clear not null default 'on'::text,
  learner bool not null default false,
  offered_at timestamptz,
  checked_in_at timestamptz,
  missed_at timestamptz,
  taken_at timestamptz,
  reminded_for timestamptz,
  changes int4 not null default 0,
  CHECK (((ends_at > starts_at) AND (ends_at <= (starts_at + '26:00:00'::interval)))),
  CHECK (((role)::text = ANY (ARRAY['operator'::text, 'dispatcher'::text, 'verifier'::text, 'interpreter'::text, 'legal'::text, 'medic'::text]))),
  CHECK (((state)::text = ANY (ARRAY['draft'::text, 'on'::text, 'off'::text]))),
  FOREIGN KEY (network_id, person_id) REFERENCES people(network_id, id),
  FOREIGN KEY (network_id, slot_id) REFERENCES rota_slots(network_id, id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX shifts_by_person ON public.shifts USING btree (network_id, person_id, ends_at);
CREATE INDEX shifts_by_slot ON public.shifts USING btree (network_id, slot_id);
CREATE INDEX shifts_by_time ON public.shifts USING btree (network_id, starts_at, ends_at);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table sign_in_rules (
  network_id uuid not null,
  desk_needs_passkey bool not null,
  on_shift_roles clear[] not null,
  at timestamptz not null,
  by uuid,
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT, UPDATE

create table sign_in_tries (
  network_id uuid not null,
  whose clear not null,
  failures int4 not null,
  at timestamptz not null,
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, whose)
);
CREATE INDEX sign_in_tries_by_age ON public.sign_in_tries USING btree (network_id, at);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table spending (
  network_id uuid not null,
  day clear not null,
  kind clear not null,
  messages int4 not null,
  cost int8 not null,
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, day, kind)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table stand_down_acks (
  network_id uuid not null,
  stand_down_id uuid not null,
  assignment_id uuid not null,
  acked_at timestamptz,
  acked_by uuid,
  escalated_at timestamptz,
  FOREIGN KEY (network_id, assignment_id) REFERENCES assignments(network_id, id),
  FOREIGN KEY (network_id, stand_down_id) REFERENCES stand_downs(network_id, id),
  PRIMARY KEY (network_id, stand_down_id, assignment_id)
);
CREATE INDEX stand_down_acks_by_assignment ON public.stand_down_acks USING btree (network_id, assignment_id);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT, UPDATE

create table stand_downs (
  network_id uuid not null,
  id uuid not null,
  incident_id uuid not null,
  reason clear not null,
  by uuid,
  at timestamptz not null,
  CHECK (((reason)::text = ANY (ARRAY['over'::text, 'not_needed'::text, 'false_alarm'::text, 'unsafe'::text, 'emergency'::text, 'counsel'::text]))),
  FOREIGN KEY (network_id, incident_id) REFERENCES incidents(network_id, id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX stand_downs_by_incident ON public.stand_downs USING btree (network_id, incident_id, at);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT

create table stopped_addresses (
  network_id uuid not null,
  address_key clear_bytes not null,
  at timestamptz not null,
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, address_key)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT

create table stops (
  network_id uuid not null,
  id uuid not null,
  what clear not null,
  reason clear not null,
  by uuid not null,
  at timestamptz not null,
  lifted_by uuid,
  lifted_at timestamptz,
  CHECK (((what)::text = ANY (ARRAY['callouts'::text, 'notices'::text]))),
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, id)
);
CREATE UNIQUE INDEX stops_in_force ON public.stops USING btree (network_id, what) WHERE (lifted_at IS NULL);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT, UPDATE

create table stuck_events (
  network_id uuid not null,
  consumer clear not null,
  xid xid8 not null,
  seq int8 not null,
  error clear not null,
  at timestamptz not null,
  again_at timestamptz,
  PRIMARY KEY (network_id, consumer, xid, seq)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table suspension_reviews (
  network_id uuid not null,
  suspension_id uuid not null,
  by uuid not null,
  says clear not null,
  words sealed,
  at timestamptz not null,
  CHECK (((says)::text = ANY (ARRAY['uphold'::text, 'lift'::text]))),
  FOREIGN KEY (network_id, suspension_id) REFERENCES suspensions(network_id, id),
  PRIMARY KEY (network_id, suspension_id, by)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT

create table suspensions (
  network_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  complaint_id uuid,
  reason sealed not null,
  by uuid not null,
  at timestamptz not null,
  lifted_at timestamptz,
  FOREIGN KEY (network_id, person_id) REFERENCES people(network_id, id),
  PRIMARY KEY (network_id, id)
);
CREATE UNIQUE INDEX suspensions_in_force ON public.suspensions USING btree (network_id, person_id) WHERE (lifted_at IS NULL);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table team_members (
  network_id uuid not null,
  team_id uuid not null,
  person_id uuid not null,
  part clear not null,
  since timestamptz not null,
  CHECK (((part)::text = ANY (ARRAY['asking'::text, 'member'::text, 'lead'::text]))),
  FOREIGN KEY (network_id, person_id) REFERENCES people(network_id, id),
  FOREIGN KEY (network_id, team_id) REFERENCES teams(network_id, id),
  PRIMARY KEY (network_id, team_id, person_id)
);
CREATE INDEX team_members_by_person ON public.team_members USING btree (network_id, person_id);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table team_thanks (
  network_id uuid not null,
  id uuid not null,
  team_id uuid not null,
  person_id uuid not null,
  by_person uuid not null,
  at timestamptz not null,
  words encrypted not null,
  FOREIGN KEY (network_id, by_person) REFERENCES people(network_id, id),
  FOREIGN KEY (network_id, person_id) REFERENCES people(network_id, id),
  FOREIGN KEY (network_id, team_id) REFERENCES teams(network_id, id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX team_thanks_by_giver ON public.team_thanks USING btree (network_id, by_person, at);
CREATE INDEX team_thanks_by_person ON public.team_thanks USING btree (network_id, person_id, at);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table teams (
  network_id uuid not null,
  id uuid not null,
  chapter_id uuid,
  name clear not null,
  does encrypted not null,
  needs clear_json not null default '[]'::jsonb,
  made_by uuid,
  made_at timestamptz not null,
  ended_at timestamptz,
  FOREIGN KEY (network_id, chapter_id) REFERENCES chapters(network_id, id),
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, id)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT, UPDATE

create table thread_lines (
  network_id uuid not null,
  id uuid not null,
  thread_id uuid not null,
  kind clear not null,
  at timestamptz not null,
  by uuid,
  words sealed,
  body encrypted,
  CHECK (((((kind)::text = 'text'::text) = (words IS NOT NULL)) AND (((kind)::text = 'reply'::text) = (body IS NOT NULL)))),
  CHECK (((kind)::text = ANY (ARRAY['text'::text, 'reply'::text]))),
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX thread_lines_by_thread ON public.thread_lines USING btree (network_id, thread_id, at);
CREATE INDEX thread_lines_by_time ON public.thread_lines USING btree (network_id, at, id);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT

create table thread_readers (
  network_id uuid not null,
  thread_id uuid not null,
  person_id uuid not null,
  typing bool not null default false,
  until timestamptz not null,
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, thread_id, person_id)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table threads (
  network_id uuid not null,
  id uuid not null,
  kind clear not null,
  last_at timestamptz not null,
  last_in_at timestamptz,
  seen_at timestamptz,
  needs_answer bool not null default false,
  assigned_to uuid,
  assigned_by uuid,
  assigned_at timestamptz,
  resolved_by uuid,
  resolved_at timestamptz,
  CHECK (((kind)::text = ANY (ARRAY['reporter'::text, 'member'::text, 'detention'::text]))),
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX threads_by_last ON public.threads USING btree (network_id, last_at, id);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table training_sessions (
  network_id uuid not null,
  id uuid not null,
  series_id uuid,
  course clear not null,
  modules clear[] not null,
  chapter_id uuid not null,
  form clear not null,
  place encrypted,
  link encrypted,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  capacity int4 not null,
  languages clear[] not null,
  access clear[] not null default '{}'::clear[],
  state clear not null default 'planned'::text,
  changes int4 not null default 0,
  expected int4,
  came int4,
  made_by uuid,
  made_at timestamptz not null,
  ended_at timestamptz,
  CHECK (((capacity >= 1) AND (capacity <= 500))),
  CHECK ((ends_at > starts_at)),
  CHECK (((form)::text = ANY (ARRAY['place'::text, 'online'::text]))),
  CHECK (((state)::text = ANY (ARRAY['planned'::text, 'cancelled'::text, 'closed'::text]))),
  FOREIGN KEY (network_id, chapter_id) REFERENCES chapters(network_id, id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX training_sessions_by_time ON public.training_sessions USING btree (network_id, starts_at);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table trust_marks (
  network_id uuid not null,
  person_id uuid not null,
  kind clear not null,
  source clear not null,
  at timestamptz not null,
  CHECK (((kind)::text = ANY (ARRAY['training'::text, 'shadowed'::text, 'meeting'::text]))),
  FOREIGN KEY (network_id, person_id) REFERENCES people(network_id, id),
  PRIMARY KEY (network_id, person_id, kind, source)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table verifications (
  network_id uuid not null,
  id uuid not null,
  incident_id uuid not null,
  state clear not null,
  finding clear,
  rule clear,
  source_ids uuid[] not null default '{}'::uuid[],
  by uuid not null,
  at timestamptz not null,
  CHECK (((finding)::text = ANY (ARRAY['confirmed'::text, 'nothing_there'::text, 'other_agency'::text, 'cannot_tell'::text]))),
  CHECK (((state)::text = ANY (ARRAY['unverified'::text, 'checking'::text, 'confirmed'::text, 'not_confirmed'::text]))),
  FOREIGN KEY (network_id, incident_id) REFERENCES incidents(network_id, id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX verifications_by_incident ON public.verifications USING btree (network_id, incident_id, at);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT

create table vouch_codes (
  network_id uuid not null,
  person_id uuid not null,
  code clear_bytes not null,
  ends_at timestamptz not null,
  FOREIGN KEY (network_id, person_id) REFERENCES people(network_id, id),
  PRIMARY KEY (network_id, person_id)
);
CREATE UNIQUE INDEX vouch_codes_by_code ON public.vouch_codes USING btree (network_id, code);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table vouch_flags (
  network_id uuid not null,
  id uuid not null,
  kind clear not null,
  key clear not null,
  person_ids uuid[] not null,
  vouch_ids uuid[] not null,
  at timestamptz not null,
  handled_at timestamptz,
  handled_by uuid,
  CHECK (((kind)::text = ANY (ARRAY['ring'::text, 'fan_out'::text, 'cluster'::text, 'conduct'::text, 'lapsed'::text]))),
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, id)
);
CREATE UNIQUE INDEX vouch_flags_open ON public.vouch_flags USING btree (network_id, key) WHERE (handled_at IS NULL);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table vouches (
  network_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  by uuid,
  kind clear not null,
  known clear,
  words sealed,
  at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  CHECK ((by <> person_id)),
  CHECK ((((kind)::text = 'founding'::text) = (by IS NULL))),
  CHECK (((kind)::text = ANY (ARRAY['vouch'::text, 'reference'::text, 'founding'::text]))),
  CHECK (((known)::text = ANY (ARRAY['training'::text, 'meeting'::text, 'shift'::text, 'neighbour'::text, 'other'::text]))),
  FOREIGN KEY (network_id, by) REFERENCES people(network_id, id),
  FOREIGN KEY (network_id, person_id) REFERENCES people(network_id, id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX vouches_given ON public.vouches USING btree (network_id, by);
CREATE UNIQUE INDEX vouches_standing ON public.vouches USING btree (network_id, person_id, by, kind) WHERE (withdrawn_at IS NULL);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table waking_choices (
  network_id uuid not null,
  person_id uuid not null,
  wanted bool not null,
  at timestamptz not null,
  FOREIGN KEY (network_id, person_id) REFERENCES people(network_id, id),
  PRIMARY KEY (network_id, person_id)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table wakings (
  network_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  month clear not null,
  own bool not null,
  due_at timestamptz not null,
  state clear not null,
  sent_at timestamptz,
  heard_at timestamptz,
  way clear,
  why clear,
  CHECK (((month)::text ~ '^\d{4}-\d\d$'::text)),
  CHECK (((state)::text = ANY (ARRAY['planned'::text, 'sent'::text, 'heard'::text, 'unheard'::text, 'unreachable'::text, 'skipped'::text]))),
  FOREIGN KEY (network_id, person_id) REFERENCES people(network_id, id),
  PRIMARY KEY (network_id, id)
);
CREATE INDEX wakings_by_month ON public.wakings USING btree (network_id, month);
CREATE INDEX wakings_due ON public.wakings USING btree (network_id, state, due_at) WHERE ((state)::text = ANY (ARRAY['planned'::text, 'sent'::text]));
CREATE UNIQUE INDEX wakings_monthly ON public.wakings USING btree (network_id, person_id, month) WHERE (NOT own);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table wall_groups (
  network_id uuid not null,
  id uuid not null,
  body encrypted not null,
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, id)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: INSERT, SELECT, UPDATE

create table ways (
  network_id uuid not null,
  kind clear not null,
  holder uuid,
  held_until timestamptz,
  in_hand clear_json not null default '[]'::jsonb,
  tokens int4 not null default 0,
  filled_at timestamptz,
  took_ms int4,
  good_at timestamptz,
  bad_at timestamptz,
  bad_run int4 not null default 0,
  code clear,
  FOREIGN KEY (network_id) REFERENCES networks(network_id),
  PRIMARY KEY (network_id, kind)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table zone_cells (
  network_id uuid not null,
  cell clear not null,
  zone_id uuid not null,
  FOREIGN KEY (network_id, zone_id) REFERENCES zones(network_id, id),
  PRIMARY KEY (network_id, cell)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE

create table zones (
  network_id uuid not null,
  id uuid not null,
  chapter_id uuid not null,
  slug clear not null,
  name clear not null,
  lat public_degrees not null,
  lon public_degrees not null,
  FOREIGN KEY (network_id, chapter_id) REFERENCES chapters(network_id, id),
  PRIMARY KEY (network_id, id),
  UNIQUE (network_id, slug)
);
-- policy network: (network_id = (NULLIF(current_setting('app.network_id'::text, true), ''::text))::uuid)
-- porchlight_app: DELETE, INSERT, SELECT, UPDATE
