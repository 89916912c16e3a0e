export * from './contract/common.ts';
export * from './contract/now.ts';
export * from './contract/patterns.ts';
export * from './contract/rota.ts';
