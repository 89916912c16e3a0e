export * from './commands/now.ts';
export * from './commands/patterns.ts';
export * from './commands/publish.ts';
export * from './commands/rota.ts';
export * from './commands/seats.ts';
export * from './commands/slots.ts';
