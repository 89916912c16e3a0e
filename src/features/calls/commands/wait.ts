import type { Ctx } from '../../../platform/context.ts';
import { escalate } from '../../escalations/index.ts';
import type * as store from '../store.ts';

/** Nobody is on shift for this caller, or nobody has answered in a round: people are paged until somebody has them. */
export const awaitAnswer = (
  ctx: Ctx,
  { id, line, drill }: Pick<store.CallRow, 'id' | 'line' | 'drill'>,
): Promise<void> => escalate(ctx, { kind: line === 'legal' ? 'legalCall' : 'call', subject: id, drill });
