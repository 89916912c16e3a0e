export * from './store/arrivals.ts';
export * from './store/belongings.ts';
export * from './store/guests.ts';
export * from './store/hats.ts';
export * from './store/meetings.ts';
export * from './store/minutes.ts';
export * from './store/press.ts';
export * from './store/removal.ts';
