import { atWall, dayPlus, minuteAt } from '../../../platform/wall.ts';
import { SHIFT_ROLES, type ShiftRole } from '../../shifts/contract.ts';
import type { Fault, FaultCode, Field } from '../contract.ts';
import words from '../data/words.json' with { type: 'json' };
import type { Row } from './csv.ts';
import { folded } from './headers.ts';
import { wholeFault } from './row.ts';

/** A row of a rota sheet: who, when by the clock on the wall, as what. */
export interface RotaRow {
  line: number;
  personId: string;
  day: string;
  startMinute: number;
  lengthMinutes: number;
  role: ShiftRole;
}

export interface RotaKnowing {
  zone: string;
  now: Date;
  /** Members of the chapter by folded call sign and by folded name; a name that two bear has both. */
  byCallSign: ReadonlyMap<string, string>;
  byName: ReadonlyMap<string, string[]>;
}

const months: Record<string, number> = {};
for (const lang of ['en', 'es'])
  for (let month = 0; month < 12; month++)
    for (const style of ['long', 'short'] as const)
      months[
        folded(
          new Intl.DateTimeFormat(lang, { month: style, timeZone: 'UTC' }).format(Date.UTC(2026, month, 15)),
        )
      ] = month + 1;

const two = (n: number) => String(n).padStart(2, '0');

function dayOf(year: number, month: number, day: number): string | null {
  const full = year < 100 ? 2000 + year : year;
  const date = new Date(Date.UTC(full, month - 1, day));
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real && full >= 2000 && full < 2100 ? `${full}-${two(month)}-${two(day)}` : null;
}

/**
 * A day as sheets write it: 2026-12-03, 12/3/2026 (month first, as in the United States), 3.12.2026 (day first), 3 Dec 2026, Dec 3 2026,
 * 2026年12月3日. Null for what is none.
 */
export function readDay(said: string): string | null {
  const text = said.trim();
  const iso = /^(\d{4})[-/年](\d{1,2})[-/月](\d{1,2})日?$/.exec(text);
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{2}|\d{4})$/.exec(text);
  if (slashed) return dayOf(Number(slashed[3]), Number(slashed[1]), Number(slashed[2]));
  const dotted = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{2}|\d{4})$/.exec(text);
  if (dotted) return dayOf(Number(dotted[3]), Number(dotted[2]), Number(dotted[1]));
  // "Thursday, December 3, 2026", "3 de diciembre de 2026": the day of the week says nothing more.
  const parts = folded(text).split(' ');
  const month = parts.map((part) => months[part]).find(Boolean);
  const numbers = parts.filter((part) => /^\d+(st|nd|rd|th)?$/.test(part)).map(Number.parseFloat);
  const year = numbers.find((n) => n >= 2000);
  const day = numbers.find((n) => n < 32);
  return month && year && day && numbers.length === 2 ? dayOf(year, month, day) : null;
}

/** Minutes after midnight: 18:00, 6 pm, 6:30 p.m., 18h30, 1800, noon. Null for what is no time. */
export function readTime(said: string): number | null {
  const text = folded(said).replaceAll(' ', '');
  if (['noon', 'mediodia', '中午'].includes(text)) return 720;
  if (['midnight', 'medianoche', '午夜'].includes(text)) return 0;
  const found = /^(\d{1,2})(?:h?(\d{2})?|h)(?:00)?(am|pm|a|p)?$/.exec(
    text.replace(/(\d{2})(\d{2})(\d{2})$/, '$1$2'),
  );
  if (!found) return null;
  const [hour, minute] = [Number(found[1]), Number(found[2] ?? 0)];
  const half = found[3]?.[0];
  if (minute > 59 || (half ? hour < 1 || hour > 12 : hour > 24)) return null;
  const base = half ? (hour % 12) + (half === 'p' ? 12 : 0) : hour;
  return base * 60 + minute <= 1440 ? base * 60 + minute : null;
}

const roleWords = new Map(
  [...Object.entries(words.wants), ...Object.entries(words.shifts)].flatMap(([role, said]) =>
    [role, ...said].map((word) => [folded(word), role] as const),
  ),
);

/** A row of a rota sheet, or every reason why it is none. Without a role it is an operator's. */
export function readRotaRow(
  row: Row,
  fields: readonly Field[],
  knowing: RotaKnowing,
): { seat: RotaRow | null; faults: Fault[] } {
  const { line, cells } = row;
  const whole = wholeFault(row, fields.length);
  if (whole) return { seat: null, faults: [{ line, field: null, code: whole, taken: false }] };
  const faults: Fault[] = [];
  const note = (code: FaultCode, field: Field | null) => faults.push({ line, field, code, taken: false });
  const cell = (field: Field) => {
    const at = fields.indexOf(field);
    return at < 0 ? '' : (cells[at]?.trim() ?? '');
  };
  const sign = knowing.byCallSign.get(folded(cell('callSign') || cell('name')));
  const named = cell('name') ? (knowing.byName.get(folded(cell('name'))) ?? []) : [];
  const personId = sign ?? (named.length === 1 ? named[0]! : null);
  if (!personId) note(named.length > 1 ? 'two' : 'nobody', cell('callSign') ? 'callSign' : 'name');
  const day = readDay(cell('day'));
  if (!day) note('day', 'day');
  const [from, to] = [readTime(cell('from')), readTime(cell('to'))];
  if (from === null || from === 1440) note('time', 'from');
  if (to === null || to === from) note('time', 'to');
  const role = cell('wants') ? roleWords.get(folded(cell('wants'))) : 'operator';
  const known = SHIFT_ROLES.find((one) => one === role);
  if (!known) note('role', 'wants');
  if (!personId || !day || from === null || to === null || !known || faults.length > 0)
    return { seat: null, faults };
  const lengthMinutes = to > from ? to - from : to + 1440 - from;
  const ends = atWall(day, from + lengthMinutes, knowing.zone);
  if (ends <= knowing.now) note('past', 'day');
  const isGap = (minute: number) => {
    const at = atWall(dayPlus(day, Math.floor(minute / 1440)), minute % 1440, knowing.zone);
    return minuteAt(at, knowing.zone) !== minute % 1440;
  };
  if (isGap(from)) note('gap', 'from');
  if (isGap(from + lengthMinutes)) note('gap', 'to');
  if (faults.length > 0) return { seat: null, faults };
  return { seat: { ...{ line, personId, day, startMinute: from }, lengthMinutes, role: known }, faults };
}
