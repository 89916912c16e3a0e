import type { Ctx } from '../../platform/context.ts';
import { refused } from '../../platform/problem.ts';
import { reportsOfIncident } from '../hotline/index.ts';
import { type Incident, incident, timeline } from '../incidents/index.ts';
import { nearestCrossings, zones } from '../places/index.ts';
import type { Evening } from './contract.ts';
import { say } from './messages.ts';
import { replayEvening } from './rules.ts';

/** What happened at a concluded incident, as an evening to play. Throws 404, 422 while it is open or without reports. */
export async function pastEvening(ctx: Ctx, incidentId: string): Promise<Evening> {
  const past = await incident(ctx, incidentId);
  if (!past.concludedAt || !past.outcome) throw refused(say('en', 'notConcluded'));
  const reports = await reportsOfIncident(ctx, incidentId);
  if (reports.length === 0) throw refused(say('en', 'noReports'));
  const entries = await timeline(ctx, incidentId);
  const confirmed = past.verification === 'confirmed';
  return replayEvening({
    number: past.number,
    playbook: past.playbook,
    startsAt: hourOf(ctx, new Date(reports[0]!.receivedAt)),
    confirmed,
    outcome: past.outcome,
    // What was confirmed without sending anyone rested on words that are not replayed: here a pair goes and looks.
    calledOut: confirmed || entries.some((e) => e.kind === 'callout.started'),
    crossing: await crossingNear(ctx, past),
    reports: reports.map((r) => ({
      at: new Date(r.receivedAt),
      door: r.door,
      language: r.language,
      firstHand: r.firstHand ?? false,
      picture: r.picture,
    })),
  });
}

const hourOf = (ctx: Ctx, at: Date) =>
  new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: ctx.network.timeZone,
  }).format(at);

/** A public crossing near it, or in its zone when the point is forgotten. */
async function crossingNear(ctx: Ctx, { point, zone, label }: Incident): Promise<string> {
  const centre = point ?? (await zones(ctx)).find((z) => z.id === zone?.id);
  const [nearest] = centre ? await nearestCrossings(ctx, centre, 1) : [];
  return nearest?.name ?? label.slice(0, 120);
}
