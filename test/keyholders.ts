import type { Act, KeyList, Member, Mine, RingWrap, Way } from '../src/features/keys/contract.ts';
import {
  draftOf,
  makeMemberKey,
  openWrap,
  type RingSecret,
  type Roll,
  replay,
  type Secrets,
  shut,
  signBody,
  signingKey,
} from '../src/features/keys/rules.ts';
import { newId } from '../src/platform/id.ts';
import type { TestNetwork } from './harness.ts';

/** Somebody at a desk of their own, with a member key that they made there: what their browser does, without a screen. */
export interface Keyholder {
  account: string;
  member: Member;
  mine: Mine;
  secrets: Secrets;
  headers: Record<string, string>;
  call<T>(method: 'GET' | 'POST', url: string, payload?: object): Promise<{ status: number; body: T }>;
  list(): Promise<KeyList & { roll: Roll | null }>;
  /** Puts the next change of the list; signed unless told otherwise. */
  propose(acts: Act[], more?: { wraps?: RingWrap[]; signed?: boolean; anew?: boolean }): Promise<Answer>;
  /** Signs the change that waits. */
  sign(): Promise<Answer>;
  /** The ring keys that they can open now. */
  rings(): Promise<RingSecret[]>;
}
type Answer = { status: number; body: KeyList };

/** A way that nobody opens again: tests of the list do not need it. */
export async function someWay(account: string, keyId: string, kind: Way['kind'], secrets: Secrets) {
  const id = newId();
  const secret = crypto.getRandomValues(new Uint8Array(26));
  const box = await shut(secret, { account, keyId, wayId: id, kind }, secrets);
  return { id, kind, stretch: null, box } satisfies Way;
}

/** `headers`: of somebody who had a key before, and makes another. */
export async function keyholder(
  net: TestNetwork,
  roles: string[],
  before?: Record<string, string>,
): Promise<Keyholder> {
  const headers = before ?? (await net.signIn(roles));
  const call: Keyholder['call'] = async (method, url, payload) => {
    const answer = await net.app.inject({ method, url: `/api/v1/keys/${url}`, headers, payload });
    return { status: answer.statusCode, body: answer.json() };
  };
  const { account } = (await call<Mine>('GET', 'mine')).body;
  const { sign: publicSign, receive, secrets } = await makeMemberKey();
  const id = newId();
  const ways = [await someWay(account, id, 'code', secrets), await someWay(account, id, 'passkey', secrets)];
  const { body: mine } = await call<Mine>('POST', 'mine', { id, sign: publicSign, receive, ways });
  const { callSign, admin, rings } = mine;
  const key = await signingKey(secrets);
  const list = async () => {
    const { body } = await call<KeyList>('GET', 'list');
    return { ...body, roll: await replay(body.network, body.changes, null) };
  };
  const signature = async (body: string) => ({ by: account, signature: await signBody(key, body) });
  return {
    account,
    member: { account, callSign, sign: publicSign, receive, admin, rings },
    mine,
    secrets,
    headers,
    call,
    list,
    async propose(acts, { wraps = [], signed = true, anew = false } = {}) {
      const { network, roll: before } = await list();
      const roll = anew ? null : before;
      const body = draftOf(network, roll, net.clock.now(), acts);
      const by = signed ? await signature(body) : null;
      return call<KeyList>('POST', 'changes', { id: newId(), body, signature: by, wraps, anew });
    },
    async sign() {
      const { draft } = await list();
      return call<KeyList>('POST', `changes/${draft!.id}/signatures`, {
        signature: await signature(draft!.body),
      });
    },
    async rings() {
      const { roll } = await list();
      const { body } = await call<{ wraps: RingWrap[] }>('GET', 'mine/rings');
      const opened = await Promise.all(body.wraps.map((wrap) => openWrap(roll!, secrets.receive, wrap)));
      return opened.filter((secret) => secret !== null);
    },
  };
}

/** Two admins have begun the list and signed these in. */
export async function listed(admins: [Keyholder, Keyholder], members: Keyholder[]): Promise<void> {
  const [founder, second] = admins;
  await founder.propose([{ act: 'begin', member: founder.member }]);
  await founder.propose([{ act: 'add', member: second.member }]);
  if (members.length === 0) return;
  await founder.propose(members.map(({ member }) => ({ act: 'add', member })));
  await second.sign();
}
