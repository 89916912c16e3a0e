export * from './commands/ask.ts';
export * from './commands/find.ts';
export * from './commands/forget.ts';
export * from './commands/mine.ts';
export * from './commands/parts.ts';
export * from './commands/teams.ts';
export * from './commands/thanks.ts';
