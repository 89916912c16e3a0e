export * from './store/people.ts';
