import type { RosterLine } from '../contract.ts';
import { readCode } from './attendance.ts';

type Who = Pick<RosterLine, 'personId' | 'name' | 'callSign' | 'code' | 'cameAt'>;

/** A line of a list of names, with whom it means. */
export type ListLine =
  | { text: string; is: 'here' | 'coming'; personId: string }
  /** Several have this name. */
  | { text: string; is: 'several' }
  /** Nobody of this session is called so. */
  | { text: string; is: 'new' };

const plain = (text: string) => text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();

/** What stands before a name on paper: a number, a tick, a bullet. */
const mark = /^\s*(?:\d{1,3}[.):]?\s+|[-–•*✓✔☑□]\s*)/u;

/**
 * Whom a list means, one a line: by the code that they show, the call sign or the name, as a person reads it. Empty lines and
 * whoever stands there twice are left out.
 */
export function readList(text: string, roster: readonly Who[]): ListLine[] {
  const lines = text.split(/\r?\n/).map((line) => line.replace(mark, '').trim());
  const seen = new Set<string>();
  return lines.flatMap((line): ListLine[] => {
    const found = meant(line, roster);
    const key = found.length === 1 ? found[0]!.personId : plain(line);
    if (key === '' || seen.has(key)) return [];
    seen.add(key);
    const [one] = found;
    if (!one) return [{ text: line, is: 'new' }];
    if (found.length > 1) return [{ text: line, is: 'several' }];
    return [{ text: line, is: one.cameAt ? 'here' : 'coming', personId: one.personId }];
  });
}

function meant(line: string, roster: readonly Who[]): Who[] {
  if (line === '') return [];
  const code = readCode(line);
  const byCode = code ? roster.filter((one) => one.code === code) : [];
  if (byCode.length > 0) return byCode;
  const called = plain(line);
  const bySign = roster.filter((one) => plain(one.callSign) === called);
  return bySign.length > 0 ? bySign : roster.filter((one) => plain(one.name) === called);
}
