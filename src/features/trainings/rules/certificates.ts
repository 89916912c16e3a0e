/** Neither expired nor revoked; it ends at the moment of expiry. */
export const isCurrent = (
  certificate: { issuedAt: Date; expiresAt: Date; revokedAt: Date | null },
  now: Date,
): boolean => certificate.issuedAt <= now && now < certificate.expiresAt && certificate.revokedAt === null;
