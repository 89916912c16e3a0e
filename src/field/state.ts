import type { Field, FieldAssignment } from '../features/callouts/contract.ts';
import { openActions, stateAfter, stateAfterNo } from '../features/callouts/rules/state.ts';
import { type DoorAct, type Item, isElsewhere, type ShiftAct, type Signing } from './outbox.ts';

type Acted = Pick<Item, 'act' | 'at'>;

/** What the server said, as it will be once everything that waits has been sent. */
export function fold(field: Field, items: Item[]): Field {
  const apply = (assignment: FieldAssignment) =>
    items.filter((item) => item.assignment === assignment.id).reduce(afterAct, assignment);
  return { ...field, assignments: field.assignments.map(apply), history: field.history.map(apply) };
}

/** One assignment after one act. An act that does not fit the state changes nothing: the server will say so. */
export function afterAct(assignment: FieldAssignment, acted: Acted): FieldAssignment {
  const { act, at } = acted;
  if (isElsewhere(act) || !assignment.can.includes(act.kind)) return assignment;
  const changed = { ...assignment, ...changes(assignment, act, at) };
  return { ...changed, can: openActions(standingOf(changed)) };
}

function changes(
  a: FieldAssignment,
  act: Exclude<Acted['act'], ShiftAct | DoorAct | Signing>,
  at: string,
): Partial<FieldAssignment> {
  const due = new Date(Date.parse(at) + a.checkInMinutes * 60_000).toISOString();
  const state = stateAfter(act.kind, a.state);
  switch (act.kind) {
    case 'answer':
      return act.says === 'no'
        ? { state: stateAfterNo(a.state) ?? a.state, answeredAt: at }
        : yes(a, at, act.etaMinutes);
    case 'conduct':
      return { conductAt: at };
    case 'en-route':
      return { state, enRouteAt: at };
    case 'on-scene':
      return { state, onSceneAt: at, checkInDueAt: due };
    case 'check-in':
      return { checkInAt: at, checkInDueAt: due, missed: false };
    case 'depart':
      return { state, ...gone(at) };
    case 'stand-down-ack':
      return {
        state,
        standDown: a.standDown && { ...a.standDown, ackedAt: at },
        ...(state === 'departed' && gone(at)),
      };
    case 'finding':
      return { finding: act.finding };
    case 'debrief':
      return { debriefedAt: at };
    default:
      return {};
  }
}

/** Saying yes again on the way is only another time of arrival. */
function yes(a: FieldAssignment, at: string, etaMinutes: number | undefined): Partial<FieldAssignment> {
  const etaAt = etaMinutes ? new Date(Date.parse(at) + etaMinutes * 60_000).toISOString() : null;
  return { state: a.state === 'en_route' ? a.state : 'accepted', answeredAt: at, etaAt };
}

const gone = (at: string) => ({ departedAt: at, checkInDueAt: null, missed: false });

const standingOf = (a: FieldAssignment) => ({
  state: a.state,
  purpose: a.purpose,
  conductRead: a.conductAt !== null,
  standDownPending: isPending(a),
  over: a.over,
  waits: a.waits,
});

const isPending = ({ standDown }: FieldAssignment) => standDown !== null && standDown.ackedAt === null;

export type Card = 'stand-down' | 'ask' | 'conduct' | 'way' | 'debrief' | 'reserve' | 'released';

/** The one card that an assignment shows now; null when it asks nothing of its person. */
export function cardOf(a: FieldAssignment): Card | null {
  if (isPending(a)) return 'stand-down';
  switch (a.state) {
    case 'asked':
    case 'no_answer':
      return a.can.includes('answer') ? 'ask' : null;
    case 'accepted':
      return a.conductAt ? 'way' : 'conduct';
    case 'en_route':
    case 'on_scene':
      return 'way';
    case 'departed':
      return a.debriefedAt ? null : 'debrief';
    case 'reserve':
      return a.over ? null : 'reserve';
    case 'released':
      return 'released';
    default:
      return null;
  }
}

const urgency: Card[] = ['stand-down', 'way', 'conduct', 'ask', 'released', 'reserve', 'debrief'];
const newsMs = 3 * 3_600_000;

/**
 * The assignment whose card comes first; `aside` names cards that their person has put aside, as "card assignment".
 * What the server counts as history is still news for three hours: not needed, or a late yes still welcome.
 */
export function foremost(
  field: Field,
  aside: ReadonlySet<string>,
): { assignment: FieldAssignment; card: Card } | null {
  const news = field.history.filter((a) => Date.parse(field.now) - Date.parse(a.askedAt) < newsMs);
  const shown = [...field.assignments, ...news].flatMap((assignment) => {
    const card = cardOf(assignment);
    return card && !aside.has(`${card} ${assignment.id}`) ? [{ assignment, card }] : [];
  });
  shown.sort((a, b) => urgency.indexOf(a.card) - urgency.indexOf(b.card));
  return shown[0] ?? null;
}
