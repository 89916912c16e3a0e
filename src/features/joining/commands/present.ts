import type { Ctx } from '../../../platform/context.ts';
import { boxOf } from '../../../platform/crypto/vault.ts';
import type { Box } from '../../../platform/http/sealed.ts';
import type { GreetingRow } from '../store.ts';

/** A greeting with its notes in their box: who has the ring's key opens it in their browser. */
export const presentGreeting = (ctx: Ctx, g: GreetingRow, signs: Map<string, string>) => ({
  ...{ id: g.id, by: signs.get(g.greeterId) ?? '', mine: g.greeterId === ctx.actor.personId },
  ...{ takenAt: g.takenAt.toISOString(), bookedFor: g.bookedFor?.toISOString() ?? null, how: g.how },
  ...{ outcome: g.outcome, endedAt: g.endedAt?.toISOString() ?? null, checked: g.checked },
  notes: (g.notes ? boxOf(g.notes, { record: g.id, field: 'notes' }) : null) as Box<string> | null,
});
