// Written by the catalogue reader from the migrations. Do not edit.
import type { ColumnType, Generated } from 'kysely';
import type { Encrypted, Sealed } from '../src/platform/db/types.ts';

/** Read parsed, written as text (`JSON.stringify`). */
export type Json = ColumnType<unknown, string, string>;
/** The same with a default in the database. */
export type DefaultedJson = ColumnType<unknown, string | undefined, string>;

export interface Accounts {
  network_id: string;
  id: string;
  created_at: Date;
  ended_at: Date | null;
}

export interface Addresses {
  network_id: string;
  id: string;
  person_id: string;
  kind: string;
  address: Encrypted;
  address_key: Buffer;
  rank: number;
  session_id: string | null;
  kept_since: Date | null;
}

export interface Agreements {
  network_id: string;
  id: string;
  person_id: string;
  playbook: string;
  version: number;
  signed_at: Date;
}

export interface AlwaysThere {
  network_id: string;
  id: string;
  person_id: string;
  by: string | null;
  at: Date;
}

export interface Applications {
  network_id: string;
  id: string;
  person_id: string;
  at: Date;
  source: string;
  tag: string | null;
  kind: string;
  wants: Generated<string[]>;
  name: Encrypted | null;
  known: Generated<boolean>;
  throttled: Generated<boolean>;
  touched_at: Date;
  settled: Generated<boolean>;
}

export interface Apprentices {
  network_id: string;
  person_id: string;
  mentor_id: string | null;
  started_at: Date;
  started_by: string | null;
  state: Generated<string>;
  state_at: Date;
}

export interface Assessments {
  network_id: string;
  id: string;
  person_id: string;
  by: string;
  at: Date;
  levels: Json;
  passed: boolean;
}

export interface AssignmentActs {
  network_id: string;
  id: string;
  assignment_id: string;
  kind: string;
  outcome: string;
  by: string | null;
  at: Date;
  noted_at: Date;
}

export interface Assignments {
  network_id: string;
  id: string;
  callout_id: string;
  incident_id: string;
  person_id: string;
  role: string;
  language: string;
  distance_m: number | null;
  relieves: string | null;
  wave: number;
  state: string;
  eta_at: Date | null;
  asked_at: Date;
  answered_at: Date | null;
  answered_by: string | null;
  conduct_at: Date | null;
  may_wait_at: Date | null;
  alone_at: Date | null;
  set_off_due_at: Date | null;
  nudged_at: Date | null;
  late_at: Date | null;
  en_route_at: Date | null;
  on_scene_at: Date | null;
  check_in_due_at: Date | null;
  check_in_at: Date | null;
  missed_at: Date | null;
  need_who: string | null;
  need_at: Date | null;
  finding: string | null;
  departed_at: Date | null;
  told_at: Date | null;
  says: Sealed | null;
}

export interface Attempts {
  network_id: string;
  message_id: string;
  n: number;
  kind: string;
  address_key: Buffer;
  at: Date;
  outcome: string;
  code: string | null;
  provider_id: string | null;
  delivered_at: Date | null;
  read_at: Date | null;
  failed_at: Date | null;
}

export interface Attendances {
  network_id: string;
  session_id: string;
  person_id: string;
  id: string;
  how: string;
  came_at: Date;
  came_by: string | null;
  left_at: Date | null;
  left_by: string | null;
}

export interface AuditActs {
  network_id: string;
  xid: Generated<string>;
  seq: Generated<number>;
  at: Date;
  actor: string | null;
  act: string;
  subject: string;
  data: DefaultedJson;
}

export interface AuditCheckpoints {
  network_id: string;
  size: number;
  at: Date;
  note: string;
}

export interface AuditLeaves {
  network_id: string;
  index: number;
  xid: string;
  seq: number;
  hash: Buffer;
  bound: Buffer;
  subtrees: Buffer;
}

export interface Bans {
  network_id: string;
  origin: Buffer;
  by: string;
  at: Date;
  lifted_at: Date | null;
}

export interface CalendarFeeds {
  network_id: string;
  id: string;
  kind: string;
  person_id: string;
  chapter_id: string | null;
  token_hash: Buffer;
  at: Date;
  ended_at: Date | null;
}

export interface CallKinds {
  network_id: string;
  id: string;
  kind: string;
  call_id: string | null;
  by: string;
  at: Date;
}

export interface CallLegs {
  network_id: string;
  id: string;
  person_id: string;
  line: string;
  call_id: string | null;
  address: Encrypted;
  carrier_id: string | null;
  state: string;
  placed_at: Date;
}

export interface CallOrders {
  network_id: string;
  id: string;
  verb: string;
  leg_id: string | null;
  call_id: string | null;
  state: Generated<string>;
  attempts: Generated<number>;
  due_at: Date;
}

export interface CallPeers {
  network_id: string;
  id: string;
  call_id: string;
  part: string;
  person_id: string | null;
  joined_at: Date;
  seen_at: Date;
}

export interface CallPresence {
  network_id: string;
  person_id: string;
  by_phone: Generated<boolean>;
  changed_at: Date;
}

export interface CallPrompts {
  network_id: string;
  language: string;
  prompt: string;
  id: string;
  type: string;
  sound: Buffer;
  by: string | null;
  at: Date;
}

export interface CallSettings {
  network_id: string;
  puzzles: boolean;
  by: string | null;
  at: Date;
}

export interface CallSignals {
  network_id: string;
  id: string;
  call_id: string;
  from_peer: string;
  to_peer: string;
  kind: string;
  body: Encrypted;
  at: Date;
}

export interface Callbacks {
  network_id: string;
  id: string;
  asked_at: Date;
  due_at: Date | null;
  state: Generated<string>;
  missed: Generated<number>;
  by: string | null;
  at: Date;
}

