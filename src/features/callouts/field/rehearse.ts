import { v7 } from 'uuid';
import type { Act, Item } from '../../../field/outbox.ts';
import { afterAct } from '../../../field/state.ts';
import type { Rehearsal } from '../../../field/store.ts';
import type { Field, FieldAssignment } from '../contract.ts';

const ID = 'rehearsal';
/** So long after the first check-in the made-up desk stands everyone down. */
const standDownAfterMs = 12_000;

export const isRehearsal = (assignment: { id: string }): boolean => assignment.id === ID;

export const begin = (now: number): Rehearsal => ({ startedAt: iso(now), items: [] });

/** The rehearsal with one more act, which goes nowhere. */
export const withAct = (rehearsal: Rehearsal, act: Act, at: string): Rehearsal => ({
  ...rehearsal,
  items: [...rehearsal.items, { id: v7(), person: '', assignment: ID, at, act }],
});

/** The made-up ask as it stands after what was done so far: the same cards as a real one, without a server. */
export function rehearsed(field: Field, { startedAt, items }: Rehearsal, now: number): Field {
  let assignment: FieldAssignment = { ...madeUp, askedAt: startedAt };
  for (const item of items) assignment = seated(afterAct(calledBack(assignment, items, item.at), item));
  return { ...field, now: iso(now), assignments: [calledBack(assignment, items, iso(now))], history: [] };
}

const iso = (ms: number) => new Date(ms).toISOString();

/** After a yes the meet point is known, and a partner is on the way. */
function seated(a: FieldAssignment): FieldAssignment {
  if (a.state !== 'accepted' || a.meet) return a;
  const partner = { callSign: 'Heron', role: 'monitor', state: 'en_route', etaAt: null } as const;
  return {
    ...a,
    filled: 2,
    meet: { lat: 40.7473, lon: -73.8838, label: 'Roosevelt Av & 82 St' },
    partners: [partner],
  };
}

/** Everyone leaves some time after the first check-in, or at once when somebody is hurt. */
function calledBack(a: FieldAssignment, items: Item[], at: string): FieldAssignment {
  if (a.standDown || a.state === 'departed') return a;
  const emergency = items.find((item) => item.act.kind === 'emergency');
  const checkIn = items.find((item) => item.act.kind === 'check-in');
  const since = emergency?.at ?? (checkIn && iso(Date.parse(checkIn.at) + standDownAfterMs));
  if (!since || at < since) return a;
  const reason = emergency ? 'emergency' : 'over';
  return { ...a, standDown: { id: ID, reason, at: since, ackedAt: null }, can: [...a.can, 'stand-down-ack'] };
}

const madeUp: FieldAssignment = {
  id: ID,
  incidentId: ID,
  code: '000',
  state: 'asked',
  purpose: 'observe',
  manner: 'pair',
  role: 'recorder',
  roleName: { en: 'Recorder', es: 'Registra', zh: '记录员' },
  drill: true,
  zone: 'Jackson Heights',
  distanceM: 1100,
  minutes: 20,
  wanted: 2,
  filled: 1,
  askedAt: '',
  answeredAt: null,
  etaAt: null,
  meet: null,
  brief: null,
  partners: [],
  conductAt: null,
  waits: null,
  mayWait: false,
  alone: false,
  enRouteAt: null,
  onSceneAt: null,
  checkInMinutes: 1,
  checkInAt: null,
  checkInDueAt: null,
  missed: false,
  departedAt: null,
  finding: null,
  debriefedAt: null,
  standDown: null,
  over: false,
  can: ['answer'],
};
