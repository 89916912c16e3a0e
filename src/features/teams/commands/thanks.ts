import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { notFound, refused } from '../../../platform/problem.ts';
import { send } from '../../channels/index.ts';
import { say } from '../messages.ts';
import { THANKS_A_DAY } from '../rules.ts';
import * as store from '../store.ts';
import { mustLeadOr, mustNotCall, readersOf, teamToChange, wordsBound } from './common.ts';

/**
 * One sentence of thanks to somebody of the team, sent by their own way and kept for them alone; a lead or a coordinator
 * says it, and nobody to themselves. The same id again is the same thanks. Throws 403, 404, 422.
 */
export async function thank(
  ctx: Ctx,
  teamId: string,
  { id, personId, words }: { id: string; personId: string; words: string },
): Promise<{ id: string }> {
  const team = await teamToChange(ctx, teamId);
  await mustLeadOr(ctx, 'thank', team);
  const me = ctx.actor.personId;
  const members = await store.selectMembers(ctx, [teamId]);
  if (!me || !members.some((m) => m.personId === personId && m.part !== 'asking'))
    throw notFound('member of this team');
  if (personId === me) throw refused('Thanks are for somebody else.', 'Let another lead say it.');
  mustNotCall(words);
  if ((await store.countThanksBy(ctx, me, plusMinutes(ctx.now, -24 * 60))) >= THANKS_A_DAY)
    throw refused(`You have thanked ${THANKS_A_DAY} people within a day.`, 'Go on tomorrow.');
  const box = ctx.vault.encrypt(words, wordsBound(id));
  if (!(await store.insertThanks(ctx, { id, teamId, personId, by: me, at: ctx.now, words: box })))
    return { id };
  await emit(ctx, { kind: 'team.thanked', subject: id, data: { person: personId } });
  const language = (await readersOf(ctx, [personId])).get(personId) ?? 'en';
  const by = ctx.actor.callSign ?? '';
  const body = say(language, 'thanks', { network: ctx.network.name, team: team.name, by, words });
  await send(ctx, [{ to: { personId }, body, language, purpose: 'thanks', subject: id }]);
  return { id };
}
