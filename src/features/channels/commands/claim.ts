import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { newId } from '../../../platform/id.ts';
import type { Kind } from '../contract.ts';
import type { Delivery, Provider } from '../providers/index.ts';
import { costOf, defaultCaps, heldBack, leaseMinutes, tokensNow } from '../rules.ts';
import * as store from '../store.ts';
import type { SentFile } from '../types.ts';
import { mailIdsOf } from './mail.ts';

/** One message in hand. */
export type InHand = Delivery & {
  personId: string | null;
  addressKey: Buffer;
  attempts: number;
  tries: number;
  letGo: boolean;
  /** Hundredths of a cent. */
  cost: number;
};

export interface Hand {
  kind: Kind;
  holder: string;
  messages: InHand[];
  /** There may be more that could leave at once. */
  more: boolean;
}

const dayMinutes = 24 * 60;

const days = new Map<string, Intl.DateTimeFormat>();

/** The day as the network counts it, for what it spends. */
export function dayOf({ network, now }: Pick<Ctx, 'network' | 'now'>): string {
  // Canada writes days as 2026-11-25. To make the formatter costs 50 µs, and each look at a way needs it.
  const format =
    days.get(network.timeZone) ?? new Intl.DateTimeFormat('en-CA', { timeZone: network.timeZone });
  days.set(network.timeZone, format);
  return format.format(now);
}

/**
 * Takes a way and what is due on it, as much as the carrier's limits and the caps allow. Null when there is nothing to
 * do now. All networks here use the same carrier: each gets its part of the limits.
 */
export async function takeInHand(ctx: Ctx, kind: Kind, provider: Provider): Promise<Hand | null> {
  const way = await store.lockWay(ctx, kind, dayOf(ctx));
  if (!way) return null;
  const { perSecond, burst } = provider.pace(kind);
  const pace = { perSecond: perSecond / way.networks, burst: Math.max(1, burst / way.networks) };
  const tokens = tokensNow(way, pace, ctx.now);
  const limit = Math.min(provider.batch, Math.floor(tokens / 1000));
  if (limit < 1) return null;
  const rows = await store.selectDue(ctx, kind, limit, plusMinutes(ctx.now, -dayMinutes));
  const lost = new Set(way.inHand);
  const files = await filesOf(ctx, rows);
  const due = rows.map((row) => opened(ctx, row, lost, files));
  const held = heldBack(due, capsOf(way), {
    cost: way.spent,
    toPerson: new Map(rows.flatMap((r) => (r.personId ? [[r.personId, r.received]] : []))),
  });
  if (held.size > 0) {
    await store.holdBack(ctx, held);
    await emit(ctx, ...[...held.keys()].map((id) => ({ kind: 'message.held', subject: id })));
  }
  const hand = {
    ...{ kind, holder: newId(), more: rows.length === limit },
    messages: due.filter((m) => !held.has(m.id)),
  };
  if (hand.messages.length === 0) return hand;
  await store.holdWay(ctx, kind, {
    holder: hand.holder,
    until: plusMinutes(ctx.now, leaseMinutes),
    inHand: hand.messages.map((m) => m.id),
    tokens: tokens - hand.messages.length * 1000,
  });
  return hand;
}

const capsOf = (way: store.HeldWay) => ({
  centsADay: way.centsADay ?? defaultCaps.centsADay,
  messagesADay: way.messagesADay ?? defaultCaps.messagesADay,
});

async function filesOf(ctx: Ctx, rows: readonly store.Due[]): Promise<Map<string, SentFile>> {
  const files = await store.selectFiles(
    ctx,
    rows.map((r) => r.id),
  );
  return new Map(
    files.map(({ id, type, name, content }) => {
      const bytes = Buffer.from(
        ctx.vault.decrypt<string>(content, { record: id, field: 'content' }),
        'base64',
      );
      return [id, { type, name: ctx.vault.decrypt<string>(name, { record: id, field: 'name' }), bytes }];
    }),
  );
}

function opened(
  ctx: Ctx,
  row: store.Due,
  lost: ReadonlySet<string>,
  files: ReadonlyMap<string, SentFile>,
): InHand {
  const open = (field: 'address' | 'body') =>
    ctx.vault.decrypt<string>(row[field], { record: row.id, field });
  const [address, body] = [open('address'), open('body')];
  const cost = costOf(row.kind, address, body);
  const file = files.get(row.id) ?? null;
  const mail = row.kind === 'email' ? mailIdsOf(ctx, row) : null;
  return { ...row, address, body, file, mail, repeat: row.repeat || lost.has(row.id), cost };
}
