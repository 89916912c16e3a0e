import { z } from 'zod/mini';
import { endpoint } from '../../platform/http/endpoint.ts';

export const OWNER_KINDS = ['report', 'incident', 'assignment', 'complaint'] as const;
export type OwnerKind = (typeof OWNER_KINDS)[number];

/** The most that one picture or video may have, in bytes. */
export const maxBytes = 25 * 1024 * 1024;

export const Media = z.object({
  id: z.uuid(),
  ownerId: z.uuid(),
  type: z.string(),
  bytes: z.int(),
  /** SHA-256 of the original bytes, in hex. */
  sha256: z.string(),
  at: z.iso.datetime(),
});
export type Media = z.infer<typeof Media>;

export const readMedia = endpoint({
  method: 'GET',
  path: '/api/v1/media/:id',
  summary: 'The original bytes of a picture or video',
  params: z.object({ id: z.uuid() }),
  out: z.unknown(),
});
