export * from './commands/accounts.ts';
export * from './commands/entries.ts';
export * from './commands/invites.ts';
export * from './commands/own.ts';
export * from './commands/passkeys.ts';
export * from './commands/roles.ts';
export * from './commands/sessions.ts';
