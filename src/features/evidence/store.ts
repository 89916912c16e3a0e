export * from './store/media.ts';
export * from './store/retention.ts';
