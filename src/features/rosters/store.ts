export * from './store/channels.ts';
export * from './store/groups.ts';
export * from './store/moves.ts';
export * from './store/plans.ts';
export * from './store/retention.ts';
export * from './store/safety.ts';
export * from './store/seats.ts';
