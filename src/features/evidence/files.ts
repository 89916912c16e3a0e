import { join } from 'node:path';

/** Names of an original and of its copy; `file` keeps two uploads under one id from writing over each other. */
export const fileNames = ({ id, file }: { id: string; file: string }) => ({
  original: `${id}.${file}`,
  copy: `${id}.${file}.copy`,
});

export const fileAt = (dataDir: string, networkId: string, name: string): string =>
  join(dataDir, 'media', networkId, name);
