import type { Ctx } from '../../platform/context.ts';
import { textLang } from '../../platform/i18n/index.ts';
import type { Claimer, Inbound } from '../channels/index.ts';
import { speaksToHotline } from '../hotline/index.ts';
import { hear, keepText } from './commands/hear.ts';
import { say } from './messages.ts';

/** What a call-out takes of a member's texts stands in their thread as well, beside what they were answered. */
export const keeping = (inner: Claimer): Claimer => ({
  ...inner,
  async claim(ctx, inbound) {
    const taken = await inner.claim(ctx, inbound);
    if (taken && inbound.personId) await keepText(ctx, inbound, inbound.personId);
    return taken;
  },
});

/** A member's text that no call-out takes is for the desk, unless it is one for the hotline, as anybody's would be. */
export const claimer: Claimer = {
  name: 'threads',
  takesUnproven: true,
  async claim(ctx, inbound) {
    if (!inbound.personId || (await speaksToHotline(ctx, inbound))) return null;
    await hear(ctx, inbound, inbound.personId);
    return { reply: answer(ctx, inbound) };
  },
};

const answer = (ctx: Ctx, { language }: Inbound): string =>
  say(textLang([language]), 'deskHasIt', { number: ctx.network.emergencyNumber });
