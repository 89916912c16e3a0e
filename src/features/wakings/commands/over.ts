import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import type { Services } from '../../../platform/http/call.ts';
import { type Kind, type Letter, lettersOf, send, testPurpose } from '../../channels/index.ts';
import { people } from '../../people/index.ts';
import type { Why } from '../contract.ts';
import { say } from '../messages.ts';
import { openMinutes } from '../rules.ts';
import * as store from '../store.ts';
import { langOf } from './test.ts';

const atOnce = 50;

/** How far the ledger got with a test page says why it was not heard. */
function whyOf(letter: Letter | undefined): Why {
  if (letter?.state === 'held') return 'held';
  if (letter?.state === 'stopped') return 'stopped';
  if (letter?.state === 'sent' || letter?.state === 'delivered') return 'no answer';
  return 'not taken';
}

/** Ends test pages that nobody answered in time, and writes to their people how to let the next one through. */
export async function endOver(services: Services, networkId: string): Promise<boolean> {
  return services.asSystem(networkId, async (ctx) => {
    const before = plusMinutes(ctx.now, -openMinutes);
    if (!(await store.isAnyOver(ctx, before))) return false;
    const over = await store.takeOver(ctx, before, atOnce);
    const letters = await lettersOf(ctx, { subjects: over.map((w) => w.id), personIds: [] });
    const members = new Map(
      (
        await people(
          ctx,
          over.map((w) => w.personId),
        )
      ).map((p) => [p.id, p]),
    );
    for (const { id, personId } of over) {
      const letter = letters.find((l) => l.subject === id && l.purpose === testPurpose);
      const why = whyOf(letter);
      await store.updateWaking(ctx, id, { state: 'unheard', why });
      if (why === 'stopped') continue;
      const lang = langOf(members.get(personId));
      await hint(ctx, {
        ...{ personId, id, language: lang, lastWay: letter?.kind },
        body: say(lang, 'hint', {
          network: ctx.network.name,
          link: `${services.config.url}/${lang}/contact`,
        }),
      });
    }
    return over.length > 0;
  });
}

/** By another way than the one that went unheard, where there is one; it is not urgent and wakes nobody. */
async function hint(
  ctx: Ctx,
  told: { personId: string; id: string; language: string; body: string; lastWay: Kind | undefined },
): Promise<void> {
  const { personId, id, language, body, lastWay } = told;
  const message = {
    ...{ to: { personId }, body, language, purpose: 'waking_hint', subject: id },
  };
  // A telephone call went to the number that takes texts: a text is another way.
  const { unreachable } = await send(ctx, [{ ...message, ...(lastWay && { notBy: lastWay }) }]);
  if (unreachable.length > 0) await send(ctx, [message]);
}
