import type { Ctx } from '../../../platform/context.ts';
import type { Vault } from '../../../platform/crypto/vault.ts';
import { emit } from '../../../platform/events/index.ts';
import { type Lang, textLang } from '../../../platform/i18n/index.ts';
import { newId } from '../../../platform/id.ts';
import type * as store from '../store.ts';
import { insertOrders } from '../store.ts';

/** The keyed hash of a telephone: equal to that of a report typed for the same number, so that a ban holds for both. */
export const originOf = (vault: Vault, number: string): Buffer =>
  vault.hash('origin', `call ${number.replace(/\D/g, '')}`);

/** The two digits that a caller is asked to press, from 10 to 99, made from the call's id. */
export const challengeOf = (ctx: Ctx, callId: string): string =>
  String(10 + (ctx.vault.hash('challenge', callId).readUInt16BE(0) % 90));

export const langOf = (ctx: Ctx, language: string): Lang =>
  textLang([language], textLang(ctx.network.languages));

/** Tells the desk; of what is the legal desk's alone, only the legal desk. */
export const tell = (
  ctx: Ctx,
  call: Pick<store.CallRow, 'id' | 'line' | 'drill'>,
  what: 'started' | 'waiting' | 'answered' | 'changed' | 'ended',
): Promise<void> =>
  emit(ctx, {
    kind: call.line === 'legal' ? 'call.restricted' : `call.${what}`,
    subject: call.id,
    // The first that is heard of it, for who counts.
    data: { drill: call.drill, ...(what === 'started' && { fresh: true }) },
  });

/** To be told to the carrier after the commit. Only what came by a carrier has one to tell. */
export async function order(
  ctx: Ctx,
  verb: 'ring' | 'out' | 'move' | 'stop',
  about: { leg: string } | { call: Pick<store.CallRow, 'id' | 'door'> },
): Promise<void> {
  if ('call' in about && about.call.door !== 'phone') return;
  await insertOrders(ctx, [
    {
      id: newId(),
      verb,
      legId: 'leg' in about ? about.leg : null,
      callId: 'call' in about ? about.call.id : null,
    },
  ]);
}

/** Where the caller meets who has the call: another room for each, since a room ends with who opened it. */
export const roomOf = (call: Pick<store.CallRow, 'id' | 'answeredBy'>): string =>
  `${call.id}.${call.answeredBy}`;
