import type { Field } from '../contract.ts';
import type { Row } from './csv.ts';

/** What of an OSDI person is read, in the order of columns. */
export const OSDI_FIELDS: readonly Field[] = [
  ...(['name', 'phone', 'phone', 'email', 'email', 'languages', 'wants'] as const),
];

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const texts = (...values: unknown[]): string[] =>
  values.filter((value): value is string => typeof value === 'string' && value.trim() !== '');
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/**
 * People of the Open Supporter Data Interface as rows, one a person, by their number in the file: a collection of people, a
 * person_signup_helper, a list of either, or one person. A file that is no JSON is one row with a fault.
 */
export function osdiRows(text: string): Row[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return [{ line: 1, cells: [], fault: 'json' }];
  }
  return peopleIn(json).map((person, i) =>
    isObject(person) ? { line: i + 1, cells: cellsOf(person) } : { line: i + 1, cells: [], fault: 'json' },
  );
}

function peopleIn(json: unknown): unknown[] {
  if (Array.isArray(json))
    return json.flatMap((one) => (isObject(one) && 'person' in one ? [withTags(one)] : [one]));
  if (!isObject(json)) return [json];
  const embedded = isObject(json._embedded) ? json._embedded['osdi:people'] : json.people;
  if (Array.isArray(embedded)) return embedded;
  return 'person' in json ? [withTags(json)] : [json];
}

/** A signup helper says beside the person which tags to add. */
const withTags = ({ person, add_tags }: Json): unknown =>
  isObject(person) ? { add_tags, ...person } : person;

function cellsOf(person: Json): string[] {
  const name = texts(person.given_name, person.additional_name, person.family_name).join(' ');
  const phones = addressesIn(person.phone_numbers, 'number');
  const emails = addressesIn(person.email_addresses, 'address');
  return [
    name,
    dialled(phones[0]),
    dialled(phones[1]),
    emails[0] ?? '',
    emails[1] ?? '',
    // OSDI writes `es-US`; we keep the language.
    texts(...list(person.languages_spoken), person.preferred_language)
      .map((tag) => tag.split(/[-_]/)[0])
      .join(';'),
    texts(...list(person.add_tags)).join(';'),
  ];
}

/** The one that is marked as primary comes first; who unsubscribed there is not written to there. Some write the address alone. */
function addressesIn(value: unknown, field: string): string[] {
  const all: Json[] = list(value).map((one) => (isObject(one) ? one : { [field]: one }));
  const open = all.filter(({ status, do_not_call }) => status !== 'unsubscribed' && do_not_call !== true);
  const first = open.toSorted((a, b) => Number(b.primary === true) - Number(a.primary === true));
  return texts(...first.map((one) => (typeof one[field] === 'number' ? String(one[field]) : one[field])));
}

/** OSDI writes digits alone, with the country's: `12125550142`. */
const dialled = (number: string | undefined): string =>
  number && /^\d{11,15}$/.test(number) ? `+${number}` : (number ?? '');
