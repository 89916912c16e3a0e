import type { Ctx } from '../../../platform/context.ts';
import { qrCode } from '../../../platform/qr.ts';
import { countActive } from '../../people/index.ts';
import { isOpen, neededOf, stateOf, windowOf } from '../rules.ts';
import * as store from '../store.ts';
import { doorCode, meetingFor } from './common.ts';
import { cameOf, isTaken, presentDecision } from './read.ts';

/** What a room may see of actions: nobody's name but of who chose to be shown. */
export const openActions = (actions: readonly store.ActionRow[]) =>
  actions
    .filter((a) => !a.doneAt)
    .map((a) => ({
      ...{ id: a.id, words: a.words, owner: a.shown ? a.ownerName : null },
      taken: isTaken(a),
    }));

/** The projected screen. `url` is the public address. Throws 403, 404. */
export async function readScreen(ctx: Ctx, id: string, url: string) {
  const m = await meetingFor(ctx, id, 'read');
  const [items, decisions, actions, counts, hats] = await Promise.all([
    store.selectItems(ctx, id),
    store.selectDecisions(ctx, id),
    store.selectActions(ctx, id),
    store.countGuests(ctx, [id]),
    store.selectHats(ctx, [id]),
  ]);
  const { came, members } = cameOf(m, counts.get(id));
  const code = isOpen(m, ctx.now) ? doorCode(ctx, id, windowOf(ctx.now)) : null;
  const trainings = `${url}/trainings?from=meeting`;
  return {
    ...{
      title: m.details.title,
      network: ctx.network.name,
      state: stateOf(m, ctx.now),
      now: ctx.now.toISOString(),
    },
    code: code === null ? null : { text: code, url: `${url}/m/${code}`, squares: qrCode(`${url}/m/${code}`) },
    trainings: { url: trainings, squares: qrCode(trainings) },
    ...{ came, members },
    needed: neededOf(m.quorum, m.quorum ? await countActive(ctx, m.chapterId) : 0),
    items: items.map(({ id: itemId, title, minutes, spentS }) => ({ id: itemId, title, minutes, spentS })),
    ...{ itemId: m.itemId, itemAt: m.itemAt?.toISOString() ?? null },
    decisions: decisions.map(presentDecision),
    actions: openActions(actions),
    hat: hats[0]?.cents ?? null,
  };
}