export interface Callouts {
  network_id: string;
  id: string;
  incident_id: string;
  purpose: string;
  manner: Generated<string>;
  code: string;
  wanted: number;
  roles: Generated<string[]>;
  languages: Generated<string[]>;
  zone_id: string | null;
  cell: string;
  meet_point: Encrypted;
  meet_label: Encrypted;
  brief: Encrypted | null;
  relieves: Generated<string[]>;
  minutes: number;
  check_in_minutes: number;
  wave: Generated<number>;
  resent_at: Date | null;
  closed_at: Date | null;
  closed_as: string | null;
  by: string;
  at: Date;
  drill: Generated<boolean>;
}

export interface Calls {
  network_id: string;
  id: string;
  door: string;
  carrier_id: string;
  origin: Buffer;
  language: string;
  choice: string | null;
  line: Generated<string>;
  state: string;
  turn: Generated<number>;
  tries: Generated<number>;
  proven: Generated<boolean>;
  behind: Generated<boolean>;
  why: string | null;
  round: Generated<number>;
  round_at: Date | null;
  started_at: Date;
  queued_at: Date | null;
  answered_at: Date | null;
  answered_by: string | null;
  handing_to: string | null;
  ended_at: Date | null;
  outcome: string | null;
  report_id: string | null;
  heard_at: Date;
  outgoing: Generated<boolean>;
  number: Encrypted | null;
  drill: Generated<boolean>;
}

export interface Canaries {
  network_id: string;
  person_id: string;
  by: string | null;
  at: Date;
}

export interface Certificates {
  network_id: string;
  id: string;
  person_id: string;
  course: string;
  issued_at: Date;
  expires_at: Date;
  revoked_at: Date | null;
  reminded: number | null;
}

export interface Challenges {
  network_id: string;
  challenge: Buffer;
  purpose: string;
  account_id: string | null;
  expires_at: Date;
}

export interface ChannelGroups {
  network_id: string;
  id: string;
  channel_id: string;
  n: number;
  group_id: Encrypted;
  group_key: Buffer;
  present: Generated<boolean>;
  administered: Generated<boolean>;
  locked: Generated<boolean>;
  told_at: Date | null;
}

export interface ChannelLeavers {
  network_id: string;
  channel_id: string;
  person_id: string;
  at: Date;
}

export interface ChannelMoves {
  network_id: string;
  id: string;
  plan_id: string;
  kind: string;
  person_id: string | null;
  address: Encrypted | null;
  hint: string | null;
  reasons: string[];
  state: Generated<string>;
}

export interface ChannelPlans {
  network_id: string;
  id: string;
  channel_id: string;
  because: string;
  state: string;
  mass: Generated<boolean>;
  made_by: string | null;
  made_at: Date;
  applied_by: string | null;
  applied_at: Date | null;
  approved_by: string | null;
  done_at: Date | null;
  due_at: Date | null;
  claimed_until: Date | null;
  tries: Generated<number>;
  error: string | null;
}

export interface ChannelSeats {
  network_id: string;
  id: string;
  channel_id: string;
  group_ref: string;
  address: Encrypted;
  address_key: Buffer;
  person_id: string | null;
  standing: string;
  admin: boolean;
  since: Date;
  told_at: Date | null;
}

export interface Chapters {
  network_id: string;
  id: string;
  slug: string;
  name: string;
}

export interface Complaints {
  network_id: string;
  id: string;
  at: Date;
  language: string;
  words: Sealed;
  contact: Sealed | null;
  person_id: string | null;
  incident_id: string | null;
  state: Generated<string>;
  throttled: Generated<boolean>;
}

export interface Consumers {
  network_id: string;
  name: string;
  xid: string;
  seq: number;
}

export interface ContactHours {
  network_id: string;
  day: string;
  hour: number;
  way: string;
  contacts: number;
  uncovered: number;
}

export interface Conversations {
  network_id: string;
  id: string;
  kind: string;
  address: Encrypted;
  address_key: Buffer;
  number_key: Buffer | null;
  language: string;
  report_id: string | null;
  created_at: Date;
}

export interface Crossings {
  network_id: string;
  id: string;
  zone_id: string;
  name: string;
  lat: number;
  lon: number;
}

export interface Debriefs {
  network_id: string;
  assignment_id: string;
  answers: Sealed;
  at: Date;
}

export interface DeliveryCaps {
  network_id: string;
  cents_a_day: number;
  messages_a_day: number;
  ring_minutes: number;
  set_by: string | null;
  set_at: Date;
}

export interface DeskKeys {
  network_id: string;
  ring: string;
  epoch: number;
  public_key: Buffer;
  at: Date;
}

export interface Doors {
  network_id: string;
  kind: string;
  key: string;
}

export interface Drills {
  network_id: string;
  id: string;
  evening: string;
  speed: number;
  seed: number;
  replay_of: string | null;
  by: string;
  started_at: Date;
  ended_at: Date | null;
  passed: boolean | null;
  steps: DefaultedJson;
}

export interface Duties {
  network_id: string;
  id: string;
  person_id: string;
  role: string;
  chapter_id: string | null;
  shift_id: string | null;
  learner: Generated<boolean>;
  began_at: Date;
  heard_at: Date;
  due_at: Date | null;
  reminded_at: Date | null;
  raised_at: Date | null;
  ended_at: Date | null;
  counted_to: Date | null;
  ended_as: string | null;
  ended_by: string | null;
}

export interface DutyBreaks {
  network_id: string;
  id: string;
  person_id: string;
  began_at: Date;
  ended_at: Date | null;
}

export interface DutyThanks {
  network_id: string;
  person_id: string;
  month: string;
  at: Date;
}

export interface EarlyReceipts {
  network_id: string;
  provider_id: string;
  state: string;
  code: string | null;
  at: Date;
}

