import { describe, expect, it } from 'vitest';
import type { Act, ListedKeys, Member, SignedChange } from '../features/keys/contract.ts';
import {
  draftOf,
  fingerprint,
  follow,
  makeMemberKey,
  type Roll,
  signBody,
  signingKey,
  veiled,
} from '../features/keys/rules.ts';
import { newId } from '../platform/id.ts';
import { anew, check } from './trust.ts';

const network = newId();

async function admin() {
  const { sign, receive, secrets } = await makeMemberKey();
  const member: Member = { account: newId(), callSign: 'Heron', sign, receive, admin: true, rings: [] };
  return { member, key: await signingKey(secrets) };
}
type Admin = Awaited<ReturnType<typeof admin>>;

/** A list of two admins as a phone is given it, with these epochs of the desk's ring. */
async function listOf(founder: Admin, second: Admin, epochs: string[] = []): Promise<SignedChange[]> {
  const steps: Act[] = [
    { act: 'begin', member: founder.member },
    { act: 'add', member: second.member },
    ...epochs.map((key, n): Act => ({ act: 'epoch', ring: 'desk', epoch: n + 2, key })),
  ];
  const changes: SignedChange[] = [];
  let roll: Roll | null = null;
  for (const [n, act] of steps.entries()) {
    const body = draftOf(network, roll, new Date('2026-11-25T18:00:00Z'), [act]);
    const by = n < 2 ? [founder] : [founder, second];
    const signatures = await Promise.all(
      by.map(async ({ member, key }) => ({ by: member.account, signature: await signBody(key, body) })),
    );
    roll = await follow(network, roll, { body, signatures });
    changes.push({ body: await veiled(body), signatures });
  }
  return changes;
}

const keyOf = (n: number) => Buffer.alloc(32, n).toString('base64');
const given = (changes: SignedChange[], items: ListedKeys['items'] = []): ListedKeys => ({
  network,
  items,
  length: changes.length,
  changes,
});
const desk = (epoch: number, n: number) => [{ ring: 'desk' as const, epoch, publicKey: keyOf(n) }];
const never = () => Promise.reject(new Error('asked again'));

const [heron, wren] = [await admin(), await admin()];
const list = await listOf(heron, wren, [keyOf(2), keyOf(3)]);

describe('the keys that a phone is given', () => {
  it('are taken where the list names them, without asking again', async () => {
    expect(await check(null, given(list, desk(3, 3)), never)).toMatchObject({ keys: { items: desk(3, 3) } });
  });

  it('are asked for once more where an epoch began in between, and refused where they stay wrong', async () => {
    const forged = given(list, desk(3, 9));
    expect(await check(null, forged, async () => given(list, desk(3, 3)))).toHaveProperty('keys');
    expect(await check(null, forged, async () => forged)).toEqual({ why: 'unlisted' });
  });

  it('are refused where one of a ring that the list names is left out', async () => {
    const none = given(list);
    expect(await check(null, none, async () => none)).toEqual({ why: 'unlisted' });
  });

  it('of a list begun anew come with the six words of who began it', async () => {
    const found = await check(null, given(list, desk(3, 3)), never);
    const kept = (found as { roll: Roll }).roll;
    const other = await listOf(wren, heron);
    const short = { ...given(other), changes: [] };
    expect(await check(kept, short, async () => short)).toEqual({ why: 'shorter' });
    expect((await anew(kept, given(other)))!.words).toEqual(await fingerprint(wren.member));
    // The same list is none, and a forged one is not offered.
    expect(await anew(kept, given(list, desk(3, 3)))).toBeNull();
    const unsigned = other.map((one) => ({ ...one, signatures: [] }));
    expect(await anew(kept, given(unsigned))).toBeNull();
  });
});
