import { audit } from '../../../platform/audit/index.ts';
import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import type { Services } from '../../../platform/http/call.ts';
import { textLang } from '../../../platform/i18n/index.ts';
import { newId } from '../../../platform/id.ts';
import { enqueue } from '../../../platform/jobs/index.ts';
import { abilities, authorize } from '../../../platform/policy.ts';
import { conflict, notFound } from '../../../platform/problem.ts';
import { type Claimer, type Groups, type Identity, send, wasRefused } from '../../channels/index.ts';
import { people, person } from '../../people/index.ts';
import type { SafetyChange } from '../contract.ts';
import { say } from '../messages.ts';
import { policy } from '../policy.ts';
import { massLimit, safetyHours } from '../rules.ts';
import * as store from '../store.ts';
import { tellKeepers } from './alarms.ts';
import { addressBound, addressesIn } from './common.ts';
import { takeOut } from './expel.ts';

const numberBound = (id: string) => ({ record: id, field: 'safety_number' });
const dayMinutes = 24 * 60;

/** Of members in a channel whose key is new and unconfirmed, each is asked once by another way than Signal. */
export async function followIdentities(
  ctx: Ctx,
  seats: store.SeatRow[],
  identities: Identity[],
): Promise<void> {
  const changed = new Map(
    identities.filter((i) => !i.trusted).flatMap((i) => i.addresses.map((address) => [address, i] as const)),
  );
  if (changed.size === 0) return;
  for (const seat of seats) {
    const identity = addressesIn(ctx, seat)
      .map((address) => changed.get(address))
      .find(Boolean);
    if (identity && seat.personId) await ask(ctx, seat.personId, identity);
  }
}

async function ask(ctx: Ctx, personId: string, identity: Identity): Promise<void> {
  const id = newId();
  const endsAt = plusMinutes(ctx.now, safetyHours * 60);
  const { addresses, fingerprint, safetyNumber } = identity;
  const isNew = await store.insertSafety(ctx, {
    ...{ id, personId, seenAt: ctx.now, endsAt },
    address: ctx.vault.encrypt(addresses, addressBound(id)),
    safetyNumber: safetyNumber === null ? null : ctx.vault.encrypt(safetyNumber, numberBound(id)),
    keyHash: ctx.vault.hash('safety', `${personId} ${fingerprint}`),
  });
  if (!isNew) return;
  const [member] = await people(ctx, [personId]);
  const language = textLang(member?.languages ?? []);
  const body = say(language, 'safety', {
    ...{ network: ctx.network.name, code: codeOf(ctx, id), hours: safetyHours },
  });
  await send(ctx, [
    { to: { personId }, body, language, purpose: 'safety', subject: id, urgent: true, notBy: 'signal' },
  ]);
  await enqueue(ctx, 'rosters.safetyDue', { change: id }, endsAt, `rosters.safety ${id}`);
  await audit(ctx, { act: 'safety.changed', subject: personId });
  await emit(ctx, { kind: 'safety.changed', subject: id, data: { person: personId } });
}

/** Six digits that only who got the message knows. */
const codeOf = (ctx: Ctx, id: string): string =>
  String(ctx.vault.hash('safety code', id).readUInt32BE(0) % 1_000_000).padStart(6, '0');

/** Takes the code of the message as the answer "that was me". By Signal it does not count: that is what is in question. */
export const claimer: Claimer = {
  name: 'rosters',
  async claim(ctx, { personId, kind, body, language }) {
    const code = body.trim();
    if (!personId || kind === 'signal' || !/^\d{6}$/.test(code)) return null;
    const open = (await store.selectSafety(ctx, [personId])).filter((c) => c.mine === null);
    const meant = open.find((c) => codeOf(ctx, c.id) === code);
    if (!meant) return null;
    await settle(ctx, meant, true, personId);
    return { reply: say(textLang([language]), 'safetyThanks'), subject: meant.id };
  },
};

/** A member says in the app whether it was them. */
export async function answerMine(ctx: Ctx, id: string, mine: boolean): Promise<void> {
  authorize(policy, ctx.actor, 'answer', 'ownChannels');
  const change = await store.lockSafety(ctx, id);
  if (!change || change.personId !== ctx.actor.personId) throw notFound('question');
  await answer(ctx, change, mine);
}

