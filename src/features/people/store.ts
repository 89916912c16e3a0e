export * from './store/alarms.ts';
export * from './store/conduct.ts';
export * from './store/exports.ts';
export * from './store/looks.ts';
export * from './store/members.ts';
export * from './store/people.ts';
export * from './store/retention.ts';
export * from './store/suspensions.ts';
