export * from './store/applications.ts';
