import { sql } from 'kysely';
import type { Ctx } from '../../platform/context.ts';

export interface Certificate {
  id: string;
  personId: string;
  course: string;
  issuedAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
}

const selection = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('certificates')
    .where('network_id', '=', ctx.network.id)
    .select([
      'id',
      'person_id as personId',
      'course',
      'issued_at as issuedAt',
      'expires_at as expiresAt',
      'revoked_at as revokedAt',
    ]);

/** Certificates that are neither expired nor revoked now; of everyone when `personIds` is null. */
export function selectCurrent(ctx: Ctx, personIds: string[] | null): Promise<Certificate[]> {
  if (personIds?.length === 0) return Promise.resolve([]);
  const query = selection(ctx).where('revoked_at', 'is', null).where('expires_at', '>', ctx.now);
  return (personIds ? query.where(sql<boolean>`person_id = any(${personIds}::uuid[])`) : query).execute();
}

export const selectOfPerson = (ctx: Ctx, personId: string): Promise<Certificate[]> =>
  selection(ctx).where('person_id', '=', personId).orderBy('issued_at', 'desc').execute();

export const selectCertificate = (ctx: Ctx, id: string): Promise<Certificate | undefined> =>
  selection(ctx).where('id', '=', id).executeTakeFirst();

const rowsAtOnce = 1000;

/** The same id again changes nothing. */
export async function insertCertificates(
  ctx: Ctx,
  certificates: Omit<Certificate, 'revokedAt'>[],
): Promise<void> {
  for (let i = 0; i < certificates.length; i += rowsAtOnce) {
    await ctx.tx
      .insertInto('certificates')
      .values(
        certificates.slice(i, i + rowsAtOnce).map((c) => ({
          network_id: ctx.network.id,
          id: c.id,
          person_id: c.personId,
          course: c.course,
          issued_at: c.issuedAt,
          expires_at: c.expiresAt,
        })),
      )
      .onConflict((c) => c.doNothing())
      .execute();
  }
}

export async function revoke(ctx: Ctx, id: string): Promise<void> {
  await ctx.tx
    .updateTable('certificates')
    .set({ revoked_at: ctx.now })
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .execute();
}
