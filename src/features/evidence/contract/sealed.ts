import * as z from 'zod/mini';
import { SealedInput } from '../../../platform/http/sealed.ts';
import { NotShown } from './not-shown.ts';

/** What the first bytes of a file may show it to be. */
export const MEDIA_TYPES = [
  ...(['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif', 'image/heic'] as const),
  ...(['video/mp4', 'video/quicktime', 'video/3gpp', 'video/webm'] as const),
  ...(['audio/mp4', 'audio/mpeg', 'audio/aac', 'audio/ogg', 'audio/amr', 'audio/wav'] as const),
] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

/**
 * What a browser says of a file that it sealed itself: the server cannot look into it. Whoever opens the original holds
 * it against `sha256`, and shows it as what its first bytes are.
 */
export const SealedFile = z.object({
  type: z.enum(MEDIA_TYPES),
  /** Of the original bytes, in hex. */
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  key: SealedInput,
  name: z.optional(SealedInput),
  /** Null where a copy comes with it. */
  notShown: z.nullable(NotShown),
});
export type SealedFile = z.infer<typeof SealedFile>;
