import { describe, expect, it } from 'vitest';
import { newId } from '../../platform/id.ts';
import type { WayKind } from './contract.ts';
import { strengthFor, stretch } from './rules/passphrase.ts';
import { codeFrom, makeMemberKey, readCode, type Secrets, shut, unlock } from './rules.ts';

const { secrets } = await makeMemberKey();
const [account, keyId] = [newId(), newId()];
const salt = crypto.getRandomValues(new Uint8Array(16));
const cheap = { m: 64, t: 1 };
const code = codeFrom(crypto.getRandomValues(new Uint8Array(26)));

/** The three ways, each with the secret that a person brings. */
const kinds: WayKind[] = ['passphrase', 'code', 'passkey'];
const brings: Record<WayKind, () => Uint8Array<ArrayBuffer>> = {
  passphrase: () => stretch('seven slow herons', salt, cheap),
  code: () => readCode(code.toLowerCase())!,
  passkey: () => new Uint8Array(32).fill(9),
};
const ways = await Promise.all(
  kinds.map(async (kind) => {
    const wayId = newId();
    return { kind, wayId, box: await shut(brings[kind](), { account, keyId, wayId, kind }, secrets) };
  }),
);

const openWith = async (held: WayKind[], kept: WayKind[]): Promise<Secrets | null> => {
  for (const kind of held)
    for (const { box, ...way } of ways.filter((one) => kept.includes(one.kind))) {
      const opened = await unlock(brings[kind](), { account, keyId, ...way }, box);
      if (opened) return opened;
    }
  return null;
};

const subsets = <T>(of: T[]): T[][] =>
  Array.from({ length: 2 ** of.length }, (_, set) => of.filter((_one, place) => set & (1 << place)));

describe('the ways to open a member key', () => {
  // Fault 14: what the person still has, against what the server still has, each in every combination.
  it.each(subsets(kinds).flatMap((held) => subsets(kinds).map((kept) => [held, kept] as const)))(
    'with %j in hand and boxes for %j it opens exactly when one fits',
    async (held, kept) => {
      const fits = held.some((kind) => kept.includes(kind));
      expect(await openWith([...held], [...kept])).toEqual(fits ? secrets : null);
    },
  );

  it('does not open when its box was altered, or moved to another account, key or way', async () => {
    const { kind, wayId, box } = ways[1]!;
    const right = { account, keyId, wayId, kind };
    for (const moved of [
      { account: newId() },
      { keyId: newId() },
      { wayId: newId() },
      { kind: 'passkey' as const },
    ])
      expect(await unlock(brings.code(), { ...right, ...moved }, box)).toBeNull();
    const bytes = Buffer.from(box, 'base64');
    for (let at = 0; at < bytes.length; at += 7) {
      const altered = Buffer.from(bytes);
      altered[at]! ^= 1;
      expect(await unlock(brings.code(), right, altered.toString('base64'))).toBeNull();
    }
  });

  it('takes a passphrase as people type it: spaces around and between do not matter, letters do', () => {
    expect(stretch('  seven  slow herons ', salt, cheap)).toEqual(brings.passphrase());
    expect(stretch('Seven slow herons', salt, cheap)).not.toEqual(brings.passphrase());
    expect(stretch('seven slow herons', new Uint8Array(16), cheap)).not.toEqual(brings.passphrase());
  });

  it('costs 64 MiB where the browser is quick, and never less than 19 MiB in two passes', () => {
    expect(strengthFor(60)).toEqual({ m: 65536, t: 3 });
    expect(strengthFor(300)).toEqual({ m: 32768, t: 3 });
    expect(strengthFor(5000)).toEqual({ m: 19456, t: 2 });
  });
});
