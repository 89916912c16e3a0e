import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import * as store from '../store.ts';

/** Writes certificates and tells who follows. Returns how many are new. */
export async function certify(ctx: Ctx, rows: Omit<store.Certificate, 'revokedAt'>[]): Promise<number> {
  const added = await store.insertCertificates(ctx.tx, ctx.network.id, rows);
  if (added > 0) await changed(ctx, ...rows.map(({ personId, course }) => ({ personId, certified: course })));
  return added;
}

/**
 * What these people are certified for is another thing now; `certified` names the course where it is one more, `parted`
 * says that it was another's for at most a day.
 */
export const changed = (ctx: Ctx, ...whose: { personId: string; certified?: string; parted?: true }[]) =>
  emit(
    ctx,
    ...whose.map(({ personId, ...more }) => ({
      kind: 'certificate.changed',
      subject: personId,
      data: { person: personId, ...more },
    })),
  );
