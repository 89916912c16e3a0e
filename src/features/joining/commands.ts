export * from './commands/apply.ts';
