export * from './contract/channels.ts';
export * from './contract/mine.ts';
export * from './contract/plans.ts';
