import { count } from '../../../desk/kit/words.ts';
import type { FaultCode, Field, Import, ImportKind, State } from '../contract.ts';

export const kinds: Record<ImportKind, { name: string; what: string }> = {
  people: { name: 'Sign-up sheet', what: 'a CSV file, a row a person' },
  osdi: { name: 'Another program', what: 'a JSON file of people in the OSDI format' },
  rota: { name: 'Rota sheet', what: 'a CSV file, a row a shift of somebody' },
  group: { name: 'Old chat', what: 'the numbers of a Signal group, one a line' },
};

export const states: Record<State, { tone: 'needs' | 'good' | 'plain'; word: string }> = {
  reading: { tone: 'needs', word: '▲ waits for its file' },
  mapping: { tone: 'needs', word: '▲ say what its columns hold' },
  looking: { tone: 'plain', word: '… being looked at' },
  looked: { tone: 'needs', word: '▲ ready; nothing is taken in yet' },
  applying: { tone: 'plain', word: '… being taken in' },
  applied: { tone: 'good', word: '✓ taken in' },
  undoing: { tone: 'plain', word: '… being undone' },
  undone: { tone: 'plain', word: 'undone' },
  dropped: { tone: 'plain', word: 'thrown away' },
};

export const fields: Record<Field, string> = {
  name: 'Name',
  given: 'First name',
  family: 'Last name',
  phone: 'Phone for calls and texts',
  signal: 'Signal number',
  email: 'E-mail',
  languages: 'Languages',
  wants: 'What they want to do',
  zone: 'Neighborhood',
  kind: 'Member or ally',
  callSign: 'Call sign',
  day: 'Date',
  from: 'Begins',
  to: 'Ends',
  skip: 'Leave out',
};

/** What is wrong, and what to do about it. */
export const faults: Record<FaultCode, string> = {
  quote: 'a quotation mark is opened and never closed',
  bytes: 'has characters that are no text',
  long: 'is longer than any such cell',
  cells: 'has more cells than there are columns',
  limit: 'a million rows end here; bring the rest in as a list of its own',
  cut: 'the file was too big and ends here',
  json: 'is no person in the OSDI format',
  'no address': 'has no number and no e-mail',
  phone: 'can be nobody’s number',
  email: 'is no e-mail address',
  zone: 'is no neighborhood of this chapter',
  language: 'is no language that we know',
  kind: 'is neither member nor ally',
  nobody: 'is nobody here',
  two: 'may be more than one person; use the call sign',
  day: 'is no date',
  time: 'is no time of the day',
  gap: 'is an hour that the change of clocks leaves out',
  role: 'is no part in the rota',
  past: 'is over',
  taken: 'they have a shift at that time',
  untrained: 'they may not take this part yet: look at their training, agreement and standing',
};

export const stayed: Record<string, string> = {
  'went on': 'they have come further since',
  'signs in': 'they have an account',
  touched: 'something has happened with them since',
  held: 'a legal hold is about them',
};

export const encodings: Record<string, string> = {
  'utf-8': 'Unicode (UTF-8)',
  'utf-16le': 'Unicode (UTF-16)',
  'utf-16be': 'Unicode (UTF-16)',
  'windows-1252': 'Windows-1252',
};

export const delimiters: Record<string, string> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars',
};

/** What became of the rows, or would, in a line. */
export function outcome({ counts, kind }: Import): string {
  const { rows, new: fresh, known, likely, faulty } = counts;
  const parts = [
    count(rows, 'row'),
    kind === 'rota' ? `${fresh} shifts` : `${fresh} new`,
    ...(kind === 'rota' ? [] : [`${known} here already`, `${likely} likely here`]),
    `${faulty} cannot be taken`,
  ];
  return parts.join(' · ');
}
