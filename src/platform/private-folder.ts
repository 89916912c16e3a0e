import { chmod, mkdir } from 'node:fs/promises';
import { BootError } from './boot-error.ts';

/** Makes this folder, and those above it, for our user alone. Throws a BootError when the place does not allow it. */
export async function makePrivateFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    await chmod(path, 0o700);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new BootError(
      `${path} cannot be made or is not ours (${code}). Set PORCHLIGHT_DATA to a folder that you may write to.`,
    );
  }
}
