import { fromBase64, toBase64, utf8 } from '../../../platform/seal/index.ts';
import { type Act, Change, type Member, type Ring, type SignedChange, VeiledChange } from '../contract.ts';

/** Why a list is refused. */
export type Misfit =
  | 'unreadable'
  | 'order'
  | 'forged'
  | 'unsigned'
  | 'self-signed'
  | 'not-allowed'
  | 'shorter'
  | 'other-beginning'
  | 'rewritten'
  | 'unlisted';

/** Thrown for a list, or a change, that must not be believed. `at` is the first change that does not fit. */
export class BadList extends Error {
  readonly why: Misfit;
  readonly at: number;
  constructor(why: Misfit, at: number, detail: string) {
    super(detail);
    this.why = why;
    this.at = at;
  }
}

export interface Epoch {
  epoch: number;
  key: string;
}

/** Who keeps shares of a ring's keys, and how many of them open it. `since` is the change that named them. */
export interface Trustees {
  accounts: string[];
  needed: number;
  since: number;
}

/** What the list says once every change is replayed. */
export interface Roll {
  network: string;
  /** Hash of the first change. */
  genesis: string;
  /** Hash of the last. */
  head: string;
  hashes: string[];
  members: Map<string, Member>;
  /** Oldest first. */
  epochs: Map<Ring, Epoch[]>;
  trustees: Map<Ring, Trustees>;
}

/** What a client remembers of the longest list that it saw. */
export interface Pin {
  genesis: string;
  length: number;
  head: string;
}

const sha256 = async (text: string) =>
  [...new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(text)))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');

type Veiling = { acts: { member?: { callSign: string } }[]; salt?: string };

/**
 * A change with the call signs taken out of it and a salted hash of them put beside. That is what is signed and chained, so
 * that a phone in the field can check the list without learning who is on the desk. What is veiled already stays as it is.
 */
export async function veiled(body: string): Promise<string> {
  const { salt, ...change }: Veiling = JSON.parse(body);
  if (salt === undefined) return body;
  const names = change.acts.map(({ member }) => member?.callSign ?? null);
  const acts = change.acts.map((act) =>
    act.member ? { ...act, member: { ...act.member, callSign: '' } } : act,
  );
  return JSON.stringify({ ...change, acts, names: await sha256(JSON.stringify([salt, names])) });
}

const toSign = async (body: string) => `porchlight key change\n${await veiled(body)}`;
const hashOf = async (body: string) => sha256(await toSign(body));

export const signBody = async (key: CryptoKey, body: string): Promise<string> =>
  toBase64(new Uint8Array(await crypto.subtle.sign('Ed25519', key, utf8(await toSign(body)))));

async function verifies(publicKey: string, body: string, signature: string): Promise<boolean> {
  try {
    const key = await crypto.subtle.importKey('raw', fromBase64(publicKey), 'Ed25519', false, ['verify']);
    return await crypto.subtle.verify('Ed25519', key, fromBase64(signature), utf8(await toSign(body)));
  } catch {
    return false;
  }
}

export const adminsOf = (roll: Roll): Member[] => [...roll.members.values()].filter(({ admin }) => admin);

/** The founder alone signs the first change and the second, which names another admin; then two sign. */
export const signaturesNeeded = (roll: Roll | null): 1 | 2 => (roll && roll.hashes.length > 1 ? 2 : 1);

/** The text of the next change, to be signed as it is. */
export const draftOf = (network: string, roll: Roll | null, at: Date, acts: Act[]): string =>
  JSON.stringify({
    v: 1,
    network,
    n: roll?.hashes.length ?? 0,
    previous: roll?.head ?? null,
    at: at.toISOString(),
    acts,
    salt: toBase64(crypto.getRandomValues(new Uint8Array(16))),
  } satisfies Change);

/** Reads a change and checks that it comes next; signatures are not looked at. Throws BadList. */
export const readChange = (network: string, roll: Roll | null, body: string): Change =>
  nextOf(Change, network, roll, body);

type AnyChange = Change | VeiledChange;

function nextOf<C extends AnyChange>(
  schema: { parse(value: unknown): C },
  network: string,
  roll: Roll | null,
  body: string,
): C {
  const n = roll?.hashes.length ?? 0;
  let change: C;
  try {
    change = schema.parse(JSON.parse(body));
  } catch {
    throw new BadList('unreadable', n, 'A change of the list cannot be read.');
  }
  if (change.network !== network || change.n !== n || change.previous !== (roll?.head ?? null))
    throw new BadList('order', n, 'A change does not follow the one before it.');
  return change;
}

/** Whom a change is about: nobody signs for themselves. */
const subjects = (change: AnyChange) =>
  new Set(
    change.acts.flatMap((a) =>
      a.act === 'add' ? [a.member.account] : a.act === 'remove' ? [a.account] : [],
    ),
  );

/** Who has signed a change validly; throws BadList for a signature that must not be there. */
export async function signersOf(
  roll: Roll | null,
  change: AnyChange,
  { body, signatures }: SignedChange,
): Promise<string[]> {
  const first = change.acts[0]!;
  const about = subjects(change);
  for (const { by, signature } of signatures) {
    const signer = roll ? roll.members.get(by) : first.act === 'begin' ? first.member : undefined;
    if (!signer?.admin || signer.account !== by || about.has(by))
      throw new BadList('self-signed', change.n, 'A change is signed by someone who may not sign it.');
    if (!(await verifies(signer.sign, body, signature)))
      throw new BadList('forged', change.n, 'A signature of the list does not fit.');
  }
  const signers = signatures.map(({ by }) => by);
  if (new Set(signers).size < signers.length)
    throw new BadList('unsigned', change.n, 'A change is signed twice by one admin.');
  return signers;
}

