export * from './store/additions.ts';
export * from './store/conversations.ts';
export * from './store/in-hand.ts';
export * from './store/intake.ts';
export * from './store/reports.ts';
export * from './store/retention.ts';
export * from './store/search.ts';
