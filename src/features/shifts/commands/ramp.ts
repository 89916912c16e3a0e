import type { Ctx } from '../../../platform/context.ts';
import type { EventRow } from '../../../platform/events/index.ts';
import { authorize } from '../../../platform/policy.ts';
import { FEW, type Ramp } from '../contract.ts';
import { policy } from '../policy.ts';
import { atWall, dayAt, dayPlus, daysBetween, isOpenAt, minuteAt, openNext, shown } from '../rules.ts';
import * as store from '../store.ts';

const ways: Record<string, store.Way> = {
  web: 'web',
  api: 'web',
  sms: 'text',
  whatsapp: 'text',
  signal: 'text',
  email: 'text',
  wall: 'text',
};

/** By which way somebody came; null for what is no new contact: a call is counted once, what the desk writes down of it not again. */
function wayOf({ kind, data }: EventRow): store.Way | null {
  if (data.drill === true || data.queue === 'throttled') return null;
  if (kind.startsWith('call.')) return data.fresh === true ? 'call' : null;
  return ways[String(data.door)] ?? null;
}

/** Somebody came to us: counted by the hour, by way, and whether an operator was on shift. Who and why is not looked at. */
export async function countContact(ctx: Ctx, event: EventRow): Promise<void> {
  const way = wayOf(event);
  if (!way) return;
  const zone = ctx.network.timeZone;
  const there = (await store.selectAt(ctx.tx, ctx.network.id, event.at, 'operator')).some((s) => !s.learner);
  const hour = Math.floor(minuteAt(event.at, zone) / 60);
  const count = { way, hour, contacts: 1, uncovered: there ? 0 : 1 };
  await store.countContacts(ctx.tx, ctx.network.id, [{ ...count, day: dayAt(event.at, zone) }]);
}

const weeks = 8;

/** Contacts by hour of the week over the eight weeks before today, and what to open next. Small numbers are not told apart. */
export async function readRamp(ctx: Ctx): Promise<Ramp> {
  authorize(policy, ctx.actor, 'read', 'rota');
  const zone = ctx.network.timeZone;
  const today = dayAt(ctx.now, zone);
  const from = dayPlus(today, -7 * weeks);
  const counts = await store.selectByHour(ctx.tx, ctx.network.id, from, today);
  const byWay = await store.selectByWay(ctx.tx, ctx.network.id, from, today);
  const windows = await store.selectHours(ctx.tx, ctx.network.id);
  const monday = dayPlus(today, -daysBetween('2024-01-01', today) % 7);
  const isOpen = (day: number, hour: number) =>
    isOpenAt(windows, atWall(dayPlus(monday, day), hour * 60 + 30, zone), zone);
  const first = byWay.map((w) => w.first).sort()[0] ?? today;
  const counted = Math.min(weeks, Math.max(1, Math.ceil(daysBetween(first, today) / 7)));
  const at = new Map(counts.map((c) => [c.day * 24 + c.hour, c]));
  const sum = (of: 'contacts' | 'uncovered') => counts.reduce((total, c) => total + c[of], 0);
  return {
    weeks: counted,
    cells: Array.from({ length: 168 }, (_, n) => {
      const [day, hour] = [Math.floor(n / 24), n % 24];
      const { contacts = 0, uncovered = 0 } = at.get(n) ?? {};
      return {
        ...{ day, hour, open: isOpen(day, hour) },
        contacts: shown(contacts, FEW),
        uncovered: shown(uncovered, FEW),
      };
    }),
    total: sum('contacts'),
    uncovered: sum('uncovered'),
    byWay: byWay.map(({ way, contacts }) => ({ way, contacts: shown(contacts, FEW) })),
    next: openNext(counts, counted, isOpen),
  };
}

const keptDays = 400;

/** Counts of more than a year ago go. */
export async function forgetCounts(ctx: Ctx): Promise<void> {
  const before = dayPlus(dayAt(ctx.now, ctx.network.timeZone), -keptDays);
  await store.forgetCounts(ctx.tx, ctx.network.id, before);
  await store.forgetDigests(ctx.tx, ctx.network.id, before);
}
