import * as z from 'zod/mini';

export const code = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,39}$/));
export const text = z.string().check(z.minLength(1), z.maxLength(1500));
/** The same words in every language of the network. */
export const Words = z.object({ en: text, es: text, zh: text });
export type Words = z.infer<typeof Words>;

export const list = <T extends z.ZodMiniType>(item: T, max: number, min = 0) =>
  z.array(item).check(z.minLength(min), z.maxLength(max));

/** One thing to say; the note is for who says it. */
export const Line = z.object({ id: code, say: Words, note: z.optional(Words) });
export type Line = z.infer<typeof Line>;

/** A line of the conduct card; where it speaks of a partner, what it says to whoever is sent alone. */
export const ConductLine = z.extend(Words, { alone: z.optional(Words) });
export type ConductLine = z.infer<typeof ConductLine>;
