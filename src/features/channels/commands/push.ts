import type { Config } from '../../../platform/config.ts';
import type { Ctx } from '../../../platform/context.ts';
import { newId } from '../../../platform/id.ts';
import { forbidden, invalid, refused } from '../../../platform/problem.ts';
import { pushAddress, readPushAddress } from '../providers/push.ts';
import * as store from '../store.ts';
import { addAddresses, addressKey } from './send.ts';
import { saveReceipts } from './status.ts';

/** Before every other way: it costs nothing, and where no receipt comes the next way is taken. */
const rank = 0;

interface Given {
  endpoint: string;
  p256dh: string;
  auth: string;
}

/** Whose phone this is, and in which session. Throws 403 for whoever is no member. */
function phoneOf(ctx: Ctx): { personId: string; sessionId: string } {
  const { personId, sessionId } = ctx.actor;
  if (!personId || !sessionId) throw forbidden('this without being a member');
  return { personId, sessionId };
}

export const hasPush = async (ctx: Ctx): Promise<boolean> => store.hasAddressOf(ctx, phoneOf(ctx).sessionId);

/** Takes pushes on this phone; what it gave before in this session is forgotten. Throws 400, and 409 where none are sent. */
export async function startPush(ctx: Ctx, { vapid }: Config, given: Given): Promise<void> {
  const { personId, sessionId } = phoneOf(ctx);
  if (!vapid) throw refused('This network sends no pushes.', 'You are reached by text or e-mail as before.');
  const address = pushAddress(given.endpoint, given.p256dh, given.auth);
  if (!readPushAddress(vapid, address))
    throw invalid([
      { path: 'body.endpoint', message: 'must be an address at a push service that is known here' },
    ]);
  await store.deleteAddressesOf(ctx, [sessionId]);
  // One browser, one subscription: whoever signs in on it next has it to themselves.
  await store.deleteAddressesAt(ctx, [addressKey(ctx.vault, 'push', address)]);
  await addAddresses(ctx, [{ id: newId(), personId, kind: 'push', address, rank, sessionId }]);
}

export const endPush = (ctx: Ctx): Promise<void> => store.deleteAddressesOf(ctx, [phoneOf(ctx).sessionId]);

/** What a worker of the field app says of a push; who does not know its token changes nothing. */
export const tellPush = (ctx: Ctx, config: Config, told: { token: string; state: 'delivered' | 'read' }) =>
  saveReceipts(ctx, config, [{ providerId: told.token, state: told.state }], { early: false });
