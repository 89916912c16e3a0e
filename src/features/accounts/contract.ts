export * from './contract/own.ts';
export * from './contract/passkeys.ts';
export * from './contract/roles.ts';
export * from './contract/session.ts';
