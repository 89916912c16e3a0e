export * from './commands/count.ts';
export * from './commands/goals.ts';
