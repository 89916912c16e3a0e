import type { Feature } from '../../platform/feature.ts';

export { type Applied, apply, applyAll } from './commands.ts';
export type { Application, Want } from './contract.ts';

export const feature: Feature = { name: 'joining' };