export interface Emergencies {
  network_id: string;
  id: string;
  incident_id: string;
  assignment_id: string;
  kind: string;
  at: Date;
  by: string;
  handled_by: string | null;
  handled_at: Date | null;
}

export interface EscalationPages {
  network_id: string;
  escalation_id: string;
  step: number;
  person_id: string;
  kind: string;
  at: Date;
  manner: string;
  taker: Generated<boolean>;
  told: boolean;
  declined_at: Date | null;
}

export interface EscalationPolicies {
  network_id: string;
  id: string;
  kind: string;
  chapter_id: string | null;
  plan: Json;
  by: string | null;
  at: Date;
}

export interface Escalations {
  network_id: string;
  id: string;
  kind: string;
  subject: string;
  chapter_id: string | null;
  restricted: Generated<boolean>;
  drill: Generated<boolean>;
  facts: DefaultedJson;
  plan: Json | null;
  state: string;
  began_at: Date;
  step: Generated<number>;
  base: Generated<number>;
  due_at: Date | null;
  set_at: Date | null;
  acked_by: string | null;
  acked_at: Date | null;
  ended_at: Date | null;
}

export interface Events {
  network_id: string;
  xid: Generated<string>;
  seq: Generated<number>;
  at: Date;
  kind: string;
  subject: string;
  actor: string | null;
  data: DefaultedJson;
}

export interface Exports {
  network_id: string;
  id: string;
  chapter_id: string | null;
  named: boolean;
  month: string | null;
  reason: Encrypted;
  by: string;
  at: Date;
  decided_by: string | null;
  decided_at: Date | null;
  approved: boolean | null;
  taken_at: Date | null;
}

export interface FindablePeople {
  network_id: string;
  person_id: string;
  skills: Generated<string[]>;
  since: Date;
}

export interface GoalDays {
  network_id: string;
  day: string;
  chapter_id: string;
  kind: string;
  state: string;
  stood: number;
  came: number;
}

export interface Goals {
  network_id: string;
  goal: string;
  target: number;
  due: string;
  by: string | null;
  at: Date;
}

export interface Greetings {
  network_id: string;
  id: string;
  person_id: string;
  greeter_id: string;
  taken_at: Date;
  booked_for: Date | null;
  how: string | null;
  checked: Generated<string[]>;
  notes: Sealed | null;
  outcome: string | null;
  ended_at: Date | null;
}

export interface GroupChannels {
  network_id: string;
  id: string;
  name: string;
  rule: Json;
  made_by: string | null;
  made_at: Date;
  ended_at: Date | null;
  look_due_at: Date;
  look_until: Date | null;
  looked_at: Date | null;
  trouble: string | null;
  trouble_at: Date | null;
  belong: Generated<number>;
  inside: Generated<number>;
  missing: Generated<number>;
  astray: Generated<number>;
  unreachable: Generated<number>;
}

export interface Handovers {
  network_id: string;
  id: string;
  person_id: string;
  role: string;
  state: string;
  note: Sealed | null;
  things: DefaultedJson;
  at: Date;
  taken_by: string | null;
  taken_at: Date | null;
}

export interface HardCalls {
  network_id: string;
  id: string;
  person_id: string;
  at: Date;
  until: Date | null;
  ended_at: Date | null;
}

export interface HoldReleases {
  network_id: string;
  hold_id: string;
  by: string;
  reason: Sealed;
  at: Date;
}

export interface Holds {
  network_id: string;
  id: string;
  record_id: string | null;
  record_noun: string | null;
  person_id: string | null;
  from_at: Date | null;
  to_at: Date | null;
  zone_id: string | null;
  cell: string | null;
  because: string;
  reason: Sealed | null;
  by: string | null;
  at: Date;
  released_at: Date | null;
}

export interface ImportAsks {
  network_id: string;
  id: string;
  import_id: string;
  line: number;
  person_id: string;
  body: Encrypted | null;
  decided: string | null;
  decided_by: string | null;
  decided_at: Date | null;
}

export interface ImportFaults {
  network_id: string;
  import_id: string;
  line: number;
  n: number;
  field: string | null;
  code: string;
  taken: boolean;
}

export interface ImportMade {
  network_id: string;
  import_id: string;
  person_id: string;
  line: number;
  at: Date;
  undone_at: Date | null;
  stayed: string | null;
}

export interface ImportPieces {
  network_id: string;
  id: string;
  import_id: string;
  n: number;
  body: Encrypted;
}

export interface ImportSeats {
  network_id: string;
  import_id: string;
  seat_id: string;
  line: number;
  undone_at: Date | null;
  stayed: Generated<boolean>;
}

export interface Imports {
  network_id: string;
  id: string;
  kind: string;
  chapter_id: string;
  by: string;
  at: Date;
  state: string;
  state_at: Date;
  format: Json | null;
  head: Encrypted | null;
  fields: Generated<string[]>;
  tell: Generated<boolean>;
  done: Generated<number>;
  rows: number | null;
  counts: DefaultedJson;
  applied_at: Date | null;
}

export interface Inbound {
  network_id: string;
  id: string;
  kind: string;
  provider_id: string;
  address: Encrypted;
  address_key: Buffer;
  person_id: string | null;
  body: Encrypted | null;
  media_count: Generated<number>;
  claimed_by: string | null;
  subject: string | null;
  at: Date;
}

export interface IncidentChanges {
  network_id: string;
  id: string;
  incident_id: string;
  kind: string;
  data: Json;
  by: string;
  at: Date;
  undone_by: string | null;
  undone_at: Date | null;
}

export interface IncidentEntries {
  network_id: string;
  id: string;
  incident_id: string;
  at: Date;
  noted_at: Date;
  kind: string;
  actor: string | null;
  actor_kind: string;
  subject: string | null;
  data: DefaultedJson;
  words: Sealed | null;
}

