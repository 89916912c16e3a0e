import { LANGUAGES } from '../../../platform/i18n/lang.ts';
import type { Fault, FaultCode, Field } from '../contract.ts';
import words from '../data/words.json' with { type: 'json' };
import type { Row } from './csv.ts';
import { folded } from './headers.ts';

/** A row as a person to be taken in. */
export interface Candidate {
  line: number;
  name: string | null;
  addresses: { kind: 'sms' | 'signal' | 'email'; address: string }[];
  languages: string[];
  wants: string[];
  kind: 'member' | 'ally';
  zoneId: string | null;
}

export interface ReadRow {
  /** Null where the row cannot be taken. */
  candidate: Candidate | null;
  faults: Fault[];
}

/** What reading a row needs to know: a number in E.164 or null, and the neighbourhoods of the chapter. */
export interface Knowing {
  number(text: string): string | null;
  zones: ReadonlyMap<string, string>;
}

const longestCell = 2000;
const longestName = 120;
const mostCells = 100;

/** Codes of languages by their own code and by their names in the languages that lists are kept in. */
const languages = new Map<string, string>(
  ['en', 'es', 'zh'].flatMap((lang) => {
    const names = new Intl.DisplayNames([lang], { type: 'language' });
    return LANGUAGES.flatMap((code) => [
      [code, code] as const,
      [folded(names.of(code) ?? code), code] as const,
    ]);
  }),
);
for (const [name, code] of [
  ...([
    ['mandarin', 'zh'],
    ['cantonese', 'yue'],
    ['castellano', 'es'],
    ['普通话', 'zh'],
    ['中文', 'zh'],
  ] as const),
  ...([
    ['creole', 'ht'],
    ['haitian creole', 'ht'],
    ['kichwa', 'qug'],
    ['kreyol', 'ht'],
    ['k iche', 'quc'],
  ] as const),
])
  languages.set(name, code);

/** The code of a language as somebody writes it; null where it is none that we know. */
export const languageOf = (said: string): string | null => languages.get(folded(said)) ?? null;

const lookup = (table: Record<string, string[]>) =>
  new Map(
    Object.entries(table).flatMap(([code, said]) => [code, ...said].map((word) => [folded(word), code])),
  );
const wantWords = lookup(words.wants);
const kindWords = lookup(words.kind);

/** Parts of a cell that holds several; a space alone parts nothing. */
const partsOf = (cell: string) =>
  cell
    .split(/[,;/|、，；\n]|\s+(?:and|y|和)\s+/i)
    .map((part) => part.trim())
    .filter(Boolean);

/** A want by its word, or by one that it begins with: "Observer (weekends)". */
function wantOf(said: string): string | null {
  const word = folded(said);
  const exact = wantWords.get(word);
  if (exact) return exact;
  const begins = [...wantWords].filter(
    ([known]) => word.startsWith(`${known} `) || (/[^\x20-\x7e]/.test(known) && word.startsWith(known)),
  );
  return begins[0]?.[1] ?? null;
}

/** "Garcia, José" is José Garcia; what a spreadsheet would run is a name like any other. */
function nameOf(text: string): string {
  const plain = text.replace(/\s+/g, ' ').trim();
  const turned = /^([^,]{2,60}), ?([^,]{1,60})$/.exec(plain);
  return turned ? `${turned[2]} ${turned[1]}`.trim() : plain;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const email = /^[^\s@<>",;]{1,64}@[^\s@<>",;.]+(\.[^\s@<>",;.]+)+$/;

/**
 * A row of a sign-up sheet as a person. A row without a number or mail that can be one is not taken: nobody could ever say
 * yes. A cell that cannot be read is left out, and said.
 */
export function readRow(row: Row, fields: readonly Field[], knowing: Knowing): ReadRow {
  const { line, cells } = row;
  const faults: Fault[] = [];
  const note = (code: FaultCode, field: Field | null = null, taken = true) => {
    if (!faults.some((f) => f.code === code && f.field === field)) faults.push({ line, field, code, taken });
  };
  const whole = wholeFault(row, fields.length);
  if (whole) return { candidate: null, faults: [{ line, field: null, code: whole, taken: false }] };
  const all = (field: Field) =>
    fields.flatMap((f, i) => (f === field && cells[i]?.trim() ? [cells[i].trim()] : []));

  const addresses: Candidate['addresses'] = [];
  for (const [field, kind] of [
    ['phone', 'sms'],
    ['signal', 'signal'],
  ] as const)
    for (const cell of all(field)) {
      // An account of Signal that shows no number is known by its id.
      const number = kind === 'signal' && uuid.test(cell) ? cell.toLowerCase() : knowing.number(cell);
      if (!number) note('phone', field);
      else if (!addresses.some((a) => a.address === number)) addresses.push({ kind, address: number });
    }
  for (const cell of all('email')) {
    const address = cell.replace(/^mailto:/i, '').toLowerCase();
    if (address.length <= 200 && email.test(address)) addresses.push({ kind: 'email', address });
    else note('email', 'email');
  }

  const name = nameOf(
    [...all('name'), ...(all('name').length ? [] : [...all('given'), ...all('family')])].join(' '),
  );
  if (name.length > longestName) note('long', 'name');
  const spoken: string[] = [];
  for (const part of all('languages').flatMap(partsOf)) {
    const code = languageOf(part);
    if (code) spoken.push(code);
    else note('language', 'languages');
  }
  const wants: string[] = [];
  for (const part of all('wants').flatMap(partsOf)) {
    const want = wantOf(part);
    wants.push(want ?? 'other');
  }
  const said = all('kind')[0];
  const kind = said ? kindWords.get(folded(said)) : 'member';
  if (!kind) note('kind', 'kind');
  const place = all('zone')[0];
  const zoneId = place ? (knowing.zones.get(folded(place)) ?? null) : null;
  if (place && !zoneId) note('zone', 'zone');

  if (addresses.length === 0) {
    const why = faults.filter((f) => f.code === 'phone' || f.code === 'email');
    return {
      candidate: null,
      faults: (why.length ? why : [{ line, field: null, code: 'no address' as const, taken: false }]).map(
        (f) => ({
          ...f,
          taken: false,
        }),
      ),
    };
  }
  return {
    candidate: {
      ...{ line, addresses: addresses.slice(0, 6), zoneId },
      name: name && name.length <= longestName ? name : null,
      languages: [...new Set(spoken)].slice(0, 8),
      wants: [...new Set(wants)],
      kind: kind === 'ally' ? 'ally' : 'member',
    },
    faults,
  };
}

/** Why nothing of a row can be taken. Cells beyond the columns are a fault only where there is something in them. */
export function wholeFault({ cells, fault }: Row, columns: number): FaultCode | null {
  if (fault) return fault;
  if (cells.some((cell) => cell.includes('\0') || cell.includes('\ufffd'))) return 'bytes';
  if (cells.length > mostCells || cells.slice(columns).some((cell) => cell.trim() !== '')) return 'cells';
  return cells.some((cell) => cell.length > longestCell) ? 'long' : null;
}
