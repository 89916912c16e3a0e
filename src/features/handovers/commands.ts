export * from './commands/leave.ts';
export * from './commands/offer.ts';
export * from './commands/orphan.ts';
export * from './commands/read.ts';
export * from './commands/since.ts';
export * from './commands/take.ts';
