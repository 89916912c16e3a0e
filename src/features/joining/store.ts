export * from './store/applications.ts';
export * from './store/belongings.ts';
export * from './store/greetings.ts';
export * from './store/retention.ts';
export * from './store/same.ts';
