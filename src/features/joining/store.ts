export * from './store/applications.ts';
export * from './store/retention.ts';
