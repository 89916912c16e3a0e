import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A word as it stands, in hexadecimal, and in base64 at each of its three offsets. */
export function formsOf(word: string): string[] {
  const hex = Buffer.from(word).toString('hex');
  const base64 = [0, 1, 2].map((skip) =>
    Buffer.from(' '.repeat(skip) + word)
      .toString('base64')
      .slice(skip && 4, -4),
  );
  return [word, hex, hex.toUpperCase(), ...base64];
}

/** Every file below a folder. */
export async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** How often any form of the word is in a file, also across the borders of what is read at once. */
export async function hitsIn(path: string, word: string): Promise<number> {
  const forms = formsOf(word).map((form) => Buffer.from(form));
  const overlap = Math.max(...forms.map(({ length }) => length)) - 1;
  let before = Buffer.alloc(0);
  let hits = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 4 * 1024 * 1024 })) {
    const bytes = Buffer.concat([before, chunk]);
    for (const form of forms)
      for (let at = bytes.indexOf(form); at >= 0; at = bytes.indexOf(form, at + 1))
        // What lies within the part that was read before was counted then.
        if (at + form.length > before.length) hits++;
    before = bytes.subarray(Math.max(0, bytes.length - overlap));
  }
  return hits;
}
