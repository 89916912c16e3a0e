export * from './rules/checklist.ts';
export * from './rules/hours.ts';
export * from './rules/likeness.ts';
export * from './rules/stage.ts';
