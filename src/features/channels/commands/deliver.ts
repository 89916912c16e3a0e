import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import type { Services } from '../../../platform/http/call.ts';
import { isLang } from '../../../platform/i18n/index.ts';
import type { Loop } from '../../../platform/jobs/index.ts';
import { KINDS, type Kind } from '../contract.ts';
import { say } from '../messages.ts';
import { type Outcome, type Provider, providersOf } from '../providers/index.ts';
import {
  backoffMinutes,
  FILE_WAYS,
  markRepeat,
  maxAttempts,
  patienceMinutes,
  triesOnOneWay,
} from '../rules.ts';
import * as store from '../store.ts';
import { dayOf, type Hand, type InHand, takeInHand } from './claim.ts';
import { goNextWay, lookAfterAstray } from './next-way.ts';
import { takeUpEarly } from './status.ts';

/** One loop a way, so that a carrier that hangs holds up no other, and one for what has to change ways. */
export const loops: Loop[] = [
  ...KINDS.map((kind) => ({
    name: `channels.deliver.${kind}`,
    run: (services: Services, networkId: string) => deliverOn(kind, services, networkId),
  })),
  { name: 'channels.astray', run: lookAfterAstray },
];

const placed = new Set<string>();

/**
 * Hands one batch of the ledger over on one way. True when there may be more at once. What a dying process had in hand
 * is sent again after its lease, marked: at most one batch twice, none lost.
 */
async function deliverOn(kind: Kind, services: Services, networkId: string): Promise<boolean> {
  const providers = providersOf(services.config, await services.network(networkId));
  const provider = providers.find((p) => p.kinds.includes(kind));
  if (!provider) return false;
  const hand = await services.asSystem(networkId, async (ctx) => {
    const name = `${networkId} ${kind}`;
    if (!placed.has(name)) await store.placeWay(ctx, kind);
    placed.add(name);
    return takeInHand(ctx, kind, provider);
  });
  if (!hand || hand.messages.length === 0) return hand?.more ?? false;
  const began = performance.now();
  const outcomes = await handOver(provider, hand.messages);
  const tookMs = Math.round(performance.now() - began);
  const kinds = new Set(providers.flatMap((p) => p.kinds));
  const moved = await services.asSystem(networkId, async (ctx) => {
    const moved = await settle(ctx, provider, hand, outcomes, tookMs, kinds);
    if (provider.carries(kind).receipts !== 'none')
      await takeUpEarly(ctx, services.config, outcomes.flatMap(waitsForWord));
    return moved;
  });
  return moved || hand.more;
}

/** Hands over on every way once; true when any of them did something. */
export async function deliver(services: Services, networkId: string): Promise<boolean> {
  const busy = await Promise.all(loops.map(({ run }) => run(services, networkId)));
  return busy.some(Boolean);
}

/** An outcome for each, in their order. What cannot be an address, or is too long, is not tried. */
async function handOver(provider: Provider, messages: InHand[]): Promise<Outcome[]> {
  const refusals = messages.map((m): Outcome | null => {
    if (!provider.check(m.address, m.kind)) return { state: 'refused', code: 'bad address', gone: false };
    if (m.body.length > provider.carries(m.kind).longest)
      return { state: 'refused', code: 'too long', gone: false };
    return null;
  });
  const good = messages.filter((_, i) => !refusals[i]);
  const marked = good.map((m) => {
    const body = m.repeat && !provider.carries(m.kind).once ? markRepeat(m.body, m.language) : m.body;
    return m.file && !FILE_WAYS.includes(m.kind)
      ? { ...m, body: withoutFile(body, m.language) }
      : { ...m, body };
  });
  const sent = good.length > 0 ? await provider.send(marked) : [];
  let next = 0;
  return refusals.map((refused) => refused ?? sent[next++]!);
}

/** Who cannot get a file by this way reads that there was one. */
const withoutFile = (body: string, language: string): string =>
  `${body}\n${say(isLang(language) ? language : 'en', 'fileLeftOut')}`;

/** The ids of what was taken and is not known to be there. */
const waitsForWord = (outcome: Outcome): string[] =>
  outcome.state === 'taken' && !outcome.delivered ? [outcome.providerId] : [];

/** Writes down what came of a hand-over. Whether anything goes another way now. */
async function settle(
  ctx: Ctx,
  provider: Provider,
  hand: Hand,
  outcomes: Outcome[],
  tookMs: number,
  kinds: ReadonlySet<Kind>,
): Promise<boolean> {
  const results = hand.messages.map((message, i) => resultOf(ctx, provider, message, outcomes[i]!));
  const taken = hand.messages.filter((_, i) => outcomes[i]!.state === 'taken');
  const asked = outcomes.filter((o) => o.state !== 'refused');
  await store.saveHandover(ctx, results, {
    ...{ kind: hand.kind, holder: hand.holder, tookMs, day: dayOf(ctx), messages: taken.length },
    nothing: asked.length > 0 && taken.length === 0,
    code: results.find((r) => r.code)?.code ?? null,
    cost: taken.reduce((sum, m) => sum + m.cost, 0),
  });
  const gone = hand.messages.filter((_, i) => isGone(outcomes[i]!));
  if (gone.length > 0)
    await store.deleteAddressesAt(
      ctx,
      gone.map((m) => m.addressKey),
    );
  const over = hand.messages.flatMap((m, i) => {
    const { outcome, code } = results[i]!;
    // What somebody let go begins anew.
    const before = m.letGo ? m.tries : m.attempts;
    const ends = outcome === 'refused' || (outcome === 'failed' && before + 1 >= maxAttempts);
    const moves = outcome === 'failed' && m.personId && m.tries + 1 >= triesOnOneWay(m.urgent);
    return ends || moves ? [{ id: m.id, personId: m.personId, error: code ?? 'failed', ends }] : [];
  });
  const ended = await goNextWay(
    ctx,
    over.filter((o) => o.ends),
    kinds,
  );
  // With no next way these stay on this one until the last try.
  const tired = over.filter((o) => !o.ends);
  return (await goNextWay(ctx, tired, kinds, { orElse: 'stay' })) || ended;
}

const isGone = (outcome: Outcome) => outcome.state === 'refused' && outcome.gone;

function resultOf(ctx: Ctx, provider: Provider, message: InHand, outcome: Outcome): store.Result {
  const { id, tries, urgent, kind, personId, repeat } = message;
  const same = { id, repeat, outcome: outcome.state, providerId: null, dueAt: ctx.now, nextWayAt: null };
  if (outcome.state === 'taken') {
    const { providerId, delivered } = outcome;
    const patience = delivered || !personId ? null : patienceMinutes(urgent, provider.carries(kind));
    const nextWayAt = patience === null ? null : plusMinutes(ctx.now, patience);
    return { ...same, state: delivered ? 'delivered' : 'sent', providerId, code: null, nextWayAt };
  }
  const { code } = outcome;
  if (outcome.state === 'refused') return { ...same, state: 'queued', code };
  const dueAt = plusMinutes(ctx.now, backoffMinutes(tries + 1, urgent));
  return { ...same, state: 'queued', code, dueAt, repeat: repeat || outcome.unsure };
}
