import { lookup as lookUp } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';

/** Where requests of one purpose may go. */
export interface Reach {
  /** Origins out of the settings. They may be private addresses: whoever set them meant them. */
  origins: readonly string[];
  /** Domains of which any host may be asked, over HTTPS and at public addresses only. */
  domains?: readonly string[];
}

export interface Request {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array | undefined;
  timeoutMs: number;
  /** The most that is read of an answer. */
  maxBytes: number;
  /** Redirects that are followed, within the reach only; what was meant for one origin is not told to another. */
  redirects?: number;
  /** Ends it early. */
  signal?: AbortSignal;
}

export interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  /** Fails beyond `maxBytes` and after `timeoutMs`. */
  stream: AsyncIterable<Uint8Array>;
  text(): Promise<string>;
}

/** The address is not one that this server may ask. */
export class NotAllowed extends Error {
  override name = 'NotAllowed';
}

/**
 * The one way out: every request that the server makes goes through here, to what the settings name. Throws NotAllowed
 * for any other address, and where a public name leads to a private one.
 */
export async function ask(url: URL | string, reach: Reach, request: Request): Promise<Answer> {
  const target = new URL(url);
  if (!isWithin(target, reach)) throw new NotAllowed('an address that is not on the list');
  const response = await open(target, reach, request);
  const { statusCode: status = 0, headers } = response;
  const left = request.redirects ?? 0;
  if (left > 0 && status >= 300 && status < 400 && headers.location) {
    response.destroy();
    const next = URL.parse(headers.location, target);
    if (!next) throw new NotAllowed('a redirect to no address');
    const headersThere = next.origin === target.origin ? request.headers : undefined;
    return ask(next, reach, {
      timeoutMs: request.timeoutMs,
      maxBytes: request.maxBytes,
      redirects: left - 1,
      ...(headersThere && { headers: headersThere }),
    });
  }
  const stream = limited(response, request.maxBytes);
  return { status, headers, stream, text: () => readAll(stream) };
}

/** Whether this address may be asked at all. */
export function isWithin(url: URL, { origins, domains = [] }: Reach): boolean {
  if (url.username || url.password) return false;
  if (origins.includes(url.origin)) return /^https?:$/.test(url.protocol);
  if (url.protocol !== 'https:' || url.port) return false;
  return domains.some((domain) => url.hostname === domain || url.hostname.endsWith(`.${domain}`));
}

function open(url: URL, { origins }: Reach, request: Request): Promise<http.IncomingMessage> {
  const { request: send } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const outgoing = send(
      url,
      {
        method: request.method ?? 'GET',
        headers: { ...request.headers },
        signal: AbortSignal.any([
          AbortSignal.timeout(request.timeoutMs),
          ...(request.signal ? [request.signal] : []),
        ]),
        agent: origins.includes(url.origin) ? undefined : guarded,
      },
      resolve,
    );
    outgoing.once('error', reject);
    outgoing.end(request.body);
  });
}

/** Looks names up as usual and refuses the private among the answers, in the look-up that the connection itself uses. */
const publicOnly: LookupFunction = (host, options, done) =>
  lookUp(host, { ...options, all: true }, (error, found) => {
    if (error) return done(error, '', 0);
    const [first] = found;
    if (!first || !found.every(({ address }) => isPublic(address)))
      return done(new NotAllowed('a name that leads to a private address'), '', 0);
    return options.all ? done(null, found) : done(null, first.address, first.family);
  });

const guarded = new https.Agent({ keepAlive: true, lookup: publicOnly });

const notPublic = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  notPublic.addSubnet(net, prefix, 'ipv4');
// Of what IPv6 gives out (2000::/3): Teredo and its neighbours, documentation, and 6to4, which holds an IPv4 address.
for (const [net, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
] as const)
  notPublic.addSubnet(net, prefix, 'ipv6');
const givenOut = new BlockList();
givenOut.addSubnet('2000::', 3, 'ipv6');

/** Is this an address of the open internet (IANA's special-purpose registries taken out)? */
export function isPublic(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !notPublic.check(address, 'ipv4');
  return family === 6 && givenOut.check(address, 'ipv6') && !notPublic.check(address, 'ipv6');
}

async function* limited(response: Readable, maxBytes: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const part of response as AsyncIterable<Uint8Array>) {
    bytes += part.length;
    if (bytes > maxBytes) throw new Error('the answer is too long');
    yield part;
  }
}

async function readAll(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts).toString();
}
