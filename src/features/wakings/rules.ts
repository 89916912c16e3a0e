export * from './rules/card.ts';
export * from './rules/plan.ts';
export * from './rules/report.ts';
