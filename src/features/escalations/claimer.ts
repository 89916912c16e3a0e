import type { Ctx } from '../../platform/context.ts';
import { newId } from '../../platform/id.ts';
import { answeredBy, type Claimer, readAnswer } from '../channels/index.ts';
import { callSigns, person } from '../people/index.ts';
import { takeShift } from '../shifts/index.ts';
import { acknowledgeAll, declineAll } from './commands/acknowledge.ts';
import { watchRota } from './commands/rota.ts';
import { langOf } from './commands/words.ts';
import { say } from './messages.ts';
import * as store from './store.ts';

/** Yes or no to a page, by text or by a key on the telephone: whoever was paged last answers that. */
export const claimer: Claimer = {
  name: 'escalations',
  async claim(ctx, inbound) {
    const { personId } = inbound;
    const { says } = readAnswer(inbound.body);
    if (!personId || (says !== 'yes' && says !== 'no')) return null;
    const answered = await answeredBy(ctx, inbound);
    if (answered?.purpose !== 'escalation' || !answered.subject) return null;
    const row = await store.selectEscalation(ctx, answered.subject);
    if (!row) return null;
    const me = await asMember(ctx, personId);
    const reply = (await isTaker(me, row.id))
      ? await answerShift(me, row, says)
      : await answer(me, row, says);
    return { reply, subject: row.id, drill: row.drill };
  },
};

/** The member who wrote, with no more rights than a member has. */
async function asMember(ctx: Ctx, personId: string): Promise<Ctx & { lang: ReturnType<typeof langOf> }> {
  const { accountId, languages } = await person(ctx, personId);
  const callSign = (await callSigns(ctx, [personId])).get(personId) ?? null;
  const actor = { kind: 'person' as const, id: accountId, personId, callSign, roles: [], confirmedAt: null };
  return { ...ctx, actor, lang: langOf(ctx, languages) };
}

type Me = Awaited<ReturnType<typeof asMember>>;

/** Whether they were asked to take the shift themselves, and not to look after it. */
async function isTaker(ctx: Me, id: string): Promise<boolean> {
  const row = await store.selectEscalation(ctx, id);
  const own = (await store.selectPages(ctx, [id])).filter((page) => page.personId === ctx.actor.personId);
  const last = own.at(-1);
  return !!row && !!last && last.taker;
}

async function answerShift(ctx: Me, row: store.EscalationRow, says: 'yes' | 'no'): Promise<string> {
  if (says === 'no') {
    await declineAll(ctx, [row]);
    return say(ctx.lang, 'shiftPassed');
  }
  const { state } = await takeShift(ctx, { id: newId(), slotId: row.subject, lang: ctx.lang });
  if (state === 'done') {
    await watchRota(ctx);
    return say(ctx.lang, 'shiftYours');
  }
  // A coordinator decides: it is in hand until then.
  if (row.state === 'running') await acknowledgeAll(ctx, [row]);
  return say(ctx.lang, 'shiftWaits');
}

/** A message may have told of many of a kind: the answer is for all that this member was paged for and nobody has. */
async function answer(ctx: Me, row: store.EscalationRow, says: 'yes' | 'no'): Promise<string> {
  const open = (await store.selectOpenPaged(ctx, ctx.actor.personId!)).filter(
    ({ kind }) => kind === row.kind,
  );
  const free = open.filter(({ state }) => state !== 'acknowledged');
  if (says === 'no') {
    await declineAll(ctx, free);
    return say(ctx.lang, 'passed');
  }
  if (free.length > 0) {
    await acknowledgeAll(ctx, free);
    return say(ctx.lang, 'have', { count: free.length });
  }
  const by = open[0]?.ackedBy;
  if (!by) return say(ctx.lang, 'over');
  if (by === ctx.actor.personId) return say(ctx.lang, 'have', { count: open.length });
  return say(ctx.lang, 'taken', { callSign: (await callSigns(ctx, [by])).get(by) ?? '' });
}
