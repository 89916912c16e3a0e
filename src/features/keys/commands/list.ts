import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { authorize, mustBeFresh } from '../../../platform/policy.ts';
import { conflict, forbidden, notFound, refused } from '../../../platform/problem.ts';
import { listRingKeys } from '../commands.ts';
import type { Change, KeyList, ListedKeys, Member, RingWrap, Signature, SignedChange } from '../contract.ts';
import { heldEpoch } from '../held.ts';
import { policy } from '../policy.ts';
import {
  applied,
  BadList,
  follow,
  isListed,
  type Roll,
  readChange,
  signaturesNeeded,
  signersOf,
  veiled,
} from '../rules.ts';
import * as boxes from '../store/boxes.ts';
import * as store from '../store/list.ts';
import { type KeyRow, selectKeys } from '../store/members.ts';
import * as rings from '../store/rings.ts';
import { insertRingKeys, selectRingKeys } from '../store.ts';

const memberOf = (key: KeyRow): Member => ({
  account: key.accountId,
  callSign: key.callSign,
  sign: key.sign.toString('base64'),
  receive: key.receive.toString('base64'),
  admin: key.admin,
  rings: key.rings,
});

/** A wrap as it is kept. */
export const boxed = ({ wrap, ...of }: RingWrap): boxes.Box => ({ ...of, box: wrap });

interface Current {
  list: number;
  changes: SignedChange[];
  roll: Roll | null;
}

/** The last replayed list of each network. Each change holds the hash of the one before, so the last stands for all. */
const replayed = new Map<string, { changes: number; last: string; roll: Roll }>();

/** The list in force, replayed from where this process left it: a signature takes 0.1 ms to check. */
export async function currentList(ctx: Ctx): Promise<Current> {
  const { list, changes } = await store.selectChanges(ctx.tx, ctx.network.id);
  const before = replayed.get(ctx.network.id);
  const goesOn = before && changes[before.changes - 1]?.body === before.last;
  let roll: Roll | null = goesOn ? before.roll : null;
  for (const change of changes.slice(goesOn ? before.changes : 0))
    roll = await follow(ctx.network.id, roll, change);
  if (roll) replayed.set(ctx.network.id, { changes: changes.length, last: changes.at(-1)!.body, roll });
  return { list, changes, roll };
}

/** The list as it stands. What it says, each browser works out for itself. */
export async function readList(ctx: Ctx): Promise<KeyList> {
  authorize(policy, ctx.actor, 'read', 'key');
  const { changes, roll } = await currentList(ctx);
  const draft = await store.selectDraft(ctx.tx, ctx.network.id);
  const living = (await selectKeys(ctx.tx, ctx.network.id)).map(memberOf);
  const accounts = new Set(living.map(({ account }) => account));
  return {
    network: ctx.network.id,
    changes,
    draft: draft && { ...draft, at: draft.at.toISOString() },
    waiting: living.filter((member) => !isListed(roll, member)),
    known: (await rings.selectEpochs(ctx.tx, ctx.network.id)).filter(({ epoch }) => epoch > heldEpoch),
    removed: [...(roll?.members.keys() ?? [])].filter((account) => !accounts.has(account)),
  };
}

/** What a phone in the field needs to seal: the rings' keys, and the list after the changes that it has, without names. */
export async function listedKeys(ctx: Ctx, after: number): Promise<ListedKeys> {
  const { changes } = await currentList(ctx);
  const veil = changes
    .slice(after)
    .map(async ({ body, signatures }) => ({ body: await veiled(body), signatures }));
  return {
    network: ctx.network.id,
    items: await listRingKeys(ctx),
    length: changes.length,
    changes: await Promise.all(veil),
  };
}

/** A rule of the list as a problem that a person can read. */
const said = (error: unknown): never => {
  if (!(error instanceof BadList)) throw error;
  const next = 'Open the list again, check what waits there, and sign that.';
  if (error.why === 'order')
    throw conflict('The list has gone on since your browser read it.', undefined, next);
  throw refused(error.message, next);
};

