import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import * as store from '../store.ts';

/** Writes certificates and tells who follows. Returns how many are new. */
export async function certify(ctx: Ctx, rows: Omit<store.Certificate, 'revokedAt'>[]): Promise<number> {
  const added = await store.insertCertificates(ctx.tx, ctx.network.id, rows);
  if (added > 0) for (const { personId } of rows) await changed(ctx, personId);
  return added;
}

/** What somebody is certified for is another thing now. */
export const changed = (ctx: Ctx, personId: string) =>
  emit(ctx, { kind: 'certificate.changed', subject: personId, data: { person: personId } });
