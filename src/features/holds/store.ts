export * from './store/holds.ts';
export * from './store/retention.ts';
