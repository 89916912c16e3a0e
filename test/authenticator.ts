import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import type { Assertion, Attestation } from '../src/features/accounts/contract.ts';

/** Just enough CBOR (RFC 8949) for an attestation: integers, bytes, text, maps. */
function cbor(value: number | string | Buffer | Map<number | string, unknown>): Buffer {
  const head = (major: number, n: number) =>
    n < 24
      ? Buffer.from([(major << 5) | n])
      : n < 256
        ? Buffer.from([(major << 5) | 24, n])
        : Buffer.from([(major << 5) | 25, n >> 8, n & 255]);
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string')
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  const parts = [...value].flatMap(([k, v]) => [cbor(k), cbor(v as number)]);
  return Buffer.concat([head(5, value.size), ...parts]);
}

const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest();
const url = (bytes: Buffer) => bytes.toString('base64url');

/** A passkey in software that answers as a browser does; what it says can be bent for tests of refusals. */
export class Authenticator {
  readonly id = randomBytes(16);
  counter = 0;
  origin = 'http://localhost:8080';
  party = 'localhost';
  /** Whether it verified the person, and not only their presence. */
  verifies = true;
  private readonly key: { publicKey: KeyObject; privateKey: KeyObject } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
  });

  private data(attested?: Buffer): Buffer {
    const flags = 0x01 | (this.verifies ? 0x04 : 0) | (attested ? 0x40 : 0);
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    return Buffer.concat([sha256(this.party), Buffer.from([flags]), counter, attested ?? Buffer.alloc(0)]);
  }

  private client(type: string, challenge: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.origin, crossOrigin: false }));
  }

  create({ challenge }: { challenge: string }): Attestation {
    const { x, y } = this.key.publicKey.export({ format: 'jwk' });
    const cose = cbor(
      new Map<number, unknown>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Buffer.from(x!, 'base64url')],
        [-3, Buffer.from(y!, 'base64url')],
      ]),
    );
    const length = Buffer.from([0, this.id.length]);
    const authData = this.data(Buffer.concat([Buffer.alloc(16), length, this.id, cose]));
    const object = new Map<string, unknown>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', authData],
    ]);
    return {
      id: url(this.id),
      rawId: url(this.id),
      type: 'public-key',
      response: {
        clientDataJSON: url(this.client('webauthn.create', challenge)),
        attestationObject: url(cbor(object)),
        transports: ['internal'],
      },
    };
  }

  get({ challenge }: { challenge: string }): Assertion {
    const client = this.client('webauthn.get', challenge);
    const authenticatorData = this.data();
    const signature = sign('sha256', Buffer.concat([authenticatorData, sha256(client)]), this.key.privateKey);
    return {
      id: url(this.id),
      rawId: url(this.id),
      type: 'public-key',
      response: {
        clientDataJSON: url(client),
        authenticatorData: url(authenticatorData),
        signature: url(signature),
      },
    };
  }
}
