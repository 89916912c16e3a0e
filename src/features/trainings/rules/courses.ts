import type { Course } from '../contract.ts';
import data from '../data/courses.json' with { type: 'json' };

/** What a course is made of; its words are in a file a language. */
export interface Shape {
  /** Courses whose certificate is needed before this one's is issued. */
  prerequisites: Course[];
  /** How long a certificate is good for. */
  validDays: number;
  /** Questions drawn for a quiz, and how many of them must be answered right. */
  asked: number;
  pass: number;
  /** Done in a drill or under a trainer's eyes. */
  practice: boolean;
  /** The module to be read again at a renewal. */
  renewal: string;
  modules: { id: string; minutes: number }[];
}

export const courses = data as Record<Course, Shape>;
// Not from the contract: the field app would carry its schemas along.
const ids = Object.keys(courses) as Course[];

export const isCourse = (id: string | undefined): id is Course => ids.some((course) => course === id);

export const modulesOf = (course: Course): Shape['modules'] => courses[course].modules;

/** The length of a course in minutes. */
export const lengthOf = (course: Course): number =>
  modulesOf(course).reduce((sum, { minutes }) => sum + minutes, 0);

/** All that is credited on the way to a certificate: the modules by their ids, `quiz`, and `practice` where it has one. */
export const partsOf = (course: Course): string[] => [
  ...modulesOf(course).map(({ id }) => id),
  'quiz',
  ...(courses[course].practice ? ['practice'] : []),
];

/** Courses that wait for this one's certificate. */
export const following = (course: Course): Course[] =>
  ids.filter((other) => courses[other].prerequisites.includes(course));

const day = 24 * 60 * 60_000;
/** From so many days before the end a certificate is renewed by quiz and one module, up to so many after it. */
export const renewalDays = { before: 60, after: 90 };

export interface Standing {
  /** When each part was completed last. */
  credits: ReadonlyMap<string, Date>;
  /** The certificate of this course that ends last, unless taken back. */
  held: { issuedAt: Date; expiresAt: Date } | null;
}

/** Whether the shorter way is open. */
export const isRenewal = ({ held }: Pick<Standing, 'held'>, now: Date): boolean =>
  held !== null &&
  now.getTime() >= held.expiresAt.getTime() - renewalDays.before * day &&
  now.getTime() < held.expiresAt.getTime() + renewalDays.after * day;

/**
 * The parts that lack for the next certificate of a course. A renewal asks for the quiz and one module, completed since
 * it opened; the whole course for every part, completed within the time that a certificate is good for.
 */
export function missingParts(course: Course, { credits, held }: Standing, now: Date): string[] {
  const renews = isRenewal({ held }, now);
  const { validDays, renewal } = courses[course];
  const since = renews
    ? held!.expiresAt.getTime() - renewalDays.before * day
    : now.getTime() - validDays * day;
  const wanted = renews ? [renewal, 'quiz'] : partsOf(course);
  return wanted.filter((part) => (credits.get(part)?.getTime() ?? Number.NEGATIVE_INFINITY) < since);
}

/** Whether one is held that needs nothing yet. */
export const isSettled = ({ held }: Pick<Standing, 'held'>, now: Date): boolean =>
  held !== null && now < held.expiresAt && !isRenewal({ held }, now);

/** When a certificate issued now ends; one that is renewed early loses no day. */
export function expiryOf(course: Course, held: Standing['held'], now: Date): Date {
  const from = held && now < held.expiresAt ? held.expiresAt : now;
  return new Date(from.getTime() + courses[course].validDays * day);
}

/** Who reads why somebody was credited what they had learnt before: those who read the other notes about a member's conduct. */
export const reasonReaders = ['conduct'] as const;
