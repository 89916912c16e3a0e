export * from './rules/hours.ts';
export * from './rules/likeness.ts';