/** Whoever is added must have made that very key, and have the roles that it is listed with. */
function mustBeMade(change: Change, living: Member[]): void {
  for (const act of change.acts) {
    if (act.act !== 'begin' && act.act !== 'add') continue;
    const made = living.find(({ account }) => account === act.member.account);
    const fits =
      made?.callSign === act.member.callSign &&
      made.sign === act.member.sign &&
      made.receive === act.member.receive &&
      (made.admin || !act.member.admin) &&
      act.member.rings.every((ring) => made.rings.includes(ring));
    if (!fits)
      throw refused(
        'Someone in this change has since made another key, or lost a role.',
        'Open the list again and sign what it shows now.',
      );
  }
}

async function mustSign(ctx: Ctx, { by }: Signature): Promise<void> {
  authorize(policy, ctx.actor, 'sign', 'key');
  mustBeFresh(ctx);
  if (by !== ctx.actor.id) throw refused('You can sign for yourself only.', 'Unlock your own key and sign.');
}

/** Who proposes without signing is on the list, or there would be no end of proposals. */
function mustBeListed(ctx: Ctx, roll: Roll | null): void {
  authorize(policy, ctx.actor, 'propose', 'key');
  mustBeFresh(ctx);
  if (!roll?.members.has(ctx.actor.id!)) throw forbidden('propose a change before you are on the list');
}

/**
 * The next change, with the wraps of the epochs that it begins. In force at once while the founder is alone, otherwise it
 * waits for two signatures, of which the proposer's may be one. Throws 403, 409, 422.
 */
export async function proposeChange(
  ctx: Ctx,
  given: { id: string; body: string; signature: Signature | null; wraps: RingWrap[]; anew: boolean },
): Promise<KeyList> {
  const { id, body, signature, wraps, anew } = given;
  const before = await currentList(ctx);
  const { roll, list } = anew && before.roll ? { roll: null, list: before.list + 1 } : before;
  if (roll !== before.roll) await leaveList(ctx, before);
  if (signature) await mustSign(ctx, signature);
  else mustBeListed(ctx, roll);
  const draft = { id, body, signatures: signature ? [signature] : [], at: ctx.now };
  const change = await checked(ctx, roll, draft);
  const alone = signature && signaturesNeeded(roll) === 1;
  if (!alone && !(await store.insertDraft(ctx.tx, ctx.network.id, draft)))
    throw conflict(
      'Another change waits for its second signature.',
      undefined,
      'Sign that one, or drop it, first.',
    );
  await keepWraps(ctx, roll, change, wraps);
  if (alone) await goOn(ctx, { roll, list }, draft);
  await audit(ctx, { act: 'key.change-proposed', subject: id, data: { n: change.n } });
  await emit(ctx, { kind: 'keys.changed', subject: id, data: {} });
  return readList(ctx);
}

/** The list in force is left for a new one. Its draft goes; its changes stay to be read. */
async function leaveList(ctx: Ctx, { list, changes }: { list: number; changes: SignedChange[] }) {
  authorize(policy, ctx.actor, 'sign', 'key');
  mustBeFresh(ctx);
  await store.deleteDraft(ctx.tx, ctx.network.id);
  await audit(ctx, {
    act: 'key.list-anew',
    subject: ctx.network.id,
    data: { list, changes: changes.length },
  });
}

/** The wraps of the epochs that a change begins: for members only, and for each epoch at least one. */
async function keepWraps(ctx: Ctx, roll: Roll | null, change: Change, wraps: RingWrap[]): Promise<void> {
  const epochs = change.acts.filter((act) => act.act === 'epoch');
  if (epochs.length > 0 && ctx.network.demo)
    throw refused('A demo keeps the keys that its server holds: everyone in it is made up.');
  const { members } = applied(roll, change);
  const known = await rings.selectEpochs(ctx.tx, ctx.network.id);
  for (const { ring, epoch, key } of epochs) {
    const same = known.find((one) => one.ring === ring && one.epoch === epoch);
    if (same && same.key !== key)
      throw refused('That epoch has another key already.', 'Read the list again.');
    if (same) continue;
    await boxes.deleteBoxes(ctx.tx, ctx.network.id, 'key', ring, { after: epoch - 1 });
    if (!wraps.some((wrap) => wrap.ring === ring && wrap.epoch === epoch))
      throw refused(
        'A new epoch must be wrapped for somebody, or nobody could open what is sealed to it.',
        'Sign a member of that ring in first.',
      );
  }
  for (const { ring, epoch, account } of wraps)
    if (
      !members.get(account)?.rings.includes(ring) ||
      !epochs.some((act) => act.ring === ring && act.epoch === epoch)
    )
      throw refused('A wrap in this is for someone who is not in that ring.', 'Read the list again.');
  await boxes.insertBoxes(ctx.tx, ctx.network.id, 'key', wraps.map(boxed), {
    by: ctx.actor.id!,
    at: ctx.now,
  });
}

