export * from './contract/alarms.ts';
export { Availability, STATES, Window } from './contract/common.ts';
export * from './contract/conduct.ts';
export * from './contract/exports.ts';
export * from './contract/me.ts';
export * from './contract/members.ts';
export * from './contract/vouches.ts';
