import type { Ctx } from '../../../platform/context.ts';
import { escalate } from '../../escalations/index.ts';
import { zones } from '../../places/index.ts';
import { isPressing } from '../rules.ts';
import type * as store from '../store.ts';

type Waits = Pick<store.NewReport, 'id' | 'door' | 'kind' | 'tense' | 'queue' | 'zoneId' | 'drill'>;

/** Reports of what is happening now, and messages on the telephone, wait for somebody of the desk: unless they are taken, people are paged. */
export async function awaitDesk(ctx: Ctx, reports: Waits[]): Promise<void> {
  const pressing = reports.filter(isPressing);
  if (pressing.length === 0) return;
  const all = await zones(ctx);
  await escalate(
    ctx,
    ...pressing.map(({ id, door, zoneId, drill }) => ({
      kind: door === 'voice' ? ('voicemail' as const) : ('report' as const),
      ...{ subject: id, drill },
      chapterId: all.find((zone) => zone.id === zoneId)?.chapterId ?? null,
    })),
  );
}
