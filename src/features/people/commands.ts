export * from './commands/conduct.ts';
export * from './commands/people.ts';
