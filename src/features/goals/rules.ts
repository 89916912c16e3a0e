export * from './rules/bottleneck.ts';
export * from './rules/facts.ts';
export * from './rules/forecast.ts';
export { halfLife, learn, priors } from './rules/learn.ts';
export * from './rules/pipeline.ts';
export * from './rules/queues.ts';
