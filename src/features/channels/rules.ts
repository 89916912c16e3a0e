export { normalAddress } from './rules/address.ts';
export { type Answer, readAnswer } from './rules/answer.ts';
export * from './rules/delivery.ts';
export { keywords, plain, WORDS, type Word, whole } from './rules/keywords.ts';
export { costOf } from './rules/price.ts';
export { type Priced, quoteOf } from './rules/quote.ts';
export { kindOfNumber, registrations } from './rules/registration.ts';
export { type Segments, smsSegments } from './rules/segments.ts';
export { type Carries, FILE_WAYS, type Pace } from './rules/ways.ts';
