export * from './store/accounts.ts';
export * from './store/entries.ts';
export * from './store/passkeys.ts';
export * from './store/sessions.ts';
