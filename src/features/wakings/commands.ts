export * from './commands/card.ts';
export * from './commands/hear.ts';
export * from './commands/mine.ts';
export * from './commands/over.ts';
export * from './commands/plan.ts';
export * from './commands/report.ts';
export * from './commands/test.ts';
