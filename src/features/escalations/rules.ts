export * from './rules/flow.ts';
export * from './rules/plan.ts';
