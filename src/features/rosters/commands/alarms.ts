import type { Actor, Ctx } from '../../../platform/context.ts';
import { textLang } from '../../../platform/i18n/index.ts';
import { can } from '../../../platform/policy.ts';
import { rolesOf } from '../../accounts/index.ts';
import { send } from '../../channels/index.ts';
import { people, peopleHolding } from '../../people/index.ts';
import { type Key, say } from '../messages.ts';
import { policy } from '../policy.ts';
import type { Drift } from '../rules.ts';
import * as store from '../store.ts';

/** Tells who looks after a channel, once of each: somebody who should not be in it, a group that is open or lost. */
export async function tellOfDrift(
  ctx: Ctx,
  channel: store.ChannelRow,
  drift: Drift & { seats: store.SeatRow[] },
  unlocked: string[],
): Promise<void> {
  const astray = new Set(drift.remove.map((r) => r.seatId));
  const untold = drift.seats.filter((s) => astray.has(s.id) && !s.toldAt);
  if (untold.length > 0) {
    await store.upsertSeats(
      ctx,
      untold.map((s) => ({ ...s, toldAt: ctx.now })),
    );
    await tellKeepers(ctx, channel, 'astray', untold.length);
  }
  if (unlocked.length > 0) await tellKeepers(ctx, channel, 'unlocked', unlocked.length);
}

/** Admins, and the coordinators who look after the channel by the chapters of their roles. */
export async function tellKeepers(ctx: Ctx, channel: store.ChannelRow, key: Key, n: number): Promise<void> {
  const admins = await peopleHolding(ctx, 'admin');
  const near: string[] = [];
  for (const { id, accountId } of await people(ctx, await peopleHolding(ctx, 'coordinator'))) {
    const roles = (await rolesOf(ctx, accountId!)).filter((r) => r.startsAt <= ctx.now);
    const coordinator: Actor = { ...ctx.actor, kind: 'person', personId: id, roles };
    if (can(policy, coordinator, 'read', 'channel', channel)) near.push(id);
  }
  await send(
    ctx,
    (await people(ctx, [...new Set([...admins, ...near])])).map(({ id, languages }) => {
      const language = textLang(languages);
      return {
        to: { personId: id },
        body: say(language, key, { n, channel: channel.name, network: ctx.network.name }),
        ...{ language, purpose: 'alarm', subject: channel.id, urgent: key !== 'unlocked' },
      };
    }),
  );
}
