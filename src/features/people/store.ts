export * from './store/conduct.ts';
export * from './store/people.ts';
export * from './store/retention.ts';
export * from './store/suspensions.ts';
