import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { authorize, mustBeFresh } from '../../../platform/policy.ts';
import { conflict, notFound, refused } from '../../../platform/problem.ts';
import type { Change, KeyList, Member, Signature, SignedChange } from '../contract.ts';
import { policy } from '../policy.ts';
import {
  applied,
  BadList,
  follow,
  isListed,
  type Roll,
  readChange,
  replay,
  signaturesNeeded,
  signersOf,
} from '../rules.ts';
import * as store from '../store/list.ts';
import { type KeyRow, selectKeys } from '../store/members.ts';

const memberOf = (key: KeyRow): Member => ({
  account: key.accountId,
  callSign: key.callSign,
  sign: key.sign.toString('base64'),
  receive: key.receive.toString('base64'),
  admin: key.admin,
  rings: key.rings,
});

async function current(ctx: Ctx): Promise<{ list: number; changes: SignedChange[]; roll: Roll | null }> {
  const { list, changes } = await store.selectChanges(ctx.tx, ctx.network.id);
  return { list, changes, roll: await replay(ctx.network.id, changes, null) };
}

/** The list as it stands. What it says, each browser works out for itself. */
export async function readList(ctx: Ctx): Promise<KeyList> {
  authorize(policy, ctx.actor, 'read', 'key');
  const { changes, roll } = await current(ctx);
  const draft = await store.selectDraft(ctx.tx, ctx.network.id);
  const living = (await selectKeys(ctx.tx, ctx.network.id)).map(memberOf);
  const accounts = new Set(living.map(({ account }) => account));
  return {
    network: ctx.network.id,
    changes,
    draft: draft && { ...draft, at: draft.at.toISOString() },
    waiting: living.filter((member) => !isListed(roll, member)),
    removed: [...(roll?.members.keys() ?? [])].filter((account) => !accounts.has(account)),
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
      made?.sign === act.member.sign &&
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

/** The next change, with the first signature under it. In force at once while the founder is alone. Throws 409, 422. */
export async function proposeChange(
  ctx: Ctx,
  { id, body, signature }: { id: string; body: string; signature: Signature },
): Promise<KeyList> {
  await mustSign(ctx, signature);
  const { roll, list } = await current(ctx);
  const draft = { id, body, signatures: [signature], at: ctx.now };
  await checked(ctx, roll, draft);
  if (signaturesNeeded(roll) === 1) await goOn(ctx, { roll, list }, draft);
  else if (!(await store.insertDraft(ctx.tx, ctx.network.id, draft)))
    throw conflict(
      'Another change waits for its second signature.',
      undefined,
      'Sign that one, or drop it, first.',
    );
  await audit(ctx, { act: 'key.change-proposed', subject: id, data: { n: roll?.hashes.length ?? 0 } });
  await emit(ctx, { kind: 'keys.changed', subject: id, data: {} });
  return readList(ctx);
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
  await audit(
    ctx,
    ...change.acts.map((act) => ({
      act: `key.list-${act.act}`,
      subject: act.act === 'epoch' ? ctx.network.id : act.act === 'remove' ? act.account : act.member.account,
      data: { n, ...(act.act === 'epoch' && { ring: act.ring, epoch: act.epoch }) },
    })),
  );
}

/** The second signature: the change is in force. Throws 404 when it does not wait, 409 when the list went on. */
export async function signChange(ctx: Ctx, id: string, signature: Signature): Promise<KeyList> {
  await mustSign(ctx, signature);
  const draft = await store.selectDraft(ctx.tx, ctx.network.id, true);
  if (draft?.id !== id) throw notFound('change that waits');
  if (draft.signatures.some(({ by }) => by === signature.by)) return readList(ctx);
  const { roll, list } = await current(ctx);
  const signed = { body: draft.body, signatures: [...draft.signatures, signature] };
  await checked(ctx, roll, signed);
  await goOn(ctx, { roll, list }, signed);
  await store.deleteDraft(ctx.tx, ctx.network.id);
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
  await audit(ctx, { act: 'key.change-dropped', subject: id });
  await emit(ctx, { kind: 'keys.changed', subject: id, data: {} });
  return readList(ctx);
}
