import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import type { Services } from '../../../platform/http/call.ts';
import { KINDS, type Kind } from '../contract.ts';
import { providersOf } from '../providers/index.ts';
import * as store from '../store.ts';
import { addressKey } from './send.ts';

const atOnce = 200;

interface Astray {
  id: string;
  personId: string | null;
  /** Why not on the present way. */
  error: string;
  /** It lies unread on a phone: the telephone comes before all others. */
  arrived?: boolean;
}

/**
 * Moves messages to the next address of their person that has a carrier, was not tried yet and did not say STOP. Those
 * that have none `stay` for their next try, or end as they are: what waited has failed. Returns whether any moved.
 */
export async function goNextWay(
  ctx: Ctx,
  astray: Astray[],
  kinds: ReadonlySet<Kind>,
  { orElse }: { orElse: 'end' | 'stay' } = { orElse: 'end' },
): Promise<boolean> {
  if (astray.length === 0) return false;
  const persons = [...new Set(astray.flatMap((m) => m.personId ?? []))];
  const own = (await store.selectAddresses(ctx, persons)).filter((a) => !a.stopped);
  const all = own.filter((a) => kinds.has(a.kind));
  const urgent = kinds.has('voice')
    ? await store.selectUrgent(
        ctx,
        astray.map((m) => m.id),
      )
    : new Set<string>();
  const tried = await store.selectTried(
    ctx,
    astray.map((m) => m.id),
  );
  const ended: Astray[] = [];
  for (const message of astray) {
    const before = tried.get(message.id);
    const voice = urgent.has(message.id) ? own.flatMap((a) => byVoice(ctx, a)) : [];
    const ways = message.arrived ? [...voice, ...all] : [...all, ...voice];
    const next = ways.find(
      (a) => a.personId === message.personId && !before?.has(a.addressKey.toString('hex')),
    );
    if (!next) {
      ended.push(message);
      continue;
    }
    const plain = ctx.vault.decrypt<string>(next.address, { record: next.id, field: 'address' });
    const address = ctx.vault.encrypt(plain, { record: message.id, field: 'address' });
    const { kind, addressKey } = next;
    await store.readdress(ctx, { id: message.id, kind, address, addressKey, error: message.error });
  }
  const moved = ended.length < astray.length;
  if (orElse === 'stay') return moved;
  for (const error of new Set(ended.map((m) => m.error))) {
    const ids = ended.filter((m) => m.error === error).map((m) => m.id);
    const failed = await store.endHere(ctx, ids, error);
    await emit(ctx, ...failed.map((id) => ({ kind: 'message.failed', subject: id })));
  }
  return moved;
}

/** What is urgent and went unheard rings: the number that takes texts is called. */
function byVoice(ctx: Ctx, address: Awaited<ReturnType<typeof store.selectAddresses>>[number]) {
  if (address.kind !== 'sms') return [];
  const number = ctx.vault.decrypt<string>(address.address, { record: address.id, field: 'address' });
  return [{ ...address, kind: 'voice' as const, addressKey: addressKey(ctx.vault, 'voice', number) }];
}

/**
 * Looks after what a way will not bring: written to an address that nothing here can deliver to, or taken without a
 * receipt or an answer in time. Which carriers there are is known here and not where a message is written.
 */
export async function lookAfterAstray(services: Services, networkId: string): Promise<boolean> {
  const providers = providersOf(services.config, await services.network(networkId));
  const kinds = new Set(providers.flatMap((p) => p.kinds));
  const without = KINDS.filter((kind) => !kinds.has(kind));
  return services.asSystem(networkId, async (ctx) => {
    if (!(await store.isSomethingAstray(ctx, without))) return false;
    const stray = await store.selectStray(ctx, without, atOnce);
    const late = await store.selectLate(ctx, atOnce);
    const astray = [
      ...stray.map(({ id, personId }) => ({ id, personId, error: 'no provider' })),
      ...late.map(({ id, personId, arrived }) => ({
        ...{ id, personId, arrived },
        error: arrived ? 'not read' : 'no receipt',
      })),
    ];
    await goNextWay(ctx, astray, kinds);
    return astray.length > 0;
  });
}
