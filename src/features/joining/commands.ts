export * from './commands/apply.ts';
export * from './commands/forget.ts';
export * from './commands/join.ts';
