import type { Feature } from '../../platform/feature.ts';
import { pages } from './pages.ts';

export { spokenRights } from './texts.ts';

export const feature: Feature = { name: 'rights', pages };
