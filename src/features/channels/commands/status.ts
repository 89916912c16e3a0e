import { plusMinutes } from '../../../platform/clock.ts';
import type { Config } from '../../../platform/config.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { providersOf, type Receipt } from '../providers/index.ts';
import { defaultCaps } from '../rules.ts';
import * as store from '../store.ts';
import { knowsToken } from './mail.ts';
import { goNextWay } from './next-way.ts';
import { addressKey } from './send.ts';

/** So long is a word kept for an attempt that is not written down yet. */
const earlyMinutes = 60;

/**
 * Carriers' later words on messages that they took. An older one changes nothing, one that outran the carrier's own
 * answer waits for it (`early`); what failed after all goes the person's next way.
 */
export async function saveReceipts(
  ctx: Ctx,
  config: Config,
  receipts: Receipt[],
  { early = true } = {},
): Promise<void> {
  const { ringMinutes } = (await store.selectCaps(ctx)) ?? defaultCaps;
  for (const { providerId, state, code = null, from, proof, gone } of receipts) {
    if (proof && !knowsToken(ctx, proof)) continue;
    const keys = from?.map((address) => addressKey(ctx.vault, 'signal', address));
    const received = await store.saveReceipt(ctx, { providerId, state, code }, { keys, ringMinutes });
    const { known, id, personId } = received;
    if (gone) await store.deleteAddressesAt(ctx, await store.selectAttemptKeys(ctx, providerId));
    if (!known && early)
      await store.keepEarly(ctx, { providerId, state, code }, plusMinutes(ctx.now, -earlyMinutes));
    if (id && state === 'read' && received.urgent) {
      const { purpose, subject, kind } = received;
      await emit(ctx, {
        kind: 'message.read',
        subject: id,
        data: { person: personId, purpose, about: subject, way: kind },
      });
    }
    if (!id || state !== 'failed') continue;
    const kinds = new Set(providersOf(config, ctx.network).flatMap((p) => p.kinds));
    await goNextWay(ctx, [{ id, personId, error: code ?? 'failed' }], kinds);
  }
}

/** Takes up what came before its attempt was written down. */
export async function takeUpEarly(ctx: Ctx, config: Config, providerIds: string[]): Promise<void> {
  if (providerIds.length === 0) return;
  const early = await store.takeEarly(ctx, providerIds);
  await saveReceipts(
    ctx,
    config,
    // Whose word it was is not kept: it counts where the id names one attempt.
    early.map(({ code, ...rest }) => ({ ...rest, from: [], ...(code !== null && { code }) })),
  );
}