export interface IncidentSources {
  network_id: string;
  id: string;
  incident_id: string;
  kind: string;
  report_id: string | null;
  person_id: string | null;
  origin: Buffer;
  first_hand: boolean;
  picture: boolean;
  says: string;
  on_scene: Generated<boolean>;
  trained: Generated<boolean>;
  by: string | null;
  at: Date;
  moved_from: string | null;
  removed_by: string | null;
  removed_at: Date | null;
}

export interface Incidents {
  network_id: string;
  id: string;
  number: number;
  playbook: string;
  playbook_version: number;
  kind: string;
  zone_id: string | null;
  chapter_id: string | null;
  cell: string | null;
  point: Encrypted | null;
  label: Encrypted;
  accuracy_m: number | null;
  seen_at: Date;
  opened_by: string | null;
  led_by: string | null;
  opened_at: Date;
  verification: Generated<string>;
  response: Generated<string>;
  outcome: string | null;
  concluded_by: string | null;
  concluded_at: Date | null;
  merged_into: string | null;
  drill: Generated<boolean>;
  coarsened_at: Date | null;
}

export interface Intakes {
  network_id: string;
  id: string;
  report_id: string;
  state: Generated<string>;
  taken_by: string | null;
  taken_at: Date | null;
  at: Date;
  drill: Generated<boolean>;
}

export interface Invites {
  network_id: string;
  token_hash: Buffer;
  account_id: string;
  by: string | null;
  at: Date;
  expires_at: Date;
  used_at: Date | null;
}

export interface KeyChanges {
  network_id: string;
  list: number;
  n: number;
  body: string;
  signatures: Json;
  at: Date;
}

export interface KeyDrafts {
  network_id: string;
  id: string;
  body: string;
  signatures: Json;
  at: Date;
}

export interface KeyRecoveries {
  network_id: string;
  id: string;
  ring: string;
  account_id: string;
  at: Date;
  confirmed_by: string | null;
  confirmed_at: Date | null;
  ended_at: Date | null;
}

export interface KeyRecoveryShares {
  network_id: string;
  recovery_id: string;
  epoch: number;
  account_id: string;
  share: Sealed;
  at: Date;
}

export interface KeyWays {
  network_id: string;
  id: string;
  key_id: string;
  kind: string;
  settings: Json;
  box: Sealed;
  at: Date;
}

export interface Likenesses {
  network_id: string;
  a: string;
  b: string;
  percent: number;
  at: Date;
  decided: string | null;
}

export interface Looks {
  network_id: string;
  account_id: string;
  hour: Date;
  shown: Generated<number>;
  refused: Generated<number>;
}

export interface Media {
  network_id: string;
  id: string;
  owner_kind: string;
  owner_id: string;
  restricted: Generated<boolean>;
  type: string;
  bytes: number;
  sha256: Buffer;
  file: string;
  key: Sealed;
  name: Sealed | null;
  by: string | null;
  at: Date;
  copy_bytes: number | null;
  not_shown: string | null;
}

export interface MediaFetches {
  network_id: string;
  id: string;
  report_id: string;
  url: Encrypted;
  state: Generated<string>;
  attempts: Generated<number>;
  due_at: Date;
}

export interface MediaRemovals {
  network_id: string;
  file: string;
  at: Date;
}

export interface MeetingActions {
  network_id: string;
  id: string;
  meeting_id: string;
  item_id: string | null;
  words: Encrypted;
  owner_id: string | null;
  guest_id: string | null;
  owner_name: Encrypted | null;
  shown: boolean;
  due_on: string | null;
  at: Date;
  done_at: Date | null;
  reminded_at: Date | null;
}

export interface MeetingDecisions {
  network_id: string;
  id: string;
  meeting_id: string;
  item_id: string | null;
  words: Encrypted;
  way: string;
  votes_for: number | null;
  votes_against: number | null;
  abstained: number | null;
  carried: boolean;
  at: Date;
  by: string | null;
}

export interface MeetingGuests {
  network_id: string;
  id: string;
  meeting_id: string;
  person_id: string | null;
  code_key: Buffer;
  contact_key: Buffer | null;
  contact: Encrypted | null;
  name: Encrypted | null;
  access: Encrypted | null;
  language: string;
  source: string;
  coming: boolean;
  said_at: Date;
  reminded: number;
  arrived_at: Date | null;
  door: number | null;
  way: string | null;
  by: string | null;
  member: boolean;
}

export interface MeetingHatCounts {
  network_id: string;
  id: string;
  meeting_id: string;
  round: number;
  by: string | null;
  cents: number;
  at: Date;
}

export interface MeetingHats {
  network_id: string;
  meeting_id: string;
  cents: number;
  round: number;
  at: Date;
}

export interface MeetingHelpers {
  network_id: string;
  meeting_id: string;
  person_id: string;
  at: Date;
}

export interface MeetingItems {
  network_id: string;
  id: string;
  meeting_id: string;
  position: number;
  minutes: number;
  owner_id: string | null;
  details: Encrypted;
  notes: Encrypted | null;
  spent_s: number;
}

export interface Meetings {
  network_id: string;
  id: string;
  series_id: string | null;
  chapter_id: string | null;
  audience: string;
  press: string;
  languages: string[];
  interpreted: string[];
  starts_at: Date;
  ends_at: Date;
  capacity: number | null;
  doors: number;
  quorum_kind: string | null;
  quorum_of: number | null;
  details: Encrypted;
  changes: number;
  made_by: string | null;
  made_at: Date;
  cancelled_at: Date | null;
  began_at: Date | null;
  ended_at: Date | null;
  item_id: string | null;
  item_at: Date | null;
  came: number | null;
  members_came: number | null;
  approved_at: Date | null;
  approved_by: string | null;
}

export interface MemberKeys {
  network_id: string;
  id: string;
  account_id: string;
  call_sign: string;
  sign_key: Buffer;
  receive_key: Buffer;
  admin: boolean;
  rings: string[];
  at: Date;
  ended_at: Date | null;
}

