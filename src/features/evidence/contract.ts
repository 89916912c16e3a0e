import { z } from 'zod/mini';
import { endpoint } from '../../platform/http/endpoint.ts';
import { sealed } from '../../platform/http/sealed.ts';
import { NotShown } from './contract/not-shown.ts';

export * from './contract/not-shown.ts';
export * from './contract/sealed.ts';

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
  /** Null where there is a copy without metadata (`readCopy`). */
  notShown: z.nullable(NotShown),
  /** Of the file; the copy's comes from it (`copyKeyOf`). */
  key: sealed(z.string()),
});
export type Media = z.infer<typeof Media>;

export const aboutMedia = endpoint({
  method: 'GET',
  path: '/api/v1/media/:id/about',
  summary: 'What is known of a picture or video, with its key for who may open it',
  params: z.object({ id: z.uuid() }),
  out: Media,
});

export const readMedia = endpoint({
  method: 'GET',
  path: '/api/v1/media/:id',
  summary:
    'A picture or video as it is stored, sealed, whole or a range of it; that it was asked for is written down',
  params: z.object({ id: z.uuid() }),
  out: z.unknown(),
});

export const readCopy = endpoint({
  method: 'GET',
  path: '/api/v1/media/:id/copy',
  summary:
    'A picture drawn anew, without anything but its pixels, as it is stored, sealed, whole or a range of it',
  params: z.object({ id: z.uuid() }),
  out: z.unknown(),
});
