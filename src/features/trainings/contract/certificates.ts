import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { CourseId } from './courses.ts';

export const Certificate = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  course: CourseId,
  issuedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  revokedAt: z.nullable(z.iso.datetime()),
  /** Neither expired nor revoked. */
  current: z.boolean(),
});

export const listMyCertificates = endpoint({
  method: 'GET',
  path: '/api/v1/me/certificates',
  summary: 'My certificates, the newest first',
  out: z.object({ items: z.array(Certificate) }),
});

export const issueCertificate = endpoint({
  method: 'POST',
  path: '/api/v1/certificates',
  summary: 'A trainer certifies that a member has completed a course; good for the time of the course',
  body: z.object({ id: z.uuid(), personId: z.uuid(), course: CourseId }),
  out: Certificate,
});

export const revokeCertificate = endpoint({
  method: 'POST',
  path: '/api/v1/certificates/:id/revocation',
  summary: 'Take a certificate back',
  params: z.object({ id: z.uuid() }),
  out: Certificate,
});
