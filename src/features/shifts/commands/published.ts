import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import type { Lang } from '../../../platform/i18n/index.ts';
import { authorize, can } from '../../../platform/policy.ts';
import { refused } from '../../../platform/problem.ts';
import type { Window } from '../../people/contract.ts';
import type { PublishedHours } from '../contract.ts';
import { policy } from '../policy.ts';
import { isOpenAt, opensNext } from '../rules.ts';
import * as store from '../store.ts';
import { hoursText } from '../words.ts';

/** The hours as the network publishes them. */
export async function readPublished(ctx: Ctx): Promise<PublishedHours> {
  authorize(policy, ctx.actor, 'read', 'shift');
  const windows = await store.selectHours(ctx.tx, ctx.network.id);
  return {
    windows,
    text: windows.length > 0 ? hoursText('en', windows) : null,
    can: can(policy, ctx.actor, 'set', 'rota') ? ['set'] : [],
  };
}

/** Publishes hours, or takes them back. Throws 422 for two that lie over each other on one day. */
export async function publishHours(ctx: Ctx, windows: Window[]): Promise<PublishedHours> {
  authorize(policy, ctx.actor, 'set', 'rota');
  const sorted = windows.toSorted((a, b) => a.day - b.day || a.from - b.from);
  for (const [n, w] of sorted.entries()) {
    const next = sorted[n + 1];
    if (next?.day === w.day && (w.to <= w.from || next.from < w.to))
      throw refused(
        'Two of these hours lie over each other.',
        'Make one of them, or let them follow each other.',
      );
  }
  await store.saveHours(ctx.tx, ctx.network.id, sorted, ctx.actor.id, ctx.now);
  await audit(ctx, { act: 'rota.hours', subject: ctx.network.id, data: { windows: sorted.length } });
  await emit(ctx, { kind: 'shift.changed', subject: ctx.network.id, data: {} });
  return readPublished(ctx);
}

/** The published hours in a sentence, and whether they hold now and when they begin next. Null where none are published. */
export async function publishedHours(
  ctx: Ctx,
  lang: Lang,
): Promise<{ text: string; isOpen: boolean; opensAt: Date | null } | null> {
  const windows = await store.selectHours(ctx.tx, ctx.network.id);
  if (windows.length === 0) return null;
  const zone = ctx.network.timeZone;
  return {
    text: hoursText(lang, windows),
    isOpen: isOpenAt(windows, ctx.now, zone),
    opensAt: opensNext(windows, ctx.now, zone),
  };
}

/**
 * When a caller who finds nobody at the desk should call again: when the published hours begin; within them, or where none
 * are published, when the next operator's shift does. Null when neither is known.
 */
export async function deskOpensAt(ctx: Ctx): Promise<Date | null> {
  const hours = await publishedHours(ctx, 'en');
  if (hours && !hours.isOpen) return hours.opensAt;
  return store.selectNextStart(ctx.tx, ctx.network.id, ctx.now, 'operator');
}