/** A coordinator or admin, who has asked the member in person or by phone. Throws 403 for one's own. */
export async function answerFor(ctx: Ctx, id: string, mine: boolean): Promise<SafetyChange> {
  authorize(policy, ctx.actor, 'list', 'channel');
  const change = await store.lockSafety(ctx, id);
  if (!change) throw notFound('change');
  const subject = { personId: change.personId, chapterId: (await person(ctx, change.personId)).chapterId };
  authorize(policy, ctx.actor, 'answer', 'safetyChange', subject);
  await answer(ctx, change, mine);
  return (await presentSafety(ctx, [change.personId])).find((c) => c.id === id)!;
}

async function answer(ctx: Ctx, change: store.SafetyRow, mine: boolean): Promise<void> {
  if (change.mine === mine) return;
  if (change.mine !== null) throw conflict('This was answered already.', undefined, 'Ask an admin.');
  await settle(ctx, change, mine, ctx.actor.personId);
}

async function settle(
  ctx: Ctx,
  { id, personId }: store.SafetyRow,
  mine: boolean,
  by: string | null,
): Promise<void> {
  await store.updateSafety(ctx, id, { mine, answered_by: by, answered_at: ctx.now });
  await audit(ctx, { act: mine ? 'safety.confirmed' : 'safety.denied', subject: personId });
  await emit(ctx, { kind: 'safety.answered', subject: id, data: { person: personId } });
  if (!mine) await goOut(ctx, id, personId);
  await store.bringLooksForward(ctx);
}

/** After a day without an answer they go. */
export async function safetyDue(ctx: Ctx, id: string): Promise<void> {
  const change = await store.lockSafety(ctx, id);
  if (!change || change.mine !== null || change.removedAt) return;
  await goOut(ctx, id, change.personId);
}

/**
 * Out of every channel they sit in. When many change at once it may be our own account that is wrong: beyond a few a day
 * they stay, are shown as to be removed, and go by a plan with two people's word.
 */
async function goOut(ctx: Ctx, id: string, personId: string): Promise<void> {
  const seats = await store.selectSeatsOf(ctx, personId);
  let isOut = true;
  for (const channelId of new Set(seats.map((s) => s.channelId))) {
    const since = plusMinutes(ctx.now, -dayMinutes);
    if ((await store.countSafetyMoves(ctx, channelId, since)) < massLimit)
      await takeOut(ctx, personId, [channelId], 'safety');
    else {
      const [channel] = await store.selectChannels(ctx, channelId);
      if (channel) await tellKeepers(ctx, channel, 'safetyMany', massLimit);
      isOut = false;
    }
  }
  if (!isOut) return;
  await store.updateSafety(ctx, id, { removed_at: ctx.now });
  await audit(ctx, { act: 'safety.removed', subject: personId });
  await emit(ctx, { kind: 'safety.answered', subject: id, data: { person: personId } });
}

/** Has signal-cli trust the keys that were confirmed: exactly those, not what may have come since. */
export async function trustConfirmed(services: Services, networkId: string, door: Groups): Promise<void> {
  const due = await services.asSystem(networkId, async (ctx) =>
    (await store.selectToTrust(ctx)).map((change) => ({
      id: change.id,
      address: addressesIn(ctx, change)[0] ?? '',
      number: change.safetyNumber && ctx.vault.decrypt<string>(change.safetyNumber, numberBound(change.id)),
    })),
  );
  for (const { id, address, number } of due) {
    const settled = await door.trust(address, number ?? '').then(
      () => true,
      // Another key since: that is another question.
      (error) => wasRefused(error),
    );
    if (settled)
      await services.asSystem(networkId, (ctx) => store.updateSafety(ctx, id, { trusted_at: ctx.now }));
  }
}

/** Changed safety numbers of these members, the newest first. */
export async function presentSafety(ctx: Ctx, personIds: string[]): Promise<SafetyChange[]> {
  const rows = (await store.selectSafety(ctx, personIds)).slice(0, 20);
  const members = new Map(
    (
      await people(
        ctx,
        rows.map((r) => r.personId),
      )
    ).map((p) => [p.id, p]),
  );
  const stateOf = (row: store.SafetyRow) =>
    row.mine === null ? (row.removedAt ? 'removed' : 'open') : row.mine ? 'mine' : 'not_mine';
  return rows.map((row) => {
    const { callSign = '', chapterId = '' } = members.get(row.personId) ?? {};
    const subject = { personId: row.personId, chapterId };
    return {
      id: row.id,
      callSign,
      seenAt: row.seenAt.toISOString(),
      endsAt: row.endsAt.toISOString(),
      state: stateOf(row),
      can: row.mine === null ? abilities(policy, ctx.actor, 'safetyChange', subject) : [],
    };
  });
}