export interface MergedRows {
  network_id: string;
  merge_id: string;
  part: string;
  key: Json;
  gone_id: string;
  how: string;
}

export interface Merges {
  network_id: string;
  id: string;
  kept_id: string;
  gone_id: string;
  gone_state: string;
  addresses: string[];
  applications: string[];
  by: string;
  at: Date;
  undone_at: Date | null;
  over_at: Date | null;
}

export interface MessageFiles {
  network_id: string;
  id: string;
  type: string;
  size: number;
  name: Encrypted;
  content: Encrypted;
}

export interface Messages {
  network_id: string;
  id: string;
  person_id: string | null;
  kind: string;
  address: Encrypted;
  address_key: Buffer;
  purpose: string;
  subject: string | null;
  body: Encrypted;
  language: string;
  urgent: Generated<boolean>;
  drill: Generated<boolean>;
  state: Generated<string>;
  attempts: Generated<number>;
  tries: Generated<number>;
  repeat: Generated<boolean>;
  let_go: Generated<boolean>;
  due_at: Date;
  next_way_at: Date | null;
  rests: Generated<boolean>;
  error: string | null;
  reply_id: string | null;
  created_at: Date;
  sent_at: Date | null;
}

export interface ModuleCredits {
  network_id: string;
  person_id: string;
  course: string;
  part: string;
  how: string;
  at: Date;
  by: string | null;
}

export interface NeedPeople {
  network_id: string;
  need_id: string;
  person_id: string;
  n: number;
  asked_at: Date | null;
  answer: string | null;
  answered_at: Date | null;
}

export interface Needs {
  network_id: string;
  id: string;
  team_id: string | null;
  by_person: string;
  at: Date;
  need: Json;
  fit: number;
  words: Encrypted | null;
  closed_at: Date | null;
}

export interface Networks {
  network_id: string;
  slug: string;
  name: string;
  time_zone: string;
  us_state: string;
  languages: string[];
  emergency_number: string;
  demo: Generated<boolean>;
  created_at: Date;
}

export interface OldChats {
  network_id: string;
  chapter_id: string;
  by: string;
  since: Date;
}

export interface Passkeys {
  network_id: string;
  id: string;
  account_id: string;
  credential_id: Buffer;
  public_key: Buffer;
  counter: number;
  transports: Generated<string[]>;
  backed_up: boolean;
  name: Encrypted | null;
  created_at: Date;
  used_at: Date;
  ended_at: Date | null;
}

export interface People {
  network_id: string;
  id: string;
  account_id: string | null;
  call_sign: string;
  name: Encrypted | null;
  emergency_contact: Encrypted | null;
  chapter_id: string;
  zone_ids: Generated<string[]>;
  home_cell: string;
  languages: string[];
  skills: Generated<string[]>;
  roles: Generated<string[]>;
  state: string;
  state_at: Date;
  availability: DefaultedJson;
}

export interface PeopleAlarms {
  network_id: string;
  id: string;
  kind: string;
  how: string;
  by: string | null;
  by_account: string | null;
  person_id: string | null;
  at: Date;
  handled_at: Date | null;
  handled_by: string | null;
}

export interface PersonStates {
  network_id: string;
  person_id: string;
  seq: Generated<number>;
  at: Date;
  state: string;
}

export interface Playbooks {
  network_id: string;
  slug: string;
  version: number;
  body: Json;
  by: string | null;
  at: Date;
}

export interface PressEnquiries {
  network_id: string;
  id: string;
  meeting_id: string | null;
  outlet: Encrypted;
  contact: Encrypted;
  question: Encrypted;
  answer: Encrypted | null;
  at: Date;
  by: string | null;
  answered_at: Date | null;
  answered_by: string | null;
}

export interface PriorCredits {
  network_id: string;
  id: string;
  person_id: string;
  course: string;
  parts: string[];
  reason: Sealed;
  by: string | null;
  at: Date;
}

export interface Purges {
  network_id: string;
  name: string;
  kind: string;
  started_at: Date;
  finished_at: Date | null;
  purged: Generated<number>;
  held: Generated<number>;
}

export interface QuizAttempts {
  network_id: string;
  id: string;
  person_id: string;
  course: string;
  drawn: Json;
  drawn_at: Date;
  answers: Json | null;
  marks: Json | null;
  answered_at: Date | null;
  passed: boolean | null;
  certified: boolean | null;
}

export interface RecordKeys {
  network_id: string;
  id: string;
  record: string;
  ring: string;
  epoch: number;
  wrap: Encrypted;
  at: Date;
}

export interface RecordReaders {
  network_id: string;
  account: string;
  id: string;
}

export interface RecoveryCodes {
  network_id: string;
  account_id: string;
  code_hash: Buffer;
  made_at: Date;
  used_at: Date | null;
}

export interface Registrations {
  network_id: string;
  id: string;
  session_id: string;
  person_id: string;
  state: string;
  at: Date;
  since: Date | null;
  code: string;
  language: string;
  name: Encrypted | null;
  access: Encrypted | null;
  reminded_for: Date | null;
  tell: string | null;
  rated: Generated<boolean>;
}

export interface ReportAdditions {
  network_id: string;
  id: string;
  report_id: string;
  at: Date;
  by: string | null;
  throttled: Generated<boolean>;
  words: Sealed;
  moved_to: string | null;
  moved_to_id: string | null;
  moved_by: string | null;
  moved_at: Date | null;
}

export interface ReportDrafts {
  network_id: string;
  id: string;
  by: string;
  words: Sealed;
  saved_at: Date;
}

