import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const digest = (bytes: Buffer) => createHash('sha384').update(bytes);

const elsewhere: Record<string, string> = { phones: 'demo/phones', call: 'call/line' };

/** Where a face is served, without the slash before and after. */
export const servedAt = (face: string): string => elsewhere[face] ?? face;

/**
 * Gives each script and style that a face's page names the hash of its content (Subresource Integrity): a browser
 * refuses the file when a proxy or the server itself gives another.
 */
export async function addIntegrity(face: string, folder: string): Promise<void> {
  const page = join(folder, 'index.html');
  const text = await readFile(page, 'utf8');
  const tags = [...text.matchAll(/<(?:script|link)\b[^>]*?\b(?:src|href)="(\/[^"]+\.(?:js|css))"/g)];
  let whole = text;
  for (const [tag, path] of tags) {
    const bytes = await readFile(join(folder, path!.slice(`/${servedAt(face)}/`.length)));
    whole = whole.replace(tag!, `${tag} integrity="sha384-${digest(bytes).digest('base64')}"`);
  }
  await writeFile(page, whole);
}

/** Writes hashes.txt: every file of a face as it is served, in the form that `sha384sum -c` reads. */
export async function writeHashes(face: string, folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && !/\.br$|^hashes\.txt$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  const lines = await Promise.all(
    files
      .sort()
      .map(
        async (file) =>
          `${digest(await readFile(join(folder, file))).digest('hex')}  ${servedAt(face)}/${file}\n`,
      ),
  );
  await writeFile(join(folder, 'hashes.txt'), lines.join(''));
}
