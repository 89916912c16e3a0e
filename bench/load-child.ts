import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { newId } from '../src/platform/id.ts';
import type { Load, Target } from './load.ts';

// Makes load where wrk is not installed: requests by hand over raw sockets, since an HTTP client would cost more than
// the server that is measured.
const target = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as Target & {
  seconds: number;
  connections: number;
};
const endAt = performance.now() + target.seconds * 1000;
const took: number[] = [];
let failed = 0;
let count = 0;

const turn = (items: string[] = []) => items[count % items.length] ?? '';

function request(): string {
  count += 1;
  const body = (target.body ?? '').replaceAll('{id}', newId()).replace('{each}', turn(target.each));
  const ip = `10.9.${(count >> 8) & 255}.${count & 255}`;
  const headers = Object.entries({
    ...target.headers,
    ...(target.body !== undefined && {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
    }),
  }).map(([name, value]) => {
    const filled = value.replace('{ip}', ip).replace('{session}', turn(target.sessions));
    return `${name}: ${filled}\r\n`;
  });
  const method = target.body === undefined ? 'GET' : 'POST';
  return `${method} ${target.path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${headers.join('')}\r\n${body}`;
}

/** The length of the first whole answer in `text`; 0 while it is not all there. */
function whole(text: string): number {
  const head = text.indexOf('\r\n\r\n');
  if (head < 0) return 0;
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(text.slice(0, head))?.[1] ?? 0);
  return text.length >= head + 4 + length ? head + 4 + length : 0;
}

const one = () =>
  new Promise<void>((done) => {
    const socket = connect(target.port, '127.0.0.1');
    let sentAt = 0;
    let text = '';
    const send = () => {
      sentAt = performance.now();
      if (sentAt > endAt) return socket.end();
      socket.write(request());
    };
    socket.on('connect', send);
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      const length = whole(text);
      if (length === 0) return;
      took.push(performance.now() - sentAt);
      if (Number(text.slice(9, 12)) >= 400) failed += 1;
      text = text.slice(length);
      send();
    });
    socket.on('error', () => (failed += 1));
    socket.on('close', () => done());
  });

await Promise.all(Array.from({ length: target.connections }, one));
took.sort((a, b) => a - b);
const at = (share: number) => took[Math.floor((took.length - 1) * share)] ?? 0;
const result: Load = { perSecond: took.length / target.seconds, p50: at(0.5), p99: at(0.99), failed };
console.log(JSON.stringify(result));