export interface Reports {
  network_id: string;
  id: string;
  door: string;
  language: string;
  tense: string;
  kind: Generated<string>;
  queue: Generated<string>;
  origin: Buffer;
  receipt_key: Buffer;
  conversation_id: string | null;
  cell: string | null;
  zone_id: string | null;
  accuracy_m: number | null;
  point: Sealed | null;
  words: Sealed;
  contact: Sealed | null;
  first_hand: boolean | null;
  picture: Generated<boolean>;
  seen_at: Date;
  received_at: Date;
  touched_at: Date;
  state: Generated<string>;
  typed_by: string | null;
  claimed_by: string | null;
  claimed_at: Date | null;
  asked: string | null;
  closed_as: string | null;
  closed_by: string | null;
  closed_at: Date | null;
  told_at: Date | null;
  coarsened_at: Date | null;
  drill: Generated<boolean>;
}

export interface Responders {
  network_id: string;
  person_id: string;
  call_sign: string;
  chapter_id: string;
  zone_ids: string[];
  home_cell: string;
  languages: string[];
  active: boolean;
  vouched: boolean;
  observer_until: Date | null;
  verifier_until: Date | null;
  agreement_version: number | null;
  availability: Json;
  out_on: string | null;
  rest_until: Date | null;
  asked_count: Generated<number>;
  yes_count: Generated<number>;
  asked_at: Date | null;
}

export interface RetentionSettings {
  network_id: string;
  id: string;
  kind: string;
  days: number;
  reason: Encrypted | null;
  by: string;
  at: Date;
}

export interface RingBoxes {
  network_id: string;
  kind: string;
  ring: string;
  epoch: number;
  account_id: string;
  list: number | null;
  since: number | null;
  box: Sealed;
  by: string;
  at: Date;
}

export interface RoleGrants {
  network_id: string;
  account_id: string;
  role: string;
  chapter_id: string | null;
  by: string | null;
  at: Date;
  starts_at: Date;
  ends_at: Date | null;
  ended_at: Date | null;
  ended_by: string | null;
  id: string;
}

export interface RotaDigests {
  network_id: string;
  day: string;
  at: Date;
}

export interface RotaHours {
  network_id: string;
  windows: Json;
  by: string | null;
  at: Date;
}

export interface RotaLoans {
  network_id: string;
  id: string;
  borrower_id: string;
  lender_id: string;
  role: string | null;
  from_day: string;
  until_day: string;
  starts_at: Date;
  ends_at: Date;
  state: string;
  by: string | null;
  at: Date;
}

export interface RotaPatterns {
  network_id: string;
  id: string;
  role: string;
  chapter_id: string | null;
  first_day: string;
  until_day: string | null;
  start_minute: number;
  length_minutes: number;
  week_days: number[];
  every_weeks: number;
  minimum: number;
  wanted: number;
  languages: Generated<string[]>;
  turns: Generated<string[]>;
  by: string | null;
  at: Date;
}

export interface RotaRules {
  network_id: string;
  rest_minutes: number;
  week_hours: number;
  approval: string;
  notice_hours: number;
  night_from: number;
  night_until: number;
  by: string | null;
  at: Date;
}

export interface RotaSlots {
  network_id: string;
  id: string;
  pattern_id: string | null;
  surge_id: string | null;
  role: string;
  chapter_id: string | null;
  starts_at: Date;
  ends_at: Date;
  minimum: number;
  wanted: number;
  languages: Generated<string[]>;
  state: string;
  with_pattern: Generated<boolean>;
  changes: Generated<number>;
}

export interface RotaSurges {
  network_id: string;
  id: string;
  chapter_id: string | null;
  needs: Json;
  block_hours: number;
  languages: Generated<string[]>;
  starts_at: Date;
  ends_at: Date;
  by: string | null;
  at: Date;
}

export interface RulePacks {
  network_id: string;
  us_state: string;
  body: Json;
  signed_by: string | null;
  signed_at: Date | null;
}

export interface SafetyChanges {
  network_id: string;
  id: string;
  person_id: string;
  address: Encrypted;
  safety_number: Encrypted | null;
  key_hash: Buffer;
  seen_at: Date;
  ends_at: Date;
  mine: boolean | null;
  answered_by: string | null;
  answered_at: Date | null;
  trusted_at: Date | null;
  removed_at: Date | null;
}

export interface SearchCovers {
  network_id: string;
  id: string;
  part_id: string;
}

export interface SearchParts {
  network_id: string;
  id: string;
  ring: string;
  at: Date;
  index: Sealed;
}

export interface Seats {
  network_id: string;
  subject: string;
  person_id: string;
  cell: string;
  points: Encrypted;
  at: Date;
}

export interface SessionFeedback {
  network_id: string;
  id: string;
  session_id: string;
  rating: number;
  words: Encrypted | null;
  day: string;
}

export interface SessionTrainers {
  network_id: string;
  session_id: string;
  person_id: string;
  part: string;
}

export interface Sessions {
  network_id: string;
  id: string;
  token_hash: Buffer;
  prior_hash: Buffer | null;
  account_id: string;
  face: string;
  way: string;
  passkey_id: string | null;
  device: Encrypted | null;
  device_key: Buffer | null;
  renew_by: Date | null;
  created_at: Date;
  seen_at: Date;
  confirmed_at: Date;
  expires_at: Date;
  told_at: Date | null;
  ended_at: Date | null;
}

export interface ShiftBuddies {
  network_id: string;
  id: string;
  shift_id: string;
  person_id: string;
  state: string;
  asked_by: string | null;
  at: Date;
  answered_at: Date | null;
}

export interface ShiftNotices {
  network_id: string;
  person_id: string;
  reminders: number[];
  digest: boolean;
  way: string | null;
  at: Date;
}

export interface ShiftRequests {
  network_id: string;
  id: string;
  kind: string;
  person_id: string;
  slot_id: string;
  shift_id: string | null;
  other_person_id: string | null;
  other_shift_id: string | null;
  state: string;
  at: Date;
  decided_at: Date | null;
  decided_by: string | null;
  why: Encrypted | null;
}

