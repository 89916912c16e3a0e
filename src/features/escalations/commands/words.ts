import type { Ctx } from '../../../platform/context.ts';
import { clockTime, isLang, type Lang } from '../../../platform/i18n/index.ts';
import { roleName, shiftTime } from '../../shifts/index.ts';
import type { Target } from '../contract.ts';
import { say } from '../messages.ts';
import type { EscalationRow } from '../store.ts';

/** The first of somebody's languages that we speak, else the network's. */
export const langOf = (ctx: Ctx, languages: readonly string[]): Lang =>
  languages.find(isLang) ?? ctx.network.languages.find(isLang) ?? 'en';

/** The words of a page: what waits, and how to answer. */
export function wordsFor(
  ctx: Ctx,
  lang: Lang,
  { kind, facts }: Pick<EscalationRow, 'kind' | 'facts'>,
  { count, to }: { count: number; to: Target },
): string {
  const { code = '', callSign = '', role, startsAt, endsAt } = facts;
  const zone = ctx.network.timeZone;
  const parts = {
    ...{ network: ctx.network.name, count, code, callSign, number: ctx.network.emergencyNumber },
    role: role ? roleName(lang, role) : '',
    from: startsAt ? shiftTime(lang, new Date(startsAt), zone) : '',
    to: endsAt ? clockTime(lang, new Date(endsAt), zone) : '',
  };
  if (to.who === 'taker') return say(lang, 'page.take', parts);
  if (to.who === 'self') return say(lang, 'page.self', parts);
  return `${say(lang, `page.${kind}`, parts)} ${say(lang, 'answer')}`;
}
