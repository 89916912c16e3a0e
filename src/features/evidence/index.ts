import type { Feature } from '../../platform/feature.ts';
import { routes } from './api.ts';
import { about, keeps, removeFiles } from './retention.ts';

export { mediaOf, mostSealed, openUpload, recycled, storeSealed, storeUpload } from './commands.ts';
export { type Media, maxBytes, SealedFile } from './contract.ts';
export { copyOf } from './copy.ts';

export const feature: Feature = {
  name: 'evidence',
  routes,
  loops: [{ name: 'evidence.removeFiles', run: removeFiles }],
  keeps,
  about,
};