/** The list with one more change. Throws BadList. */
export const follow = (network: string, roll: Roll | null, signed: SignedChange): Promise<Roll> =>
  goOn(roll, readChange(network, roll, signed.body), signed);

/** The same where the change comes without call signs. */
export const followVeiled = (network: string, roll: Roll | null, signed: SignedChange): Promise<Roll> =>
  goOn(roll, nextOf(VeiledChange, network, roll, signed.body), signed);

async function goOn(roll: Roll | null, change: AnyChange, signed: SignedChange): Promise<Roll> {
  const signers = await signersOf(roll, change, signed);
  const next = applied(roll, change);
  if (signers.length < signaturesNeeded(roll))
    throw new BadList('unsigned', change.n, 'A change lacks a signature of an admin.');
  const hash = await hashOf(signed.body);
  return {
    ...next,
    network: change.network,
    genesis: roll?.genesis ?? hash,
    head: hash,
    hashes: [...(roll?.hashes ?? []), hash],
  };
}

/** Members, epochs and trustees after a change; throws BadList when a rule is against it, whoever signed. */
export function applied(
  roll: Roll | null,
  change: Pick<AnyChange, 'n' | 'acts'>,
): Pick<Roll, 'members' | 'epochs' | 'trustees'> {
  const no = (detail: string) => new BadList('not-allowed', change.n, detail);
  const members = new Map(roll?.members);
  const epochs = new Map(roll?.epochs);
  const trustees = new Map(roll?.trustees);
  const narrowed = new Set<Ring>();
  const renewed = new Set<Ring>();
  const lose = (rings: Ring[]) => {
    for (const ring of rings) if (epochs.has(ring)) narrowed.add(ring);
  };
  for (const act of change.acts) {
    if (act.act === 'begin' || roll === null) {
      if (act.act !== 'begin' || roll || change.acts.length > 1 || !act.member.admin)
        throw no('A list begins once, with one admin.');
      members.set(act.member.account, act.member);
    } else if (act.act === 'add') {
      const { account, sign, receive, rings } = act.member;
      for (const other of members.values())
        if (other.account !== account && (other.sign === sign || other.receive === receive))
          throw no('Two members cannot have the same key.');
      lose(members.get(account)?.rings.filter((ring) => !rings.includes(ring)) ?? []);
      members.set(account, act.member);
    } else if (act.act === 'remove') {
      const gone = members.get(act.account);
      if (!gone) throw no('Who is not on the list cannot be removed.');
      lose(gone.rings);
      members.delete(act.account);
    } else if (act.act === 'trustees') {
      const { ring, accounts, needed } = act;
      if (new Set(accounts).size < accounts.length || needed > accounts.length)
        throw no('It cannot take more trustees than there are.');
      trustees.set(ring, { accounts, needed, since: change.n });
    } else {
      const before = epochs.get(act.ring) ?? [];
      const last = before.at(-1);
      if (last && act.epoch !== last.epoch + 1) throw no('Epochs follow one another.');
      if (before.some(({ key }) => key === act.key)) throw no('An epoch needs a new key.');
      epochs.set(act.ring, [...before, { epoch: act.epoch, key: act.key }]);
      renewed.add(act.ring);
    }
  }
  for (const ring of narrowed)
    if (!renewed.has(ring)) throw no('When someone leaves a ring, its new epoch begins in the same change.');
  for (const { accounts, since } of trustees.values())
    if (since === change.n && accounts.some((account) => !members.has(account)))
      throw no('A trustee is a member of the list.');
  const admins = [...members.values()].filter(({ admin }) => admin).length;
  if (change.n > 0 && admins < 2) throw no('Two admins must be on the list.');
  return { members, epochs, trustees };
}

/**
 * What the whole list says. Throws BadList when any change is forged, out of order, unsigned, signed by who may not, or
 * against a rule, and when the list does not go on from what this client saw before.
 */
export async function replay(network: string, list: SignedChange[], pin: Pin | null): Promise<Roll | null> {
  let roll: Roll | null = null;
  for (const change of list) roll = await follow(network, roll, change);
  if (!pin) return roll;
  // Before its length: one that was begun anew is short, and its person is asked whether they heard of it.
  if (roll && roll.genesis !== pin.genesis)
    throw new BadList('other-beginning', 0, 'The list begins otherwise.');
  if (!roll || roll.hashes.length < pin.length)
    throw new BadList('shorter', list.length, 'The list is shorter than it was.');
  if (roll.hashes[pin.length - 1] !== pin.head)
    throw new BadList('rewritten', pin.length - 1, 'The list was written anew.');
  return roll;
}

export const pinOf = ({ genesis, head, hashes }: Roll): Pin => ({ genesis, head, length: hashes.length });

/** A member who is on the list with exactly these keys and at least these rings. */
export const isListed = (roll: Roll | null, { account, sign, receive, admin, rings }: Member): boolean => {
  const listed = roll?.members.get(account);
  return (
    listed?.sign === sign &&
    listed.receive === receive &&
    listed.admin === admin &&
    listed.rings.length === rings.length &&
    rings.every((ring) => listed.rings.includes(ring))
  );
};
