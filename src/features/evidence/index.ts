import type { Feature } from '../../platform/feature.ts';
import { routes } from './api.ts';
import { about, keeps, removeFiles } from './retention.ts';

export { mediaOf, openUpload, recycled, type Stored, storeUpload, type Upload } from './commands.ts';
export { type Media, maxBytes } from './contract.ts';
export { copyOf } from './copy.ts';

export const feature: Feature = {
  name: 'evidence',
  routes,
  loops: [{ name: 'evidence.removeFiles', run: removeFiles }],
  keeps,
  about,
};
