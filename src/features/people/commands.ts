export * from './commands/people.ts';
