import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { clockTime, dayAndTime, type Lang } from '../../../platform/i18n/index.ts';
import { authorize } from '../../../platform/policy.ts';
import { callsSince } from '../../calls/index.ts';
import { reportsSince } from '../../hotline/index.ts';
import { entriesSince, incidents } from '../../incidents/index.ts';
import { callSigns } from '../../people/index.ts';
import { lastThere, seatsNow } from '../../shifts/index.ts';
import { waitingForUs } from '../../threads/index.ts';
import { say } from '../messages.ts';
import { policy } from '../policy.ts';
import { type Facts, linesSince } from '../rules.ts';

const day = 24 * 60;
/** Who was never here, or long ago, hears of the last so many days. */
const mostDays = 3;

/** What happened since the actor was last here, as sentences. */
export async function since(ctx: Ctx, lang: Lang) {
  authorize(policy, ctx.actor, 'read', 'handover');
  const me = ctx.actor.personId;
  const last = me ? await lastThere(ctx, me) : null;
  const earliest = plusMinutes(ctx.now, -mostDays * day);
  const from = last && last > earliest ? last : earliest;
  const facts = await factsSince(ctx, from);
  const zone = ctx.network.timeZone;
  const when = (at: Date) =>
    at > plusMinutes(ctx.now, -day) ? clockTime(lang, at, zone) : dayAndTime(lang, at, zone);
  return {
    since: from.toISOString(),
    lines: linesSince(facts).map(({ key, params, at, incidentId }) => ({
      text: say(lang, `since.${key}`, { ...params, ...(at && { time: when(at) }) }),
      at: at?.toISOString() ?? null,
      incidentId,
    })),
  };
}

async function factsSince(ctx: Ctx, from: Date): Promise<Facts> {
  const byIncident = Map.groupBy(await entriesSince(ctx, from), (e) => e.incidentId);
  const known = await incidents(ctx, [...byIncident.keys()]);
  const missed = (await seatsNow(ctx)).filter((s) => s.state === 'missed' && !s.learner);
  const signs = await callSigns(
    ctx,
    missed.map((s) => s.personId),
  );
  const waits = await waitingForUs(ctx);
  return {
    since: from,
    incidents: [...known.values()]
      .filter((i) => !i.mergedInto)
      .map((i) => ({
        ...{ id: i.id, number: i.number, place: i.label, verification: i.verification, response: i.response },
        isOver: i.concludedAt !== null,
        entries: byIncident.get(i.id) ?? [],
      })),
    reports: await reportsSince(ctx, from),
    calls: await callsSince(ctx, from),
    ...{ threads: waits.threads, callbacks: waits.callbacks },
    missed: missed.map((s) => signs.get(s.personId) ?? '–'),
  };
}
