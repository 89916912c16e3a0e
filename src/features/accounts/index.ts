export { type ActorOf, present, routes, setSessionCookie } from './api.ts';
export { createAccounts, type Identity, identify, invite, openSession } from './commands.ts';
export type { Role, Session } from './contract.ts';
