import type { Ctx } from '../../../platform/context.ts';
import { send } from '../../channels/index.ts';
import { callSigns } from '../../people/index.ts';
import { say } from '../messages.ts';
import * as store from '../store.ts';
import { readersOf } from '../words.ts';
import { partsOf, wayOf } from './tell.ts';

type What = 'buddyAsked' | 'buddyAgreed' | 'buddyDeclined' | 'buddyGone' | 'buddyOff';

/** A sentence about who stands by whom, in the receiver's language and by the way that they chose for shifts. */
export async function tellBuddy(
  ctx: Ctx,
  what: What,
  shift: Pick<store.ShiftRow, 'id' | 'role' | 'startsAt' | 'endsAt'>,
  { to, who }: { to: string; who: string },
): Promise<void> {
  if (shift.endsAt <= ctx.now) return;
  const language = (await readersOf(ctx, [to])).get(to) ?? 'en';
  const name = (await callSigns(ctx, [who])).get(who) ?? '–';
  const by = wayOf((await store.selectNotices(ctx.tx, ctx.network.id, [to])).get(to));
  const body = say(language, what, { ...partsOf(ctx, language, shift), who: name });
  await send(ctx, [{ to: { personId: to }, by, body, language, purpose: 'shift', subject: shift.id }]);
}
