export * from './contract/application.ts';
export * from './contract/greeting.ts';
export * from './contract/same.ts';
