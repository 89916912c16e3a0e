import type { Ctx } from '../../../platform/context.ts';
import { type Lang, textLang } from '../../../platform/i18n/index.ts';
import { addressesOf, send, testPurpose } from '../../channels/index.ts';
import { say } from '../messages.ts';
import * as store from '../store.ts';

export const langOf = (person: { languages: string[] } | undefined): Lang =>
  textLang(person?.languages ?? []);

/** Sends these test pages the way that a real page goes: urgent, one way after the other, and at last by telephone. */
export async function sendTests(
  ctx: Ctx,
  wakings: Pick<store.WakingRow, 'id' | 'personId'>[],
  members: ReadonlyMap<string, { languages: string[] }>,
): Promise<void> {
  if (wakings.length === 0) return;
  const { unreachable } = await send(
    ctx,
    wakings.map(({ id, personId }) => {
      const lang = langOf(members.get(personId));
      return {
        to: { personId },
        body: say(lang, 'test', { network: ctx.network.name }),
        language: lang,
        ...{ purpose: testPurpose, subject: id, urgent: true },
      };
    }),
  );
  const known = await addressesOf(ctx, unreachable);
  for (const { id, personId } of wakings)
    await store.updateWaking(
      ctx,
      id,
      unreachable.includes(personId)
        ? { state: 'unreachable', why: known.has(personId) ? 'stopped' : 'no way' }
        : { state: 'sent', sentAt: ctx.now },
    );
}
