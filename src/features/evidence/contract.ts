import { z } from 'zod/mini';
import { endpoint } from '../../platform/http/endpoint.ts';
import { sealed } from '../../platform/http/sealed.ts';

export const OWNER_KINDS = ['report', 'incident', 'assignment', 'complaint'] as const;
export type OwnerKind = (typeof OWNER_KINDS)[number];

/** The most that one picture or video may have, in bytes. */
export const maxBytes = 25 * 1024 * 1024;

/**
 * Why a picture or video has no copy to show: a video or a recording; a kind of picture that we cannot draw; more pixels than we draw;
 * damaged; or it could not be drawn when it came, for too much else or for a fault of ours.
 */
export const NOT_SHOWN = ['video', 'audio', 'format', 'bounds', 'broken', 'busy'] as const;
export const NotShown = z.enum(NOT_SHOWN);
export type NotShown = z.infer<typeof NotShown>;

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

export const readMedia = endpoint({
  method: 'GET',
  path: '/api/v1/media/:id',
  summary: 'A picture or video, encrypted as it is stored; that it was asked for is written down',
  params: z.object({ id: z.uuid() }),
  out: z.unknown(),
});

export const readCopy = endpoint({
  method: 'GET',
  path: '/api/v1/media/:id/copy',
  summary: 'A picture drawn anew, without anything but its pixels, encrypted as it is stored',
  params: z.object({ id: z.uuid() }),
  out: z.unknown(),
});
