export { CsvReader, DELIMITERS, delimiterOf, type Row } from './rules/csv.ts';
export { type Encoding, EncodingGuess, notAList, type Wrong } from './rules/encoding.ts';
export { fieldsOf, folded, guessFields, isHeader } from './rules/headers.ts';
export { type Known, Likely } from './rules/likely.ts';
export { OSDI_FIELDS, osdiRows } from './rules/osdi.ts';
export { type RotaKnowing, readDay, readRotaRow, readTime } from './rules/rota.ts';
export { type Candidate, type Knowing, languageOf, type ReadRow, readRow } from './rules/row.ts';
