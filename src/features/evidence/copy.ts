import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { log, nameOf } from '../../platform/log.ts';
import type { NotShown } from './contract.ts';
import { sandboxed } from './copy/sandbox.ts';
import { copyable, typeOf } from './rules.ts';

const program = join(import.meta.dirname, 'copy/child.ts');

/** A picture of 64 million pixels takes 0.7 s on one core; a crowded machine is slower, and 10 s of processor end it anyhow. */
const longestMs = 30_000;
/** Who comes when so many wait gets no copy: an answer in time is worth more. */
const mostWaiting = 8;
const mostBytes = 8 * 1024 * 1024;

/** How the process ends on a picture, good or bad; the signals are what a decoder dies of. */
const ends = new Set<number | string>([
  0,
  2,
  3,
  'SIGSEGV',
  'SIGABRT',
  'SIGBUS',
  'SIGILL',
  'SIGFPE',
  'SIGTRAP',
  'SIGXCPU',
]);

export type Copied = { copy: Buffer } | { not: NotShown };

/**
 * Draws a picture anew, with nothing of the original but its pixels, in a process of its own: one for each picture, one
 * at a time, killed when it takes too long. Never throws for what is wrong with a picture.
 */
export async function copyOf(type: string, original: () => AsyncIterable<Uint8Array>): Promise<Copied> {
  if (type.startsWith('video/')) return { not: 'video' };
  if (type.startsWith('audio/')) return { not: 'audio' };
  if (!copyable.has(type)) return { not: 'format' };
  return (await inTurn(async () => draw(await sandboxed([program]), original()))) ?? { not: 'busy' };
}

let tail: Promise<unknown> = Promise.resolve();
let waiting = 0;

function inTurn<T>(work: () => Promise<T>): Promise<T | null> {
  if (waiting >= mostWaiting) return Promise.resolve(null);
  waiting++;
  const mine = tail.then(work).finally(() => waiting--);
  tail = mine.catch(() => {});
  return mine;
}

async function draw(child: ChildProcess, original: AsyncIterable<Uint8Array>): Promise<Copied> {
  const ended = new Promise<number | string>((resolve) => {
    child.once('error', (error) => resolve(nameOf(error)));
    child.once('exit', (code, signal) => resolve(code ?? signal!));
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), longestMs);
  try {
    const [copy, code] = await Promise.all([
      read(child),
      ended,
      // It may end before it has read everything.
      pipeline(original, child.stdin!).catch(() => {}),
    ]);
    if (code === 2) return { not: 'bounds' };
    // Ours, when it took too long.
    if (code === 'SIGKILL') return { not: 'busy' };
    if (!ends.has(code)) {
      log.error({ code }, 'the process that draws copies does not run');
      return { not: 'busy' };
    }
    // What it wrote is believed no more than what was sent.
    return code === 0 && typeOf(copy) === 'image/jpeg' ? { copy } : { not: 'broken' };
  } finally {
    clearTimeout(timer);
  }
}

async function read(child: ChildProcess): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of child.stdout!) {
    bytes += part.length;
    if (bytes > mostBytes) child.kill('SIGKILL');
    else parts.push(part);
  }
  return Buffer.concat(parts);
}
