import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import type { Vault } from '../../../platform/crypto/vault.ts';
import { newId } from '../../../platform/id.ts';
import type { Kind } from '../contract.ts';
import { markDrill, normalAddress } from '../rules.ts';
import * as store from '../store.ts';
import type { Outgoing, SentFile } from '../types.ts';
import { spelt } from './numbers.ts';

/** The keyed hash under which an address is found; the address itself is only ever encrypted. */
export const addressKey = (vault: Vault, kind: Kind, address: string): Buffer =>
  vault.hash('address', `${kind} ${normalAddress(kind, address)}`);

interface Target {
  kind: Kind;
  address: string;
  key: Buffer;
  personId: string | null;
  /** STOP was written from it. */
  stopped: boolean;
}

/**
 * Writes messages into the ledger, in the act's transaction; they leave after its commit. A person is reached at
 * the best address that did not say STOP. Returns the people who have none: the desk should know.
 */
export async function send(ctx: Ctx, outgoing: Outgoing[]): Promise<{ unreachable: string[] }> {
  if (outgoing.length === 0) return { unreachable: [] };
  const known = await targetsOf(ctx, outgoing);
  const rows: store.NewMessage[] = [];
  const files: store.NewFile[] = [];
  const unreachable: string[] = [];
  for (const message of outgoing) {
    const targets = (known.get(nameOf(message.to)) ?? []).filter((t) => t.kind !== message.notBy);
    const open = targets.filter((t) => !t.stopped);
    const ringing = message.ring && open.find((t) => t.kind === 'sms');
    const target = ringing
      ? asVoice(ctx, ringing)
      : (open.find((t) => t.kind === message.by) ?? open[0] ?? targets[0]);
    if ('personId' in message.to && (!target || target.stopped)) unreachable.push(message.to.personId);
    if (!target) continue;
    const row = messageRow(ctx, message, target, target.stopped ? 'stopped' : 'queued');
    rows.push(row);
    if (message.file) files.push(fileRow(ctx, row.id, message.file));
  }
  await store.insertMessages(ctx, rows);
  await store.insertFiles(ctx, files);
  return { unreachable };
}

/** The number that takes texts is called; where nothing here can call, the message goes another way at once. */
const asVoice = (ctx: Ctx, target: Target): Target => ({
  ...target,
  kind: 'voice',
  key: addressKey(ctx.vault, 'voice', target.address),
});

export const nameOf = (to: Outgoing['to']) => ('personId' in to ? to.personId : `${to.kind} ${to.address}`);

/** Where each receiver can be reached, the best address first. */
export async function targetsOf(
  ctx: Ctx,
  outgoing: readonly Pick<Outgoing, 'to'>[],
): Promise<Map<string, Target[]>> {
  const personIds = [...new Set(outgoing.flatMap(({ to }) => ('personId' in to ? [to.personId] : [])))];
  const targets = new Map<string, Target[]>();
  for (const row of await store.selectAddresses(ctx, personIds)) {
    const target = {
      kind: row.kind,
      address: ctx.vault.decrypt<string>(row.address, { record: row.id, field: 'address' }),
      key: row.addressKey,
      personId: row.personId,
      stopped: row.stopped,
    };
    targets.set(row.personId, [...(targets.get(row.personId) ?? []), target]);
  }
  const bare = outgoing.flatMap(({ to }) =>
    'personId' in to ? [] : [{ ...to, key: addressKey(ctx.vault, to.kind, to.address) }],
  );
  const stops = await store.selectStopped(
    ctx,
    bare.map((t) => t.key),
  );
  for (const { kind, address, key } of bare) {
    const stopped = stops.has(key.toString('hex'));
    targets.set(nameOf({ kind, address }), [
      { kind, address: normalAddress(kind, address), key, personId: null, stopped },
    ]);
  }
  return targets;
}

/** A ledger row for one message to one address. */
export function messageRow(
  ctx: Ctx,
  message: Pick<Outgoing, 'body' | 'language' | 'purpose' | 'subject' | 'urgent' | 'drill'>,
  target: Omit<Target, 'stopped'>,
  state: store.NewMessage['state'],
): store.NewMessage {
  const id = newId();
  const { drill = false, urgent = false, subject = null, language, purpose } = message;
  const body = drill ? markDrill(message.body, language) : message.body;
  return {
    id,
    personId: target.personId,
    kind: target.kind,
    address: ctx.vault.encrypt(target.address, { record: id, field: 'address' }),
    addressKey: target.key,
    body: ctx.vault.encrypt(body, { record: id, field: 'body' }),
    ...{ purpose, subject, language, urgent, drill, state },
  };
}

const fileRow = (ctx: Ctx, id: string, { type, name, bytes }: SentFile): store.NewFile => ({
  ...{ id, type, size: bytes.length },
  name: ctx.vault.encrypt(name, { record: id, field: 'name' }),
  content: ctx.vault.encrypt(bytes.toString('base64'), { record: id, field: 'content' }),
});

/** Gives people their addresses; numbers as people write them. Throws 400 for what can be nobody's number. */
export async function addAddresses(
  ctx: Ctx,
  given: {
    id: string;
    personId: string;
    kind: Kind;
    address: string;
    rank: number;
    /** It ends with this session. */
    sessionId?: string;
  }[],
): Promise<void> {
  const rows = given.map(async (a) => {
    const address = await spelt(a.kind, a.address);
    return {
      ...a,
      address: ctx.vault.encrypt(address, { record: a.id, field: 'address' }),
      addressKey: addressKey(ctx.vault, a.kind, address),
    };
  });
  await store.insertAddresses(ctx, await Promise.all(rows));
}

/** Where these people can be reached, in the clear, the best address first. */
export async function addressesOf(
  ctx: Ctx,
  personIds: string[],
): Promise<Map<string, { kind: Kind; address: string }[]>> {
  const targets = await targetsOf(
    ctx,
    personIds.map((personId) => ({ to: { personId } })),
  );
  return new Map([...targets].map(([id, own]) => [id, own.map(({ kind, address }) => ({ kind, address }))]));
}

/** Forgets where a person was reached. What still waits to leave for them is the network's last word and leaves. */
export const forgetAddresses = (ctx: Ctx, personId: string): Promise<void> =>
  store.deleteAddresses(ctx, personId);

/** Two were one person: where one was reached is the other's now. Returns which addresses, so that they can be given back. */
export const moveAddresses = (
  ctx: Ctx,
  move: { from: string; to: string; ids?: string[] },
): Promise<string[]> => store.moveAddresses(ctx, move);

/** What a phone gave in a session goes with it. */
export const forgetSession = (ctx: Ctx, sessionId: string): Promise<void> =>
  store.deleteAddressesOf(ctx, [sessionId]);

/** Who was heard from has read what was sent in so many minutes before. */
const heardMinutes = 60;

/** Somebody was heard from: what they were sent goes no other way. */
export async function stayOnWay(ctx: Ctx, personId: unknown): Promise<void> {
  if (typeof personId === 'string') await store.stayOnWay(ctx, personId, plusMinutes(ctx.now, -heardMinutes));
}

/** An ask that is over wakes nobody. */
export const letAskRest = (ctx: Ctx, assignmentId: string): Promise<void> =>
  store.letAsksRest(ctx, [assignmentId]);
