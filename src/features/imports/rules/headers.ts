import { FIELDS, type Field, type ImportKind, PEOPLE_FIELDS, ROTA_FIELDS } from '../contract.ts';
import known from '../data/headers.json' with { type: 'json' };

/** Small letters without accents, signs or doubled spaces, so that "Teléfono:" is "telefono". */
export const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}/-]+/gu, ' ')
    .trim();

const names = new Map(
  Object.entries(known).flatMap(([field, words]) =>
    words.map((word) => [folded(word), field as Field] as const),
  ),
);

const isEmail = (cell: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(cell.trim());
const isAccount = (cell: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(cell.trim());
const isPhone = (cell: string) => /^[+(]?[\d\s().+-]{7,20}$/.test(cell.trim()) && /\d{3}.*\d{4}/.test(cell);

/** The fields that a kind of import has columns for. */
export const fieldsOf = (kind: ImportKind): readonly Field[] =>
  kind === 'rota'
    ? [...ROTA_FIELDS, 'skip']
    : kind === 'group'
      ? ['signal', 'name', 'skip']
      : [...PEOPLE_FIELDS, 'skip'];

/** Whether a first row names columns: it has a word for one, or at least nobody's number or mail. */
export function isHeader(cells: readonly string[]): boolean {
  if (cells.some((cell) => names.has(folded(cell)))) return true;
  return (
    cells.every((cell) => !isEmail(cell) && !isPhone(cell) && !isAccount(cell)) &&
    cells.some((cell) => cell.trim() !== '')
  );
}

/**
 * What each column holds: by what its header says in English, Spanish or Chinese, else by what most of its first cells look
 * like. No field is guessed twice but `phone`; whatever is not known is left out.
 */
export function guessFields(
  kind: ImportKind,
  header: readonly string[] | null,
  rows: readonly (readonly string[])[],
): Field[] {
  const width = Math.max(header?.length ?? 0, ...rows.map((cells) => cells.length));
  const allowed = new Set(fieldsOf(kind));
  const taken = new Set<Field>();
  const take = (field: Field | undefined): Field => {
    if (!field || !allowed.has(field) || (taken.has(field) && field !== 'phone')) return 'skip';
    taken.add(field);
    return field;
  };
  const fields = Array.from({ length: width }, (_, i) => take(byHeader(header?.[i])));
  const most = (i: number, looks: (cell: string) => boolean) => {
    const cells = rows.map((cells) => cells[i] ?? '').filter((cell) => cell.trim() !== '');
    return cells.length > 0 && cells.filter(looks).length * 2 > cells.length;
  };
  const number = kind === 'group' ? 'signal' : 'phone';
  for (const [i, field] of fields.entries()) {
    if (field !== 'skip') continue;
    if (!taken.has(number) && most(i, (cell) => isPhone(cell) || isAccount(cell))) fields[i] = take(number);
    else if (!taken.has('email') && most(i, isEmail)) fields[i] = take('email');
    else if (!header && !taken.has('name') && most(i, (cell) => /^[\p{L} .'’-]{2,60}$/u.test(cell)))
      fields[i] = take('name');
  }
  return fields;
}

function byHeader(name: string | undefined): Field | undefined {
  if (!name) return undefined;
  const said = folded(name);
  const whole = names.get(said);
  if (whole) return whole;
  // "Phone (mobile)", "Teléfono / Phone": the longest word for a field that stands at a border of words.
  const within = [...names].filter(([word]) =>
    /^[\x20-\x7e]+$/.test(word)
      ? ` ${said.replaceAll('/', ' ')} `.includes(` ${word} `)
      : said.includes(word),
  );
  return within.sort(([a], [b]) => b.length - a.length)[0]?.[1];
}

export const isField = (field: string): field is Field => (FIELDS as readonly string[]).includes(field);
