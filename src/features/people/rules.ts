import type { Window } from './contract.ts';
import words from './data/call-signs.json' with { type: 'json' };

const MINUTES_A_DAY = 1440;
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const formats = new Map<string, Intl.DateTimeFormat>();

/** Day of the week (0 is Monday) and minute of the day that clocks in `timeZone` show. */
export function localMinute(at: Date, timeZone: string): { day: number; minute: number } {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(timeZone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(at).map((p) => [p.type, p.value]));
  return { day: DAYS.indexOf(parts.weekday!), minute: Number(parts.hour) * 60 + Number(parts.minute) };
}

/** Whether a weekly pattern covers this moment. A window whose end lies before its start runs past midnight. */
export function availableAt(windows: readonly Window[], at: Date, timeZone: string): boolean {
  const { day, minute } = localMinute(at, timeZone);
  return availableIn(windows, day, minute);
}

/** The same where day and minute are known, for asking about many people at one moment. */
export function availableIn(windows: readonly Window[], day: number, minute: number): boolean {
  return windows.some((w) => {
    const length = w.to > w.from ? w.to - w.from : w.to + MINUTES_A_DAY - w.from;
    const since =
      (((day - w.day + 7) % 7) * MINUTES_A_DAY + minute - w.from + 7 * MINUTES_A_DAY) % (7 * MINUTES_A_DAY);
    return since < length;
  });
}

export type Decision = 'open' | 'upheld' | 'lifted';

/** Two who say the same decide. */
export function decisionOf(reviews: readonly { says: 'uphold' | 'lift' }[]): Decision {
  if (reviews.filter((r) => r.says === 'lift').length >= 2) return 'lifted';
  return reviews.filter((r) => r.says === 'uphold').length >= 2 ? 'upheld' : 'open';
}

/** What keeps a person from being sent. */
export type NotSendable = 'not_active' | 'suspended' | 'no_agreement' | 'no_vouches';

/** Whether a person may be sent, and every reason why not. */
export function sendable(person: {
  state: string;
  suspended: boolean;
  /** Whether what they signed of the conduct agreement still counts. */
  agreed: boolean;
  vouched: boolean;
}): { ok: boolean; reasons: NotSendable[] } {
  const reasons: NotSendable[] = [];
  if (person.state !== 'active') reasons.push('not_active');
  if (person.suspended) reasons.push('suspended');
  if (!person.agreed) reasons.push('no_agreement');
  if (!person.vouched) reasons.push('no_vouches');
  return { ok: reasons.length === 0, reasons };
}

/**
 * The n-th call sign, two words such as "Amber Finch". Neighbouring numbers give unlike ones; after all pairs are used
 * they come again with a number.
 */
export function callSignAt(n: number): string {
  const { first, second } = words;
  const pairs = first.length * second.length;
  // 7 919 is prime and divides neither list, so the walk meets every pair once.
  const at = (n * 7919) % pairs;
  const sign = `${first[at % first.length]} ${second[Math.floor(at / first.length)]}`;
  const round = Math.floor(n / pairs);
  return round === 0 ? sign : `${sign} ${round + 1}`;
}

export * from './rules/agreement.ts';
export * from './rules/budget.ts';
export * from './rules/export.ts';
export * from './rules/flags.ts';
export * from './rules/osdi.ts';
export * from './rules/trust.ts';
export * from './rules/vouching.ts';
