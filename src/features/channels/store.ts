export * from './store/addresses.ts';
export * from './store/attempts.ts';
export * from './store/inbound.ts';
export * from './store/letters.ts';
export * from './store/messages.ts';
export * from './store/retention.ts';
export * from './store/wall-groups.ts';
export * from './store/ways.ts';
