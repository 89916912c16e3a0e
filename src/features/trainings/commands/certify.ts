import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import * as store from '../store.ts';

/** Writes certificates and tells who follows. Returns how many are new. */
export async function certify(ctx: Ctx, rows: Omit<store.Certificate, 'revokedAt'>[]): Promise<number> {
  const added = await store.insertCertificates(ctx.tx, ctx.network.id, rows);
  if (added > 0) await changed(ctx, ...rows.map(({ personId, course }) => ({ personId, certified: course })));
  return added;
}

/** What these people are certified for is another thing now; `certified` names the course where it is one more. */
export const changed = (ctx: Ctx, ...whose: { personId: string; certified?: string }[]) =>
  emit(
    ctx,
    ...whose.map(({ personId, certified }) => ({
      kind: 'certificate.changed',
      subject: personId,
      data: { person: personId, ...(certified && { certified }) },
    })),
  );
