export * from './commands/certificates.ts';
export * from './commands/credits.ts';
