import { LONGEST_MINUTES, type RotaRules, SHORTEST_MINUTES, type ShiftRole } from '../contract.ts';

/** What counts of somebody who may take a slot. */
export interface Candidate {
  id: string;
  chapterId: string;
  active: boolean;
  suspended: boolean;
  languages: readonly string[];
  roles: readonly string[];
  skills: readonly string[];
  certificates: readonly { course: string; expiresAt: Date }[];
}

export interface WantedSlot {
  id: string;
  role: ShiftRole;
  /** Null: the whole network's. */
  chapterId: string | null;
  /** Chapters that lend their people for it. */
  lentBy?: readonly string[];
  startsAt: Date;
  endsAt: Date;
  wanted: number;
  languages: readonly string[];
  state: 'draft' | 'published' | 'cancelled';
}

/** Who sits in the slot already. */
export interface Sitting {
  personId: string;
  learner: boolean;
  languages: readonly string[];
}

export interface Own {
  startsAt: Date;
  endsAt: Date;
}

/** One reason against, as a code and what its sentence needs. A soft one can be overruled by a coordinator. */
export type Reason =
  | {
      code:
        | 'past'
        | 'cancelled'
        | 'full'
        | 'learner-taken'
        | 'suspended'
        | 'inactive'
        | 'already'
        | 'chapter';
    }
  | { code: 'overlap' | 'rest'; from: Date; to: Date; minutes: number }
  | { code: 'hours'; would: number; most: number }
  | { code: 'certificate'; course: string; ends: Date | null }
  | { code: 'part'; role: ShiftRole }
  | { code: 'language'; languages: string[] };

const soft = new Set<string>(['rest', 'hours', 'language'] satisfies Reason['code'][]);
export const isSoft = ({ code }: { code: string }): boolean => soft.has(code);

/** The rules of a network that set none. */
export const usualRules: RotaRules = {
  ...{ restMinutes: 480, weekHours: 40, approval: 'rule' as const, noticeHours: 48 },
  ...{ nightFrom: 22 * 60, nightUntil: 6 * 60 },
};

export interface Asking {
  person: Candidate;
  slot: WantedSlot;
  sitting: readonly Sitting[];
  /** Their other shifts, drafts too, in any order. */
  theirs: readonly Own[];
  rules: RotaRules;
  now: Date;
  learner?: boolean;
}

/** Everything that keeps a person from a seat; nothing: they may have it. */
export function whyNot({ person, slot, sitting, theirs, rules, now, learner = false }: Asking): Reason[] {
  const reasons: Reason[] = [];
  if (slot.endsAt <= now) reasons.push({ code: 'past' });
  if (slot.state === 'cancelled') reasons.push({ code: 'cancelled' });
  if (person.suspended) reasons.push({ code: 'suspended' });
  else if (!person.active) reasons.push({ code: 'inactive' });
  if (sitting.some(({ personId }) => personId === person.id)) reasons.push({ code: 'already' });
  else reasons.push(...noPlace(person, slot, sitting, learner));
  const { chapterId, lentBy = [] } = slot;
  if (chapterId && chapterId !== person.chapterId && !lentBy.includes(person.chapterId))
    reasons.push({ code: 'chapter' });
  if (!learner) reasons.push(...notTrained(person, slot));
  return [...reasons, ...tooMuch(slot, theirs, rules)];
}

function noPlace(
  person: Candidate,
  slot: WantedSlot,
  sitting: readonly Sitting[],
  learner: boolean,
): Reason[] {
  if (learner) return sitting.some((s) => s.learner) ? [{ code: 'learner-taken' }] : [];
  const others = sitting.filter((s) => !s.learner);
  const free = slot.wanted - others.length;
  if (free <= 0) return [{ code: 'full' }];
  const missing = slot.languages.filter((l) => !others.some((s) => s.languages.includes(l)));
  // While other places are free, somebody else may bring the language.
  const keptFor = missing.length > 0 && free === 1 && !missing.some((l) => person.languages.includes(l));
  return keptFor ? [{ code: 'language', languages: missing }] : [];
}

const courses = new Set<string>(['operator', 'dispatcher', 'verifier']);

/** What somebody needs for a role: a certificate that lasts to the end of the slot; a part or a skill for the others. */
function notTrained(person: Candidate, { role, endsAt }: WantedSlot): Reason[] {
  if (courses.has(role)) {
    const held = person.certificates.find((c) => c.course === role);
    return held && held.expiresAt >= endsAt
      ? []
      : [{ code: 'certificate', course: role, ends: held?.expiresAt ?? null }];
  }
  const can =
    role === 'legal'
      ? person.roles.includes('legal')
      : person.skills.includes(role === 'medic' ? 'first-aid' : 'interpreter');
  return can ? [] : [{ code: 'part', role }];
}

const minute = 60_000;
const hour = 60 * minute;
const week = 7 * 24 * hour;

function tooMuch(slot: WantedSlot, theirs: readonly Own[], rules: RotaRules): Reason[] {
  const reasons: Reason[] = [];
  const over = theirs.find((s) => s.startsAt < slot.endsAt && s.endsAt > slot.startsAt);
  if (over) reasons.push({ code: 'overlap', from: over.startsAt, to: over.endsAt, minutes: 0 });
  const near = theirs.find((s) => {
    const between = Math.max(+slot.startsAt - +s.endsAt, +s.startsAt - +slot.endsAt);
    return between >= 0 && between < rules.restMinutes * minute;
  });
  if (near) reasons.push({ code: 'rest', from: near.startsAt, to: near.endsAt, minutes: rules.restMinutes });
  const would = mostHours([...theirs.filter((s) => s !== over), slot], slot);
  if (would > rules.weekHours) reasons.push({ code: 'hours', would, most: rules.weekHours });
  return reasons;
}

/** The most hours in any seven days that hold some of the slot. Such a week begins where a shift begins. */
function mostHours(shifts: readonly Own[], slot: Own): number {
  const begins = shifts
    .map((s) => +s.startsAt)
    .filter((at) => at <= +slot.startsAt && at + week > +slot.startsAt);
  const inWeek = (from: number) =>
    shifts.reduce(
      (sum, s) => sum + Math.max(0, Math.min(+s.endsAt, from + week) - Math.max(+s.startsAt, from)),
      0,
    );
  return Math.round((Math.max(...begins.map(inWeek)) / hour) * 10) / 10;
}

/** Why a length cannot be: as a sentence; null when it can. */
export function badLength(minutes: number): string | null {
  if (minutes === 0) return 'This shift ends when it begins: nobody would be there. Give it a length.';
  if (minutes < SHORTEST_MINUTES)
    return `This shift has ${minutes} minutes. The shortest is ${SHORTEST_MINUTES} minutes.`;
  if (minutes > LONGEST_MINUTES)
    return `This shift has ${Math.round(minutes / 6) / 10} hours. The longest is 24: nobody is awake for more. Make two of it.`;
  return null;
}
