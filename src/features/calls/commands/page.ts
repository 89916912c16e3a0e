import type { Ctx } from '../../../platform/context.ts';
import { Gauge } from '../../../platform/gauge.ts';
import { send } from '../../channels/index.ts';
import { people, peopleHolding } from '../../people/index.ts';
import { onShift } from '../../shifts/index.ts';
import { say } from '../messages.ts';
import type * as store from '../store.ts';
import { langOf } from './common.ts';

/** A flood of calls is not a flood of pages: so many in ten minutes for one line tell that there is one. */
const pages = new Gauge({ most: 6, minutes: 10 });

const keys = { nobody: 'pageNobody', unanswered: 'pageUnanswered', message: 'pageMessage' } as const;

/** Pages who stands behind the desk: the dispatchers on shift, else every coordinator. Of the legal desk its own people. */
export async function page(
  ctx: Ctx,
  call: Pick<store.CallRow, 'id' | 'line' | 'drill'>,
  why: keyof typeof keys,
): Promise<void> {
  if (pages.isOver(`${ctx.network.id} ${call.line}`, ctx.now)) return;
  const on = await onShift(ctx, call.line === 'legal' ? 'legal' : 'dispatcher');
  const to = on.length > 0 ? on : await peopleHolding(ctx, call.line === 'legal' ? 'legal' : 'coordinator');
  await send(
    ctx,
    (await people(ctx, to)).map((person) => {
      const language = langOf(ctx, person.languages[0] ?? '');
      return {
        to: { personId: person.id },
        body: say(language, keys[why], { network: ctx.network.name }),
        language,
        purpose: 'call',
        subject: call.id,
        urgent: true,
        drill: call.drill,
      };
    }),
  );
}