export interface Shifts {
  network_id: string;
  id: string;
  role: string;
  chapter_id: string | null;
  person_id: string;
  slot_id: string | null;
  starts_at: Date;
  ends_at: Date;
  state: Generated<string>;
  learner: Generated<boolean>;
  offered_at: Date | null;
  checked_in_at: Date | null;
  missed_at: Date | null;
  taken_at: Date | null;
  reminded_for: Date | null;
  changes: Generated<number>;
}

export interface SignInRules {
  network_id: string;
  desk_needs_passkey: boolean;
  on_shift_roles: string[];
  at: Date;
  by: string | null;
}

export interface SignInTries {
  network_id: string;
  whose: string;
  failures: number;
  at: Date;
}

export interface Spending {
  network_id: string;
  day: string;
  kind: string;
  messages: number;
  cost: number;
}

export interface StandDownAcks {
  network_id: string;
  stand_down_id: string;
  assignment_id: string;
  acked_at: Date | null;
  acked_by: string | null;
  escalated_at: Date | null;
}

export interface StandDowns {
  network_id: string;
  id: string;
  incident_id: string;
  reason: string;
  by: string | null;
  at: Date;
}

export interface StoppedAddresses {
  network_id: string;
  address_key: Buffer;
  at: Date;
}

export interface Stops {
  network_id: string;
  id: string;
  what: string;
  reason: string;
  by: string;
  at: Date;
  lifted_by: string | null;
  lifted_at: Date | null;
}

export interface StuckEvents {
  network_id: string;
  consumer: string;
  xid: string;
  seq: number;
  error: string;
  at: Date;
  again_at: Date | null;
}

export interface SuspensionReviews {
  network_id: string;
  suspension_id: string;
  by: string;
  says: string;
  words: Sealed | null;
  at: Date;
}

export interface Suspensions {
  network_id: string;
  id: string;
  person_id: string;
  complaint_id: string | null;
  reason: Sealed;
  by: string;
  at: Date;
  lifted_at: Date | null;
}

export interface TeamMembers {
  network_id: string;
  team_id: string;
  person_id: string;
  part: string;
  since: Date;
}

export interface TeamThanks {
  network_id: string;
  id: string;
  team_id: string;
  person_id: string;
  by_person: string;
  at: Date;
  words: Encrypted;
}

export interface Teams {
  network_id: string;
  id: string;
  chapter_id: string | null;
  name: string;
  does: Encrypted;
  needs: DefaultedJson;
  made_by: string | null;
  made_at: Date;
  ended_at: Date | null;
}

export interface ThreadLines {
  network_id: string;
  id: string;
  thread_id: string;
  kind: string;
  at: Date;
  by: string | null;
  words: Sealed | null;
  body: Encrypted | null;
}

export interface ThreadReaders {
  network_id: string;
  thread_id: string;
  person_id: string;
  typing: Generated<boolean>;
  until: Date;
}

export interface Threads {
  network_id: string;
  id: string;
  kind: string;
  last_at: Date;
  last_in_at: Date | null;
  seen_at: Date | null;
  needs_answer: Generated<boolean>;
  assigned_to: string | null;
  assigned_by: string | null;
  assigned_at: Date | null;
  resolved_by: string | null;
  resolved_at: Date | null;
}

export interface TrainingSessions {
  network_id: string;
  id: string;
  series_id: string | null;
  course: string;
  modules: string[];
  chapter_id: string;
  form: string;
  place: Encrypted | null;
  link: Encrypted | null;
  starts_at: Date;
  ends_at: Date;
  capacity: number;
  languages: string[];
  access: Generated<string[]>;
  state: Generated<string>;
  changes: Generated<number>;
  expected: number | null;
  came: number | null;
  made_by: string | null;
  made_at: Date;
  ended_at: Date | null;
}

export interface TrustMarks {
  network_id: string;
  person_id: string;
  kind: string;
  source: string;
  at: Date;
}

export interface Verifications {
  network_id: string;
  id: string;
  incident_id: string;
  state: string;
  finding: string | null;
  rule: string | null;
  source_ids: Generated<string[]>;
  by: string;
  at: Date;
}

export interface VouchCodes {
  network_id: string;
  person_id: string;
  code: Buffer;
  ends_at: Date;
}

export interface VouchFlags {
  network_id: string;
  id: string;
  kind: string;
  key: string;
  person_ids: string[];
  vouch_ids: string[];
  at: Date;
  handled_at: Date | null;
  handled_by: string | null;
}

export interface Vouches {
  network_id: string;
  id: string;
  person_id: string;
  by: string | null;
  kind: string;
  known: string | null;
  words: Sealed | null;
  at: Date;
  withdrawn_at: Date | null;
  withdrawn_by: string | null;
}

export interface WakingChoices {
  network_id: string;
  person_id: string;
  wanted: boolean;
  at: Date;
}

export interface Wakings {
  network_id: string;
  id: string;
  person_id: string;
  month: string;
  own: boolean;
  due_at: Date;
  state: string;
  sent_at: Date | null;
  heard_at: Date | null;
  way: string | null;
  why: string | null;
}

export interface WallGroups {
  network_id: string;
  id: string;
  body: Encrypted;
}

export interface Ways {
  network_id: string;
  kind: string;
  holder: string | null;
  held_until: Date | null;
  in_hand: DefaultedJson;
  tokens: Generated<number>;
  filled_at: Date | null;
  took_ms: number | null;
  good_at: Date | null;
  bad_at: Date | null;
  bad_run: Generated<number>;
  code: string | null;
}

export interface ZoneCells {
  network_id: string;
  cell: string;
  zone_id: string;
}

export interface Zones {
  network_id: string;
  id: string;
  chapter_id: string;
  slug: string;
  name: string;
  lat: number;
  lon: number;
}

