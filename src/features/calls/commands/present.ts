import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { can } from '../../../platform/policy.ts';
import { callSigns } from '../../people/index.ts';
import type { SentCall } from '../contract.ts';
import { policy } from '../policy.ts';
import * as store from '../store.ts';

const beforeMinutes = 30 * 24 * 60;

function abilitiesOn(ctx: Ctx, row: store.CallRow): string[] {
  const own = ctx.actor.personId;
  if (!own || !can(policy, ctx.actor, 'answer', 'call', row)) return [];
  if (row.state === 'waiting' || row.handingTo === own) return ['answer'];
  if (row.state !== 'talking' && row.state !== 'held') return [];
  if (row.answeredBy !== own) return row.door === 'web' ? ['join'] : [];
  return [
    row.state === 'talking' ? 'hold' : 'resume',
    ...(row.handingTo ? [] : ['handOver']),
    'hangUp',
    ...(row.line === 'desk' && !row.reportId ? ['report'] : []),
  ];
}

/** Calls as the desk sees them: how often that telephone called before, never which it is. */
export async function present(ctx: Ctx, rows: store.CallRow[]): Promise<SentCall[]> {
  const names = await callSigns(
    ctx,
    rows.flatMap((r) => [r.answeredBy, r.handingTo].filter((id) => id !== null)),
  );
  const counts = await store.countByOrigin(
    ctx,
    rows.map((r) => r.origin),
    plusMinutes(ctx.now, -beforeMinutes),
  );
  const who = (personId: string | null) =>
    personId ? { personId, callSign: names.get(personId) ?? '–' } : null;
  return rows.map((row) => ({
    id: row.id,
    door: row.door,
    line: row.line,
    language: row.language,
    choice: row.choice,
    state: row.state,
    startedAt: row.startedAt.toISOString(),
    queuedAt: row.queuedAt?.toISOString() ?? null,
    answeredAt: row.answeredAt?.toISOString() ?? null,
    answeredBy: who(row.answeredBy),
    handingTo: who(row.handingTo),
    endedAt: row.endedAt?.toISOString() ?? null,
    outcome: row.outcome,
    reportId: row.reportId,
    before: Math.max(0, (counts.get(row.origin.toString('hex')) ?? 1) - 1),
    behind: row.behind,
    outgoing: row.outgoing,
    drill: row.drill,
    can: abilitiesOn(ctx, row),
  }));
}
