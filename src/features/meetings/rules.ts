export * from './rules/agenda.ts';
export * from './rules/codes.ts';
export * from './rules/following.ts';
export * from './rules/hat.ts';
export * from './rules/quorum.ts';
export * from './rules/reminders.ts';
export * from './rules/series.ts';
export * from './rules/state.ts';
