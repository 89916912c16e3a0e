import { randomBytes } from 'node:crypto';

const common = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

/** Server-rendered pages: no script at all. */
export const sitePolicy = `${common}; script-src 'none'; style-src 'self'; img-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'`;

/** Answers that are data. */
export const dataPolicy = "default-src 'none'; frame-ancestors 'none'";

/** The desk and the field app: own scripts only, styles by nonce, Trusted Types with our refusing default policy. */
export const appPolicy = (nonce: string) =>
  `${common}; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data: blob:; font-src 'self'; ` +
  `connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; media-src 'self' blob:; ` +
  `require-trusted-types-for 'script'; trusted-types default porchlight`;

export const newNonce = () => randomBytes(16).toString('base64');

const commonHeaders: Record<string, string> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'geolocation=(self), camera=(self), microphone=(self)',
};

/** From then on the browser asks this host, and all below it, by HTTPS only; for a year. */
const httpsOnly = { 'strict-transport-security': 'max-age=31536000; includeSubDomains' };

/** What every answer says, where this is the public address. */
export const headersFor = (publicUrl: string): Record<string, string> => ({
  ...commonHeaders,
  ...(publicUrl.startsWith('https:') ? httpsOnly : {}),
});

/** A write that a browser sends with cookies must come from our own pages. */
export function fromOwnPages(headers: Record<string, string | string[] | undefined>): boolean {
  const site = headers['sec-fetch-site'];
  if (site) return site === 'same-origin' || site === 'none';
  const { origin } = headers;
  return !origin || URL.parse(String(origin))?.host === headers.host;
}

/**
 * Whose door an address is: all of it, of IPv6 the first 64 bits. A line gets those, and everybody on it can write under
 * as many addresses as they like.
 */
export function bucketOf(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip);
  if (mapped) return mapped[1]!;
  if (!ip.includes(':')) return ip;
  const [head = '', tail] = ip.split('%')[0]!.split('::');
  const groups = (part: string) => part.split(':').filter(Boolean);
  const [first, last] = [groups(head), groups(tail ?? '')];
  const zeros = tail === undefined ? 0 : 8 - first.length - last.length;
  return [...first, ...Array(Math.max(0, zeros)).fill('0'), ...last]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
