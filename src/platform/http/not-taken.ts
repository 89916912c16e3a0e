import * as z from 'zod/mini';

/** Why one line of a list was not taken; the others were. */
export const NotTaken = z.object({
  status: z.int(),
  title: z.string(),
  detail: z.string(),
  next: z.optional(z.string()),
});
