import {
  createDecipheriv,
  createECDH,
  createPublicKey,
  type ECDH,
  hkdfSync,
  randomBytes,
  verify,
} from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The browser's half of a subscription. */
export interface Browser {
  pair: ECDH;
  publicKey: Buffer;
  auth: Buffer;
}

export interface TakenPush {
  browser: number;
  /** As the browser's worker gets it. */
  text: string;
  senderKey: string;
  urgency: string;
  ttl: number;
  topic: string;
}

/**
 * A push service on loopback (RFC 8030) with the browsers that subscribe to it: it checks who sends (RFC 8292) and the
 * browsers decrypt what comes (RFC 8291), written from the RFCs without a line of the sender's.
 */
export class PushService {
  taken: TakenPush[] = [];
  /** What a browser's endpoint answers, 201 if nothing. */
  answers = new Map<number, number>();
  refused: string[] = [];
  private browsers: Browser[] = [];
  private server: Server = createServer((request, response) => void this.take(request, response));

  async start(): Promise<void> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
  }
  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }
  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  /** A new browser's subscription, as its `toJSON` says it. */
  subscribe(): { number: number; endpoint: string; p256dh: string; auth: string } {
    const pair = createECDH('prime256v1');
    const browser = { pair, publicKey: pair.generateKeys(), auth: randomBytes(16) };
    const number = this.browsers.push(browser) - 1;
    return {
      number,
      endpoint: `${this.origin}/push/${number}`,
      p256dh: browser.publicKey.toString('base64url'),
      auth: browser.auth.toString('base64url'),
    };
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const number = Number(request.url!.split('/')[2]);
    const say = (status: number, why = '') => {
      if (why) this.refused.push(why);
      response.writeHead(status, { location: `${this.origin}/message/${this.taken.length}` }).end(why);
    };
    const wrong = whatIsWrong(request, this.origin, this.browsers[number]);
    if (wrong) return say(400, wrong);
    const answer = this.answers.get(number) ?? 201;
    if (answer !== 201) return say(answer);
    try {
      const { text, senderKey } = decryptPush(Buffer.concat(parts), this.browsers[number]!);
      const { urgency = '', ttl, topic = '' } = request.headers as Record<string, string>;
      this.taken.push({ browser: number, text, senderKey, urgency, ttl: Number(ttl), topic });
    } catch {
      return say(400, 'cannot be decrypted');
    }
    say(201);
  }
}

function whatIsWrong({ headers, method }: IncomingMessage, origin: string, browser?: Browser): string | null {
  if (!browser) return 'nobody there';
  if (method !== 'POST' || headers['content-encoding'] !== 'aes128gcm') return 'not a push';
  if (!/^\d+$/.test(String(headers.ttl))) return 'without a TTL';
  if (headers.topic && !/^[\w-]{1,32}$/.test(String(headers.topic))) return 'an odd topic';
  const [, token = '', key = ''] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(headers.authorization ?? '') ?? [];
  const [head = '', claims = '', signature = ''] = token.split('.');
  const point = Buffer.from(key, 'base64url');
  const part = (from: number) => point.subarray(from, from + 32).toString('base64url');
  const jwk = { kty: 'EC', crv: 'P-256', x: part(1), y: part(33) };
  const good = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!good) return 'not signed';
  const { aud, exp, sub } = JSON.parse(Buffer.from(claims, 'base64url').toString());
  const left = exp - Date.now() / 1000;
  if (aud !== origin || left <= 0 || left > 24 * 60 * 60 || !/^(mailto|https):/.test(sub))
    return 'odd claims';
  return null;
}

/** RFC 8188 and 8291, as a browser does it. Throws on whatever was not encrypted to it. */
export function decryptPush(body: Buffer, browser: Browser): { text: string; senderKey: string } {
  const salt = body.subarray(0, 16);
  const senderKey = body.subarray(21, 21 + body[20]!);
  const cipher = body.subarray(21 + body[20]!);
  if (body.readUInt32BE(16) < cipher.length) throw new Error('more than one record');
  const secret = browser.pair.computeSecret(senderKey);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), browser.publicKey, senderKey]);
  const ikm = Buffer.from(hkdfSync('sha256', secret, browser.auth, info, 32));
  const key = Buffer.from(hkdfSync('sha256', ikm, salt, 'Content-Encoding: aes128gcm\0', 16));
  const nonce = Buffer.from(hkdfSync('sha256', ikm, salt, 'Content-Encoding: nonce\0', 12));
  const decipher = createDecipheriv('aes-128-gcm', key, nonce);
  decipher.setAuthTag(cipher.subarray(-16));
  const plain = Buffer.concat([decipher.update(cipher.subarray(0, -16)), decipher.final()]);
  const end = plain.lastIndexOf(2);
  if (end < 0 || plain.subarray(end + 1).some((byte) => byte !== 0)) throw new Error('no end');
  return { text: plain.subarray(0, end).toString(), senderKey: senderKey.toString('base64url') };
}
