import { createPrivateKey, createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto';

/** A tree head: so many entries of this log hash to this. */
export interface Head {
  origin: string;
  size: number;
  root: Buffer;
}

/** Who signs the checkpoints of a log. */
export interface Signer {
  origin: string;
  publicKey: KeyObject;
  privateKey: KeyObject;
}

// An Ed25519 private key in PKCS #8 (RFC 8410) is this, then the seed.
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');

export function signerOf(origin: string, seed: Buffer): Signer {
  const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' });
  return { origin, privateKey, publicKey: createPublicKey(privateKey) };
}

/** Algorithm 1, Ed25519, and the key: what C2SP's signed notes name a key by. */
const keyBytes = ({ publicKey }: Pick<Signer, 'publicKey'>): Buffer =>
  Buffer.concat([Buffer.of(1), Buffer.from(publicKey.export({ format: 'jwk' }).x!, 'base64url')]);

const keyId = (signer: Signer): Buffer =>
  hash('sha256', Buffer.concat([Buffer.from(`${signer.origin}\n`), keyBytes(signer)]), 'buffer').subarray(
    0,
    4,
  );

/** The verifier key in the text form of C2SP's signed notes: name, key id, key. */
export const verifierKey = (signer: Signer): string =>
  `${signer.origin}+${keyId(signer).toString('hex')}+${keyBytes(signer).toString('base64')}`;

const textOf = ({ origin, size, root }: Head) => `${origin}\n${size}\n${root.toString('base64')}\n`;

/** A checkpoint: C2SP's tlog-checkpoint, three lines, an empty one, a signature. */
export function writeNote(signer: Signer, head: Omit<Head, 'origin'>): string {
  const text = textOf({ ...head, origin: signer.origin });
  const signature = Buffer.concat([keyId(signer), sign(null, Buffer.from(text), signer.privateKey)]);
  return `${text}\n— ${signer.origin} ${signature.toString('base64')}\n`;
}

const shape = /^([^\n]+)\n(\d{1,15})\n([A-Za-z0-9+/]{43}=)\n\n(?:— \S+ [A-Za-z0-9+/=]+\n)+$/;

/** The head that a note tells; null when it is no checkpoint of this log, or not signed by its key. */
export function readNote(signer: Signer, note: string): Head | null {
  const [, origin, size, root] = shape.exec(note) ?? [];
  if (origin !== signer.origin) return null;
  const head = { origin, size: Number(size), root: Buffer.from(root!, 'base64') };
  const id = keyId(signer);
  const isOurs = note.split('\n').some((line) => {
    if (!line.startsWith(`— ${signer.origin} `)) return false;
    const signature = Buffer.from(line.split(' ')[2] ?? '', 'base64');
    return (
      signature.subarray(0, 4).equals(id) &&
      verify(null, Buffer.from(textOf(head)), signer.publicKey, signature.subarray(4))
    );
  });
  return isOurs ? head : null;
}

/** The notes in a witness's file, which may hold many, one after the other. */
export const notesIn = (file: string): string[] =>
  file
    .replaceAll('\r\n', '\n')
    .split(/(?<=\n— [^\n]+\n)(?!— )/)
    .map((note) => note.trimStart())
    .filter(Boolean)
    .map((note) => (note.endsWith('\n') ? note : `${note}\n`));
