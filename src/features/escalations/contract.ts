export * from './contract/escalations.ts';
export * from './contract/policies.ts';
