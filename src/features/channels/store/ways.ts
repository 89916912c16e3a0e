import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import type { Kind } from '../contract.ts';

/** There is a row for this way. */
export async function placeWay(ctx: Ctx, kind: Kind): Promise<void> {
  await sql`insert into ways (network_id, kind) values (${ctx.network.id}, ${kind}) on conflict do nothing`.execute(
    ctx.tx,
  );
}

export interface HeldWay {
  tokens: number;
  filledAt: Date | null;
  /** What somebody who died had in hand. */
  inHand: string[];
  spent: number;
  centsADay: number | null;
  messagesADay: number | null;
  /** How many networks there are here. */
  networks: number;
}

/**
 * Locks a way on which something is due and that nobody holds; null otherwise. What is due is to be read in a statement
 * of its own afterwards: this one may have waited for a row, and then sees messages as they were before.
 */
export async function lockWay(ctx: Ctx, kind: Kind, day: string): Promise<HeldWay | null> {
  const { rows } = await sql<HeldWay>`
    select w.tokens, w.filled_at as "filledAt", w.in_hand as "inHand",
      coalesce((select sum(cost)::int from spending where network_id = ${ctx.network.id} and day = ${day}), 0) as spent,
      c.cents_a_day as "centsADay", c.messages_a_day as "messagesADay",
      (select count(*)::int from network_ids()) as networks
    from ways w left join delivery_caps c on c.network_id = w.network_id
    where w.network_id = ${ctx.network.id} and w.kind = ${kind}
      and (w.held_until is null or w.held_until <= ${ctx.now})
      and exists (select from messages m where m.network_id = ${ctx.network.id} and m.kind = ${kind}
        and m.state = 'queued' and m.due_at <= ${ctx.now})
    for update of w skip locked`.execute(ctx.tx);
  return rows[0] ?? null;
}

/** Takes a locked way, with what is in hand now. */
export async function holdWay(
  ctx: Ctx,
  kind: Kind,
  { holder, until, inHand, tokens }: { holder: string; until: Date; inHand: string[]; tokens: number },
): Promise<void> {
  await sql`update ways set holder = ${holder}, held_until = ${until}, in_hand = ${JSON.stringify(inHand)},
      tokens = ${tokens}, filled_at = ${ctx.now}
    where network_id = ${ctx.network.id} and kind = ${kind}`.execute(ctx.tx);
}

/** Whether something may have to go another way now: taken without a word since, or on a way that has no carrier. */
export async function isSomethingAstray(ctx: Ctx, kinds: readonly Kind[]): Promise<boolean> {
  const { rows } = await sql<{ astray: boolean }>`
    select exists (select from messages where network_id = ${ctx.network.id} and next_way_at <= ${ctx.now})
      or exists (select from messages where network_id = ${ctx.network.id} and kind = any(${kinds}::text[])
        and state = 'queued' and due_at <= ${ctx.now}) as astray`.execute(ctx.tx);
  return rows[0]!.astray;
}
