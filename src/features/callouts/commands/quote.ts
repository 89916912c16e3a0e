import * as z from 'zod/mini';
import type { Ctx } from '../../../platform/context.ts';
import { authorize } from '../../../platform/policy.ts';
import { invalid } from '../../../platform/problem.ts';
import type { Quoted } from '../../channels/index.ts';
import { zoneAt } from '../../places/index.ts';
import { PURPOSES, type StandDownReason } from '../contract.ts';
import { langOf, say } from '../messages.ts';
import { policy } from '../policy.ts';
import { isSeated } from '../rules.ts';
import * as store from '../store.ts';
import { nearby } from './candidates.ts';
import { langFor, zoneNameFor } from './common.ts';
import { planSendable } from './wave.ts';

const number = (least: number, most: number) => z.coerce.number().check(z.gte(least), z.lte(most));
const AskFacts = z.object({
  purpose: z.enum(PURPOSES),
  lat: number(-90, 90),
  lon: number(-180, 180),
  minutes: number(1, 240),
  wanted: number(1, 4),
  language: z.optional(z.string()),
});

/** As long as any code of a call-out. */
const anyCode = 'K88';

/** The asks of a first wave near a place, as they would leave now; who they go to is not told. Throws 403. */
export async function quoteAsk(ctx: Ctx, given: Record<string, string>): Promise<Quoted[]> {
  authorize(policy, ctx.actor, 'start', 'callout');
  const facts = AskFacts.safeParse(given);
  if (!facts.success)
    throw invalid(
      facts.error.issues.map(({ path, message }) => ({ path: `body.facts.${path.join('.')}`, message })),
    );
  const { purpose, lat, lon, minutes, wanted, language } = facts.data;
  const meet = { lat, lon };
  const wish = { purpose, meet, minutes, languages: language ? [language] : [] };
  const near = (await nearby(ctx, wish, { certified: true })).filter((n) => n.reasons.length === 0);
  const { ask } = await planSendable(ctx, purpose, near, { wanted, seated: 0, pending: [] });
  const zone = await zoneNameFor(ctx, (await zoneAt(ctx, meet))?.id ?? null);
  return ask.map(({ responder: { personId, languages } }) => {
    const lang = langOf(languages);
    return {
      to: { personId },
      body: say(lang, 'ask', { network: 'Porchlight', code: anyCode, purpose, zone: zone(lang), minutes }),
      language: lang,
    };
  });
}

/** A stand-down to those who are out on an incident, and the thanks to those still asked. Throws 403. */
export async function quoteStandDown(
  ctx: Ctx,
  given: Record<string, string>,
  incidentId: string,
): Promise<Quoted[]> {
  authorize(policy, ctx.actor, 'send', 'standDown');
  const reason = (given.reason ?? 'over') as StandDownReason;
  const rows = await store.selectAssignmentsAt(ctx, [incidentId]);
  const callouts = new Map((await store.selectCalloutsOf(ctx, incidentId)).map((c) => [c.id, c]));
  return rows.flatMap((row) => {
    const { code, drill } = callouts.get(row.calloutId)!;
    const said = isSeated(row.state)
      ? say(langFor(row), 'standDown', { code, reason, number: ctx.network.emergencyNumber })
      : row.state === 'asked' && say(langFor(row), 'notNeeded', { code });
    return said ? [{ to: { personId: row.personId }, body: said, language: row.language, drill }] : [];
  });
}
