export * from './contract/application.ts';
