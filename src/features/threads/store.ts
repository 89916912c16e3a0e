export * from './store/callbacks.ts';
export * from './store/in-hand.ts';
export * from './store/lines.ts';
export * from './store/retention.ts';
export * from './store/threads.ts';
