import { createHash } from 'node:crypto';
import { join } from 'node:path';

/** Named by its key as well, so that two uploads under one id never write over each other. */
export const fileName = (id: string, key: Buffer): string =>
  `${id}.${createHash('sha256').update(key).digest('hex').slice(0, 16)}`;

export const fileAt = (dataDir: string, networkId: string, name: string): string =>
  join(dataDir, 'media', networkId, name);
