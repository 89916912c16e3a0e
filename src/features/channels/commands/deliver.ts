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

type Claimed = Delivery & { personId: string | null; urgent: boolean; attempts: number };

/**
 * Moves what was written to an address that nothing here can deliver to, to the person's next that can be reached:
 * which carriers there are is known here and not where a message is written. Returns the others.
 */
async function readdress(
  services: Services,
  networkId: string,
  claimed: Claimed[],
  providers: Provider[],
): Promise<Claimed[]> {
  const kinds = new Set(providers.flatMap((p) => p.kinds));
  const stray = claimed.filter((m) => m.personId && !kinds.has(m.kind));
  if (stray.length === 0) return claimed;
  const moved = await services.asSystem(networkId, async (ctx) => {
    const all = await store.selectAddresses(ctx, [...new Set(stray.map((m) => m.personId!))]);
    const open = all.filter((a) => kinds.has(a.kind) && !a.stopped);
    const done = new Set<string>();
    for (const { id, personId } of stray) {
      const next = open.find((a) => a.personId === personId);
      if (!next) continue;
      const plain = ctx.vault.decrypt<string>(next.address, { record: next.id, field: 'address' });
      const address = ctx.vault.encrypt(plain, { record: id, field: 'address' });
      await store.readdress(ctx, { id, kind: next.kind, address, addressKey: next.addressKey });
      done.add(id);
    }
    return done;
  });
  return claimed.filter((m) => !moved.has(m.id));
}

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
  const mine = await readdress(services, networkId, claimed, providers);
  for (let i = 0; i < mine.length; i += atOnce) {
    const slice = mine.slice(i, i + atOnce);
    results.push(
      ...(await Promise.all(slice.map((message) => handOver(providers, message, services.clock.now())))),
    );
  }
  await services.asSystem(networkId, async (ctx) => {
    await store.saveResults(ctx, results);
    const failed = results.filter((r) => r.state === 'failed');
    await emit(ctx, ...failed.map((r) => ({ kind: 'message.failed', subject: r.id })));
  });
  return claimed.length === batch || mine.length < claimed.length;
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
