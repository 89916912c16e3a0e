import { audit } from '../../../platform/audit/index.ts';
import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import type { Lang } from '../../../platform/i18n/index.ts';
import { authorize } from '../../../platform/policy.ts';
import { conflict, notFound, refused } from '../../../platform/problem.ts';
import { send } from '../../channels/index.ts';
import { responderFacts } from '../../people/index.ts';
import { chapters, zones } from '../../places/index.ts';
import { shiftTime } from '../../shifts/index.ts';
import type { Need } from '../contract.ts';
import { say } from '../messages.ts';
import { policy } from '../policy.ts';
import { ASKS_A_DAY, isOpen, REST_HOURS } from '../rules.ts';
import * as store from '../store.ts';
import { leads, mustNotCall, readersOf, wordsBound } from './common.ts';

const day = 24 * 60;

/** A need of the actor's own; who looked as the lead of a team, and leads it no more, asks nobody. Throws 403, 404. */
async function own(ctx: Ctx, id: string): Promise<store.NeedRow> {
  const need = await store.selectNeed(ctx, id);
  const leading = need?.teamId ? await leads(ctx, need.teamId) : false;
  if (!leading) authorize(policy, ctx.actor, 'ask', 'need');
  if (need?.by !== ctx.actor.personId) throw notFound('need');
  return need!;
}

/**
 * Asks one of those whom a search showed, once, in the words first said for it. Throws 404 for anybody else, 409 where
 * they were asked by another meanwhile or may no longer be found, 422 for words that call somebody, and for too many a day.
 */
export async function ask(
  ctx: Ctx,
  id: string,
  { personId, words }: { personId: string; words: string },
): Promise<{ id: string }> {
  const row = await own(ctx, id);
  const shown = await store.selectShownOne(ctx, id, personId);
  if (!shown) throw notFound('person for this need');
  if (shown.askedAt) return { id };
  mustNotCall(words);
  if (!isOpen(row, row.at, ctx.now))
    throw conflict('This search is over.', undefined, 'Search again, and ask whom it shows.');
  await mustBeFree(ctx, personId);
  if ((await store.countAsksBy(ctx, row.by, plusMinutes(ctx.now, -day))) >= ASKS_A_DAY)
    throw refused(
      `You have asked ${ASKS_A_DAY} people within a day.`,
      'Wait for their answers, or until tomorrow.',
    );
  const said = row.words ? ctx.vault.decrypt<string>(row.words, wordsBound(id)) : words;
  if (!row.words) await store.updateNeed(ctx, id, { words: ctx.vault.encrypt(said, wordsBound(id)) });
  await store.saveAsk(ctx, id, personId);
  await audit(ctx, { act: 'need.asked', subject: personId, data: { need: id } });
  await emit(ctx, { kind: 'need.asked', subject: id, data: { person: personId } });
  const language = (await readersOf(ctx, [personId])).get(personId) ?? 'en';
  const body = await askText(ctx, language, row, said);
  const { unreachable } = await send(ctx, [
    { to: { personId }, body, language, purpose: 'need', subject: id },
  ]);
  if (unreachable.length > 0)
    throw conflict(
      'This member cannot be reached by a message.',
      undefined,
      'Ask another one. They would see it in the field app only.',
    );
  return { id };
}

/** Who took their yes back, who went, or whom somebody else asked meanwhile, is left alone. */
async function mustBeFree(ctx: Ctx, personId: string): Promise<void> {
  const findable = await store.lockFindable(ctx, personId);
  const [facts] = await responderFacts(ctx, [personId]);
  const last = (await store.selectLastAsked(ctx)).get(personId);
  if (!facts?.active || !findable || (last && last > plusMinutes(ctx.now, -REST_HOURS * 60)))
    throw conflict(
      'They cannot be asked any more: somebody else asked them meanwhile, or they no longer may be found.',
      undefined,
      'Ask another one.',
    );
}

async function askText(ctx: Ctx, lang: Lang, row: store.NeedRow, words: string): Promise<string> {
  const team = row.teamId ? ((await store.selectNames(ctx, [row.teamId])).get(row.teamId) ?? '') : '';
  const at = row.need.at && shiftTime(lang, new Date(row.need.at), ctx.network.timeZone);
  const details = [await placeOf(ctx, row.need), at].filter(Boolean).join(', ');
  return say(lang, 'ask', {
    network: ctx.network.name,
    team: team || 'none',
    words,
    details: details || 'none',
  });
}

/** The chapter or zone that a need names; nothing nearer is ever kept. */
export async function placeOf(ctx: Ctx, { zoneId, chapterId }: Need): Promise<string | null> {
  const all = zoneId ? await zones(ctx) : chapterId ? await chapters(ctx) : [];
  return all.find((place) => place.id === (zoneId ?? chapterId))?.name ?? null;
}

export async function close(ctx: Ctx, id: string): Promise<{ id: string }> {
  const row = await own(ctx, id);
  if (row.closedAt) return { id };
  await store.updateNeed(ctx, id, { closedAt: ctx.now });
  await emit(ctx, { kind: 'need.closed', subject: id });
  return { id };
}

/**
 * Whoever was asked says whether they could help; said again it counts anew while it is open. Null where this person was
 * not asked. `open` false: it is no longer needed, and nothing changed.
 */
export async function answer(
  ctx: Ctx,
  id: string,
  { personId, says }: { personId: string; says: 'yes' | 'no' },
): Promise<{ open: boolean } | null> {
  const [row, shown] = [await store.selectNeed(ctx, id), await store.selectShownOne(ctx, id, personId)];
  if (!row || !shown?.askedAt) return null;
  if (!isOpen(row, shown.askedAt, ctx.now)) return { open: false };
  await store.saveAnswer(ctx, id, personId, says);
  await emit(ctx, { kind: 'need.answered', subject: id, data: { person: personId } });
  return { open: true };
}
