import { resident } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { openCall, type Services } from '../../../platform/http/call.ts';
import { log, nameOf } from '../../../platform/log.ts';
import { type Hear, type Heard, type Provider, providersOf } from '../providers/index.ts';
import type { Claimer } from '../types.ts';
import { receive } from './receive.ts';
import { saveReceipts } from './status.ts';

/** So often is the same thing tried while the database answers to everything else. */
const maxTries = 5;

/**
 * Takes in what a carrier's stream told: on disk when it resolves. Throws where that cannot be now; what can never be taken
 * is logged and passed over, so that it does not hold up what comes after it.
 */
export function hearing(services: Services, networkId: string, claimers: Claimer[]): Hear {
  let tries = 0;
  return async (heard) => {
    try {
      await take(services, networkId, claimers, heard);
      tries = 0;
      return true;
    } catch (error) {
      tries++;
      // Throws where the database is away, and then it is not for what came.
      await services.db.networkIds();
      if (tries < maxTries) throw error;
      tries = 0;
      log.error({ error: nameOf(error) }, 'what came by a carrier’s stream cannot be taken');
      return false;
    }
  };
}

async function take(
  services: Services,
  networkId: string,
  claimers: Claimer[],
  { inbound, receipts, groupsChanged }: Heard,
): Promise<void> {
  const call = await openCall(services, await services.network(networkId), resident, '');
  const vault = await services.vault(networkId);
  for (const raw of inbound) {
    // It names the sender, and carriers' ids are kept in the clear.
    const providerId = vault.hash('provider id', raw.providerId).toString('base64url');
    await receive(call, { ...raw, providerId, replyLeaves: true }, claimers);
  }
  if (receipts.length > 0) await call.tx((ctx) => saveReceipts(ctx, services.config, receipts));
  if (groupsChanged) await call.tx((ctx) => emit(ctx, { kind: 'group.changed', subject: networkId }));
}

interface Listening {
  stop: AbortController;
  to: Map<Provider, Promise<void>>;
}
const listeners = new WeakMap<Services, Listening>();

/** Keeps this process listening to the carriers that have a stream. Nothing is left to do. */
export const listening =
  (claimers: Claimer[]) =>
  async (services: Services, networkId: string): Promise<boolean> => {
    const own = listeners.get(services) ?? { stop: new AbortController(), to: new Map() };
    listeners.set(services, own);
    for (const provider of providersOf(services.config, await services.network(networkId))) {
      if (!provider.listen || own.to.has(provider)) continue;
      if ((await networkOf(services, provider)) !== networkId || own.to.has(provider)) continue;
      const hear = hearing(services, networkId, claimers);
      own.to.set(
        provider,
        provider.listen(hear, own.stop.signal, () => services.clock.now()),
      );
    }
    return false;
  };

/** Resolves when what is in hand is done. */
export async function stopListening(services: Services): Promise<void> {
  const listener = listeners.get(services);
  listener?.stop.abort(new Error('stopped'));
  await Promise.all(listener?.to.values() ?? []);
  listeners.delete(services);
}

/** The network of the one Signal account: whose number it is, or else the first. Null where there is no account. */
export async function signalNetwork({ config, db }: Services): Promise<string | null> {
  if (!config.signal) return null;
  const atDoor = await db.networkAtDoor('phone', config.signal.number);
  return atDoor ?? (await db.networkIds())[0] ?? null;
}

/** Whose a carrier's account is: the mailbox is that of the network at the public address, or of the first. */
async function networkOf(services: Services, { kinds }: Provider): Promise<string | null> {
  if (kinds.includes('signal')) return signalNetwork(services);
  const atDoor = await services.db.networkAtDoor('host', new URL(services.config.url).hostname);
  return atDoor ?? (await services.db.networkIds())[0] ?? null;
}
