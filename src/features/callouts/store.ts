export * from './store/acts.ts';
export * from './store/assignments.ts';
export * from './store/callouts.ts';
export * from './store/debriefs.ts';
export * from './store/responders.ts';
export * from './store/retention.ts';
export * from './store/seats.ts';
export * from './store/standdowns.ts';
