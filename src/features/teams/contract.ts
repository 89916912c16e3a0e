export * from './contract/common.ts';
export * from './contract/mine.ts';
export * from './contract/needs.ts';
export * from './contract/teams.ts';
