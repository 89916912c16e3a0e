export { type Members, present, routes, setSessionCookie } from './api.ts';
export {
  createAccounts,
  endAccount,
  endSessions,
  holdersOf,
  type Identity,
  identify,
  invite,
  makeAdmin,
  openSession,
  rolesOf,
  signInRules,
} from './commands.ts';
export type { Role, Session } from './contract.ts';
export { keeps } from './retention.ts';
