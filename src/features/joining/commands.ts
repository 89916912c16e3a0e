export * from './commands/apply.ts';
export * from './commands/forget.ts';
export * from './commands/greet.ts';
export * from './commands/join.ts';
export * from './commands/list.ts';
export * from './commands/same.ts';
