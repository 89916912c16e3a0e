export * from './contract/calendars.ts';
export * from './contract/common.ts';
export * from './contract/notices.ts';
export * from './contract/now.ts';
export * from './contract/own.ts';
export * from './contract/patterns.ts';
export * from './contract/requests.ts';
export * from './contract/rota.ts';
