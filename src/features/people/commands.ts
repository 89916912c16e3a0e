export * from './commands/alarms.ts';
export * from './commands/canaries.ts';
export * from './commands/conduct.ts';
export * from './commands/exports.ts';
export * from './commands/looks.ts';
export * from './commands/members.ts';
export * from './commands/people.ts';
export * from './commands/removal.ts';
