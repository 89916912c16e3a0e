import { plusMinutes } from '../../../platform/clock.ts';
import { emit } from '../../../platform/events/index.ts';
import type { Services } from '../../../platform/http/call.ts';
import { type Delivery, type Outcome, type Provider, providersOf } from '../providers/index.ts';
import { backoffMinutes, leaseMinutes, maxAttempts } from '../rules.ts';
import { slices } from '../store/slices.ts';
import * as store from '../store.ts';

const batch = 100;

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
      repeat: false,
      address: ctx.vault.decrypt<string>(row.address, { record: row.id, field: 'address' }),
      body: ctx.vault.decrypt<string>(row.body, { record: row.id, field: 'body' }),
    }));
  });
  if (claimed.length === 0) return false;
  const providers = providersOf(services.config, await services.network(networkId));
  const results: store.Result[] = [];
  const mine = await readdress(services, networkId, claimed, providers);
  for (const kind of new Set(mine.map((m) => m.kind))) {
    const provider = providers.find((p) => p.kinds.includes(kind));
    for (const part of slices(
      mine.filter((m) => m.kind === kind),
      provider?.batch ?? batch,
    ))
      results.push(...(await handOver(provider, part, services.clock.now())));
  }
  await services.asSystem(networkId, async (ctx) => {
    await store.saveResults(ctx, results);
    const failed = results.filter((r) => r.state === 'failed');
    await emit(ctx, ...failed.map((r) => ({ kind: 'message.failed', subject: r.id })));
  });
  return claimed.length === batch || mine.length < claimed.length;
}

/** Hands messages of one kind over; each has its result. */
async function handOver(
  provider: Provider | undefined,
  messages: Claimed[],
  now: Date,
): Promise<store.Result[]> {
  const failed = ({ id }: Claimed, error: string): store.Result => ({
    ...{ id, state: 'failed', providerId: null, error, dueAt: now },
  });
  if (!provider) return messages.map((m) => failed(m, 'no provider'));
  const good = messages.filter((m) => provider.check(m.address, m.kind));
  const bad = messages.filter((m) => !good.includes(m)).map((m) => failed(m, 'bad address'));
  const outcomes = good.length > 0 ? await provider.send(good) : [];
  return [...bad, ...good.map((m, i) => resultOf(m, outcomes[i]!, now))];
}

function resultOf(message: Claimed, outcome: Outcome, now: Date): store.Result {
  const { id, attempts, urgent } = message;
  if (outcome.state === 'taken') {
    const { providerId, delivered } = outcome;
    return { id, state: delivered ? 'delivered' : 'sent', providerId, error: null, dueAt: now };
  }
  const { code: error } = outcome;
  if (outcome.state === 'refused' || attempts >= maxAttempts)
    return { id, state: 'failed', providerId: null, error, dueAt: now };
  const dueAt = plusMinutes(now, backoffMinutes(attempts, urgent));
  return { id, state: 'queued', providerId: null, error, dueAt };
}
