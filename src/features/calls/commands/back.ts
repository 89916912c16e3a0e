import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import { authorize } from '../../../platform/policy.ts';
import { refused } from '../../../platform/problem.ts';
import { reportToCallBack } from '../../hotline/index.ts';
import { policy } from '../policy.ts';
import * as store from '../store.ts';
import { originOf, tell } from './common.ts';
import { member } from './load.ts';
import { ringPhones } from './queue.ts';

/**
 * Calls back who asked for it when they left a message: the member's own telephone rings first, then theirs, and neither
 * sees the other's number. The desk's browser opens the number and nobody reads it; here it is kept until the carrier has
 * it. The same id twice is one call. Throws 404 where the report is not theirs to see, 422 where nobody asked for it.
 */
export async function callBack(
  ctx: Ctx,
  { id, reportId, number }: { id: string; reportId: string; number: string },
): Promise<void> {
  authorize(policy, ctx.actor, 'answer', 'call');
  const personId = member(ctx);
  await store.lockCalls(ctx);
  if (await store.selectCall(ctx, id)) return;
  const report = await reportToCallBack(ctx, reportId);
  const line = report.kind === 'detained' ? 'legal' : 'desk';
  if ((await store.selectBusy(ctx)).has(personId))
    throw refused('You are in a call already.', 'End it, then call back.');
  await store.insertOutgoing(ctx, {
    id,
    reportId,
    line,
    answeredBy: personId,
    origin: originOf(ctx.vault, number),
    number: ctx.vault.encrypt(number, { record: id, field: 'number' }),
    language: report.language,
    drill: report.drill,
  });
  if ((await ringPhones(ctx, line, [personId], id)).length === 0)
    throw refused(
      'You call back by telephone, and there is no number for you here.',
      'Ask an admin to add yours.',
    );
  await audit(ctx, { act: 'caller.called', subject: reportId });
  await tell(ctx, { id, line, drill: report.drill }, 'answered');
}
