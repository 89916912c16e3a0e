export * from './store/incidents.ts';
export * from './store/lead.ts';
export * from './store/records.ts';
export * from './store/retention.ts';
export * from './store/sources.ts';