/** What can be known before every signature is there: it reads, follows, keeps the rules, and is signed by who may. */
async function checked(ctx: Ctx, roll: Roll | null, signed: SignedChange): Promise<Change> {
  try {
    const change = readChange(ctx.network.id, roll, signed.body);
    mustBeMade(change, (await selectKeys(ctx.tx, ctx.network.id)).map(memberOf));
    applied(roll, change);
    await signersOf(roll, change, signed);
    return change;
  } catch (error) {
    return said(error);
  }
}

async function goOn(
  ctx: Ctx,
  { roll, list }: { roll: Roll | null; list: number },
  { body, signatures }: SignedChange,
): Promise<void> {
  const signed = { body, signatures };
  await follow(ctx.network.id, roll, signed).catch(said);
  const n = roll?.hashes.length ?? 0;
  if (!(await store.insertChange(ctx.tx, ctx.network.id, { list, n }, signed, ctx.now)))
    throw said(new BadList('order', n, ''));
  const change = readChange(ctx.network.id, roll, body);
  const known = await rings.selectEpochs(ctx.tx, ctx.network.id);
  // A list that was begun anew names epochs again that are there.
  const epochs = change.acts
    .filter((act) => act.act === 'epoch')
    .filter(({ ring, epoch }) => !known.some((one) => one.ring === ring && one.epoch === epoch));
  const keys = epochs.map(({ ring, epoch, key }) => ({ ring, epoch, publicKey: Buffer.from(key, 'base64') }));
  if (keys.length > 0) await insertRingKeys(ctx.tx, ctx.network.id, keys, ctx.now);
  await audit(
    ctx,
    ...change.acts.map((act) => ({
      act: `key.list-${act.act}`,
      subject: 'member' in act ? act.member.account : 'account' in act ? act.account : ctx.network.id,
      data: { n, ...('ring' in act && { ring: act.ring }), ...('epoch' in act && { epoch: act.epoch }) },
    })),
  );
}

/** One more signature; with the second the change is in force. Throws 404 when it does not wait, 409 when the list went on. */
export async function signChange(ctx: Ctx, id: string, signature: Signature): Promise<KeyList> {
  await mustSign(ctx, signature);
  const draft = await store.selectDraft(ctx.tx, ctx.network.id, true);
  if (draft?.id !== id) throw notFound('change that waits');
  if (draft.signatures.some(({ by }) => by === signature.by)) return readList(ctx);
  const { roll, list } = await currentList(ctx);
  const signed = { body: draft.body, signatures: [...draft.signatures, signature] };
  await checked(ctx, roll, signed);
  if (signed.signatures.length < signaturesNeeded(roll))
    await store.updateDraft(ctx.tx, ctx.network.id, signed.signatures);
  else {
    await goOn(ctx, { roll, list }, signed);
    await store.deleteDraft(ctx.tx, ctx.network.id);
  }
  await audit(ctx, { act: 'key.change-signed', subject: id, data: { n: roll?.hashes.length ?? 0 } });
  await emit(ctx, { kind: 'keys.changed', subject: id, data: {} });
  return readList(ctx);
}

export async function dropChange(ctx: Ctx, id: string): Promise<KeyList> {
  authorize(policy, ctx.actor, 'sign', 'key');
  mustBeFresh(ctx);
  const draft = await store.selectDraft(ctx.tx, ctx.network.id, true);
  if (draft?.id !== id) throw notFound('change that waits');
  await store.deleteDraft(ctx.tx, ctx.network.id);
  const { roll } = await currentList(ctx);
  for (const { ring, epoch } of await selectRingKeys(ctx.tx, ctx.network.id))
    await boxes.deleteBoxes(ctx.tx, ctx.network.id, 'key', ring, {
      after: roll?.epochs.get(ring)?.at(-1)?.epoch ?? epoch,
    });
  await audit(ctx, { act: 'key.change-dropped', subject: id });
  await emit(ctx, { kind: 'keys.changed', subject: id, data: {} });
  return readList(ctx);
}
