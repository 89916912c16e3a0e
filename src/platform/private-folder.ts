import { chmod, mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { BootError } from './boot-error.ts';

/** Makes this folder, and those above it, for our user alone. Throws a BootError when the place does not allow it. */
export async function makePrivateFolder(path: string): Promise<void> {
  try {
    await makeAll(path);
    await chmod(path, 0o700);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new BootError(
      `${path} cannot be made or is not ours (${code}). Set PORCHLIGHT_DATA to a folder that you may write to.`,
    );
  }
}

// Not mkdir's own `recursive`: where a folder is there but takes no new ones (/proc, an automounter's), it never returns.
async function makeAll(path: string): Promise<void> {
  const is = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  if (is?.isDirectory()) return;
  if (!is) await makeAll(dirname(path));
  await mkdir(path, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    // Another start, in the same moment, was first.
    if (error.code !== 'EEXIST' || is) throw error;
  });
}
