export * from './store/calls.ts';
export * from './store/kinds.ts';
export * from './store/legs.ts';
export * from './store/orders.ts';
export * from './store/prompts.ts';
export * from './store/retention.ts';
export * from './store/settings.ts';
export * from './store/web.ts';
