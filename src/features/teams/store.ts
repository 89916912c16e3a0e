export * from './store/belongings.ts';
export * from './store/needs.ts';
export * from './store/teams.ts';
export * from './store/thanks.ts';
