import type { Carries, Pace } from './ways.ts';

/** After so many hand-overs without a next way a message counts as failed and the desk sees it. */
export const maxAttempts = 6;

/** How long a worker may keep what it has in hand; longer than the slowest hand-over, so that nobody sends twice. */
export const leaseMinutes = 1 / 3;

/** Minutes until the next try after `tries` of them on a way: ¼, ½, 1, 2, 4; urgent ones go four times as often. */
export const backoffMinutes = (tries: number, urgent: boolean): number =>
  (0.25 * 2 ** (tries - 1)) / (urgent ? 4 : 1);

/** Tries on one way before the person's next is taken, where there is one. */
export const triesOnOneWay = (urgent: boolean): number => (urgent ? 2 : 4);

/**
 * Minutes without receipt and answer after which a message that was taken goes the person's next way; null when it
 * stays. An urgent one moves on also where the way gives no receipts at all.
 */
export function patienceMinutes(urgent: boolean, { receipts }: Pick<Carries, 'receipts'>): number | null {
  if (urgent) return 2;
  return receipts === 'none' ? null : 30;
}

/** What a bucket holds now, in thousandths of a message. A fresh one is full. */
export function tokensNow(
  { tokens, filledAt }: { tokens: number; filledAt: Date | null },
  { perSecond, burst }: Pace,
  now: Date,
): number {
  // Networks share the carrier's limits, so a burst may be no whole number.
  const full = Math.floor(burst * 1000);
  if (!filledAt) return full;
  // A clock that goes back fills nothing.
  const passed = Math.max(0, now.getTime() - filledAt.getTime());
  return Math.min(full, tokens + Math.floor(passed * perSecond));
}

/**
 * What may exceed the caps: nobody is left out in the street, and nothing waits unseen, to save money or to be spared a
 * message. Pages are bounded by their plan, and at most six in ten minutes of a kind go to one person.
 */
const overCaps = new Set(['stand_down', 'emergency', 'escalation']);
export const exceedsCaps = (purpose: string): boolean => overCaps.has(purpose);

export interface Caps {
  /** Cents a day of the network's zone. */
  centsADay: number;
  /** Messages to one person in any 24 hours, replies to what they wrote left out. */
  messagesADay: number;
  /** Minutes after which an urgent message that arrived, and that nobody read or answered, rings by telephone. */
  ringMinutes: number;
}
export const defaultCaps: Caps = { centsADay: 5000, messagesADay: 40, ringMinutes: 3 };

/** Of a message that asks whether it would have woken its receiver, and nothing else. */
export const testPurpose = 'waking';

/**
 * What is urgent and rings nobody all the same once it is on a phone: it follows what its receiver has just done, or says
 * that they need not come.
 */
export const neverRings: readonly string[] = ['answer', 'meet', 'team', 'relieved', 'not_needed', 'reply'];

interface Capped {
  id: string;
  personId: string | null;
  purpose: string;
  letGo: boolean;
  /** Hundredths of a cent. */
  cost: number;
}

/** Which of these, in their order, the caps hold back, and why. */
export function heldBack(
  messages: readonly Capped[],
  caps: Pick<Caps, 'centsADay' | 'messagesADay'>,
  before: { cost: number; toPerson: ReadonlyMap<string, number> },
): Map<string, 'spending cap' | 'too many a day'> {
  const held = new Map<string, 'spending cap' | 'too many a day'>();
  const counts = new Map(before.toPerson);
  let { cost } = before;
  for (const message of messages) {
    const count = message.personId ? (counts.get(message.personId) ?? 0) : 0;
    const free = message.letGo || exceedsCaps(message.purpose);
    if (!free && count >= caps.messagesADay) held.set(message.id, 'too many a day');
    else if (!free && message.cost > 0 && cost + message.cost > caps.centsADay * 100)
      held.set(message.id, 'spending cap');
    else {
      cost += message.cost;
      if (message.personId) counts.set(message.personId, count + 1);
    }
  }
  return held;
}

/** How a way does: `gone` when the carrier took nothing three times running, `slow` over three seconds a hand-over. */
export function wayState(way: { badRun: number; tookMs: number | null }): 'ok' | 'slow' | 'gone' {
  if (way.badRun >= 3) return 'gone';
  return (way.tookMs ?? 0) > 3000 ? 'slow' : 'ok';
}

const marks: Record<string, string> = { es: '[DRILL · SIMULACRO]', zh: '[DRILL · 演习]' };

/** Every message of a drill says so first. */
export const markDrill = (body: string, language: string): string =>
  `${marks[language] ?? '[DRILL]'} ${body}`;

const again: Record<string, string> = { es: '(Otra vez, por si no llegó)', zh: '（重发，以防没收到）' };

/** A repeat says so where neither carrier nor app can hide it. */
export const markRepeat = (body: string, language: string): string =>
  `${again[language] ?? '(Again, in case it got lost)'} ${body}`;
