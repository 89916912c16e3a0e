export * from './rules/coverage.ts';
export * from './rules/fill.ts';
export * from './rules/ical.ts';
export * from './rules/occurrences.ts';
export * from './rules/turns.ts';
export * from './rules/wall.ts';
export * from './rules/why-not.ts';
