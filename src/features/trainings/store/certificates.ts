import type { Ctx } from '../../../platform/context.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { Course } from '../contract.ts';

export interface Certificate {
  id: string;
  personId: string;
  course: Course;
  issuedAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
}

const chunk = 1000;

const certificates = (tx: Tx, networkId: string) =>
  tx
    .selectFrom('certificates')
    .select([
      'id',
      'person_id as personId',
      'course',
      'issued_at as issuedAt',
      'expires_at as expiresAt',
      'revoked_at as revokedAt',
    ])
    .$narrowType<Pick<Certificate, 'course'>>()
    .where('network_id', '=', networkId);

/** The newest first. */
export const selectOfPerson = (tx: Tx, networkId: string, personId: string): Promise<Certificate[]> =>
  certificates(tx, networkId).where('person_id', '=', personId).orderBy('issued_at', 'desc').execute();

export const selectCertificate = async (tx: Tx, networkId: string, id: string): Promise<Certificate | null> =>
  (await certificates(tx, networkId).where('id', '=', id).executeTakeFirst()) ?? null;

/** Of these people, in the order of their issue; what was taken back left out. */
export const selectUnrevoked = (tx: Tx, networkId: string, personIds: string[]): Promise<Certificate[]> =>
  certificates(tx, networkId)
    .where('person_id', 'in', personIds)
    .where('revoked_at', 'is', null)
    .orderBy('issued_at')
    .execute();

/** Issued, not expired, not revoked; of everyone when `personIds` is null. */
export async function selectCurrent(
  tx: Tx,
  networkId: string,
  personIds: string[] | null,
  now: Date,
): Promise<Certificate[]> {
  if (personIds?.length === 0) return [];
  const query = certificates(tx, networkId)
    .where('issued_at', '<=', now)
    .where('expires_at', '>', now)
    .where('revoked_at', 'is', null);
  return (personIds ? query.where('person_id', 'in', personIds) : query).execute();
}

/** In chunks; the same id again changes nothing. Returns how many are new. */
export async function insertCertificates(
  tx: Tx,
  networkId: string,
  rows: Omit<Certificate, 'revokedAt'>[],
): Promise<number> {
  let added = 0n;
  for (let i = 0; i < rows.length; i += chunk) {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('certificates')
      .values(
        rows.slice(i, i + chunk).map((r) => ({
          network_id: networkId,
          id: r.id,
          person_id: r.personId,
          course: r.course,
          issued_at: r.issuedAt,
          expires_at: r.expiresAt,
        })),
      )
      .onConflict((c) => c.doNothing())
      .executeTakeFirst();
    added += numInsertedOrUpdatedRows ?? 0n;
  }
  return Number(added);
}

/** False when it was revoked before. */
export async function revokeCertificate(tx: Tx, networkId: string, id: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('certificates')
    .set({ revoked_at: at })
    .where('network_id', '=', networkId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** All that somebody holds. */
export async function revokeAllOf(ctx: Ctx, personId: string): Promise<void> {
  await ctx.tx
    .updateTable('certificates')
    .set({ revoked_at: ctx.now })
    .where('network_id', '=', ctx.network.id)
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .execute();
}
