import { createECDH, createPrivateKey, type KeyObject, sign } from 'node:crypto';
import type { Config } from '../../../../platform/config.ts';

type Settings = NonNullable<Config['vapid']>;

const hours = 60 * 60 * 1000;
/** RFC 8292 allows 24 hours. */
const goodFor = 12 * hours;
const renewBefore = 1 * hours;

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Says to push services who sends, signed (RFC 8292); the same words serve for hours. Throws on keys that do not fit. */
export class Vapid {
  private readonly key: KeyObject;
  private readonly settings: Settings;
  private readonly contact: string;
  private readonly made = new Map<string, { until: number; header: string }>();

  constructor(settings: Settings, publicUrl: string) {
    this.settings = settings;
    // Push services take a mail address or an https address, and write there before they shut somebody out.
    this.contact = publicUrl.startsWith('https:') ? publicUrl : 'mailto:hotline@localhost';
    const point = Buffer.from(settings.publicKey, 'base64url');
    const part = (from: number) => point.subarray(from, from + 32).toString('base64url');
    const d = Buffer.from(settings.privateKey, 'base64url').toString('base64url');
    const jwk = { kty: 'EC', crv: 'P-256', x: part(1), y: part(33), d };
    this.key = createPrivateKey({ key: jwk, format: 'jwk' });
  }

  /** The `Authorization` header for this push service. */
  headerFor(origin: string, now: number): string {
    const known = this.made.get(origin);
    if (known && now < known.until - renewBefore) return known.header;
    const until = now + goodFor;
    const claims = { aud: origin, exp: Math.floor(until / 1000), sub: this.contact };
    const text = `${encode({ typ: 'JWT', alg: 'ES256' })}.${encode(claims)}`;
    const signature = sign('sha256', Buffer.from(text), { key: this.key, dsaEncoding: 'ieee-p1363' });
    const header = `vapid t=${text}.${signature.toString('base64url')}, k=${this.settings.publicKey.replace(/=+$/, '')}`;
    this.made.set(origin, { until, header });
    return header;
  }
}

/** A new pair as settings. Whoever changes it ends all subscriptions: browsers bind them to the public half. */
export function newVapidKeys(): string[] {
  const pair = createECDH('prime256v1');
  const publicKey = pair.generateKeys('base64url');
  // A number with zeros in front is shorter, and the setting is of 32 bytes.
  const privateKey = Buffer.concat([Buffer.alloc(32), pair.getPrivateKey()])
    .subarray(-32)
    .toString('base64url');
  return [`VAPID_PUBLIC_KEY=${publicKey}`, `VAPID_PRIVATE_KEY=${privateKey}`];
}