export interface DB {
  accounts: Accounts;
  addresses: Addresses;
  agreements: Agreements;
  always_there: AlwaysThere;
  applications: Applications;
  apprentices: Apprentices;
  assessments: Assessments;
  assignment_acts: AssignmentActs;
  assignments: Assignments;
  attempts: Attempts;
  attendances: Attendances;
  audit_acts: AuditActs;
  audit_checkpoints: AuditCheckpoints;
  audit_leaves: AuditLeaves;
  bans: Bans;
  calendar_feeds: CalendarFeeds;
  call_kinds: CallKinds;
  call_legs: CallLegs;
  call_orders: CallOrders;
  call_peers: CallPeers;
  call_presence: CallPresence;
  call_prompts: CallPrompts;
  call_settings: CallSettings;
  call_signals: CallSignals;
  callbacks: Callbacks;
  callouts: Callouts;
  calls: Calls;
  canaries: Canaries;
  certificates: Certificates;
  challenges: Challenges;
  channel_groups: ChannelGroups;
  channel_leavers: ChannelLeavers;
  channel_moves: ChannelMoves;
  channel_plans: ChannelPlans;
  channel_seats: ChannelSeats;
  chapters: Chapters;
  complaints: Complaints;
  consumers: Consumers;
  contact_hours: ContactHours;
  conversations: Conversations;
  crossings: Crossings;
  debriefs: Debriefs;
  delivery_caps: DeliveryCaps;
  desk_keys: DeskKeys;
  doors: Doors;
  drills: Drills;
  duties: Duties;
  duty_breaks: DutyBreaks;
  duty_thanks: DutyThanks;
  early_receipts: EarlyReceipts;
  emergencies: Emergencies;
  escalation_pages: EscalationPages;
  escalation_policies: EscalationPolicies;
  escalations: Escalations;
  events: Events;
  exports: Exports;
  findable_people: FindablePeople;
  goal_days: GoalDays;
  goals: Goals;
  greetings: Greetings;
  group_channels: GroupChannels;
  handovers: Handovers;
  hard_calls: HardCalls;
  hold_releases: HoldReleases;
  holds: Holds;
  import_asks: ImportAsks;
  import_faults: ImportFaults;
  import_made: ImportMade;
  import_pieces: ImportPieces;
  import_seats: ImportSeats;
  imports: Imports;
  inbound: Inbound;
  incident_changes: IncidentChanges;
  incident_entries: IncidentEntries;
  incident_sources: IncidentSources;
  incidents: Incidents;
  intakes: Intakes;
  invites: Invites;
  key_changes: KeyChanges;
  key_drafts: KeyDrafts;
  key_recoveries: KeyRecoveries;
  key_recovery_shares: KeyRecoveryShares;
  key_ways: KeyWays;
  likenesses: Likenesses;
  looks: Looks;
  media: Media;
  media_fetches: MediaFetches;
  media_removals: MediaRemovals;
  meeting_actions: MeetingActions;
  meeting_decisions: MeetingDecisions;
  meeting_guests: MeetingGuests;
  meeting_hat_counts: MeetingHatCounts;
  meeting_hats: MeetingHats;
  meeting_helpers: MeetingHelpers;
  meeting_items: MeetingItems;
  meetings: Meetings;
  member_keys: MemberKeys;
  merged_rows: MergedRows;
  merges: Merges;
  message_files: MessageFiles;
  messages: Messages;
  module_credits: ModuleCredits;
  need_people: NeedPeople;
  needs: Needs;
  networks: Networks;
  old_chats: OldChats;
  passkeys: Passkeys;
  people: People;
  people_alarms: PeopleAlarms;
  person_states: PersonStates;
  playbooks: Playbooks;
  press_enquiries: PressEnquiries;
  prior_credits: PriorCredits;
  purges: Purges;
  quiz_attempts: QuizAttempts;
  record_keys: RecordKeys;
  record_readers: RecordReaders;
  recovery_codes: RecoveryCodes;
  registrations: Registrations;
  report_additions: ReportAdditions;
  report_drafts: ReportDrafts;
  reports: Reports;
  responders: Responders;
  retention_settings: RetentionSettings;
  ring_boxes: RingBoxes;
  role_grants: RoleGrants;
  rota_digests: RotaDigests;
  rota_hours: RotaHours;
  rota_loans: RotaLoans;
  rota_patterns: RotaPatterns;
  rota_rules: RotaRules;
  rota_slots: RotaSlots;
  rota_surges: RotaSurges;
  rule_packs: RulePacks;
  safety_changes: SafetyChanges;
  search_covers: SearchCovers;
  search_parts: SearchParts;
  seats: Seats;
  session_feedback: SessionFeedback;
  session_trainers: SessionTrainers;
  sessions: Sessions;
  shift_buddies: ShiftBuddies;
  shift_notices: ShiftNotices;
  shift_requests: ShiftRequests;
  shifts: Shifts;
  sign_in_rules: SignInRules;
  sign_in_tries: SignInTries;
  spending: Spending;
  stand_down_acks: StandDownAcks;
  stand_downs: StandDowns;
  stopped_addresses: StoppedAddresses;
  stops: Stops;
  stuck_events: StuckEvents;
  suspension_reviews: SuspensionReviews;
  suspensions: Suspensions;
  team_members: TeamMembers;
  team_thanks: TeamThanks;
  teams: Teams;
  thread_lines: ThreadLines;
  thread_readers: ThreadReaders;
  threads: Threads;
  training_sessions: TrainingSessions;
  trust_marks: TrustMarks;
  verifications: Verifications;
  vouch_codes: VouchCodes;
  vouch_flags: VouchFlags;
  vouches: Vouches;
  waking_choices: WakingChoices;
  wakings: Wakings;
  wall_groups: WallGroups;
  ways: Ways;
  zone_cells: ZoneCells;
  zones: Zones;
}
