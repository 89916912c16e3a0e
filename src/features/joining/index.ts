import type { Feature } from '../../platform/feature.ts';
import { handlers } from './jobs.ts';
import { pages } from './pages.ts';
import { about, keeps } from './retention.ts';

export { type Applied, apply, applyAll } from './commands.ts';
export type { Application, Want } from './contract.ts';

export const feature: Feature = { name: 'joining', pages, handlers, keeps, about };
