export * from './store/escalations.ts';
export * from './store/pages.ts';
export * from './store/policies.ts';
export * from './store/retention.ts';
