import { plusMinutes } from '../../../platform/clock.ts';
import { emit } from '../../../platform/events/index.ts';
import type { Services } from '../../../platform/http/call.ts';
import { type Delivery, type Provider, providersOf } from '../providers/index.ts';
import { Undeliverable } from '../providers/undeliverable.ts';
import { backoffMinutes, leaseMinutes, maxAttempts } from '../rules.ts';
import * as store from '../store.ts';

const batch = 100;
/** Hand-overs at the same time; a carrier that hangs costs at most four time-outs a batch, within the lease. */
const atOnce = 25;

type Claimed = Delivery & { urgent: boolean; attempts: number };

/**
 * Hands one batch of the ledger over to the providers. True when there may be more at once. What a dying process had
 * in hand is sent again after its lease: at most one batch twice, none lost.
 */
export async function deliver(services: Services, networkId: string): Promise<boolean> {
  const claimed = await services.asSystem(networkId, async (ctx) => {
    const rows = await store.claimMessages(ctx, batch, plusMinutes(ctx.now, leaseMinutes));
    return rows.map((row) => ({
      ...row,
      address: ctx.vault.decrypt<string>(row.address, { record: row.id, field: 'address' }),
      body: ctx.vault.decrypt<string>(row.body, { record: row.id, field: 'body' }),
    }));
  });
  if (claimed.length === 0) return false;
  const providers = providersOf(services.config, await services.network(networkId));
  const results: store.Result[] = [];
  for (let i = 0; i < claimed.length; i += atOnce) {
    const slice = claimed.slice(i, i + atOnce);
    results.push(
      ...(await Promise.all(slice.map((message) => handOver(providers, message, services.clock.now())))),
    );
  }
  await services.asSystem(networkId, async (ctx) => {
    await store.saveResults(ctx, results);
    const failed = results.filter((r) => r.state === 'failed');
    await emit(ctx, ...failed.map((r) => ({ kind: 'message.failed', subject: r.id })));
  });
  return claimed.length === batch;
}

async function handOver(providers: Provider[], message: Claimed, now: Date): Promise<store.Result> {
  const failed = (error: string) =>
    ({ id: message.id, state: 'failed', providerId: null, error, dueAt: now }) as const;
  const provider = providers.find((p) => p.kinds.includes(message.kind));
  if (!provider) return failed('no provider');
  if (!provider.check(message.address)) return failed('bad address');
  try {
    const { providerId, delivered } = await provider.send(message);
    return {
      id: message.id,
      state: delivered ? 'delivered' : 'sent',
      providerId,
      error: null,
      dueAt: now,
    };
  } catch (error) {
    const code = (error as { code?: unknown; name?: string }).code ?? (error as Error).name;
    if (error instanceof Undeliverable || message.attempts >= maxAttempts) return failed(String(code));
    const dueAt = plusMinutes(now, backoffMinutes(message.attempts, message.urgent));
    return { id: message.id, state: 'queued', providerId: null, error: String(code), dueAt };
  }
}
