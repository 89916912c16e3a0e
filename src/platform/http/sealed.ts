import * as z from 'zod/mini';

/** A sealed value on the wire. What it opens to is its type only: the server cannot open it. */
export interface Box<T> {
  /** Base64; its first bytes name the record key. */
  sealed: string;
  record: string;
  field: string;
  readonly opens?: T;
}

/** Declares that a value is sent sealed; a face's `call` gives screens what this schema says, or null. */
export const sealed = <T>(_schema: z.ZodMiniType<T>): z.ZodMiniType<Box<T>> =>
  z.object({ sealed: z.string(), record: z.uuid(), field: z.string() });

/** Why a value could not be opened: its key is not handed out (shredded, or not yours), not held here, or it was altered. */
export type Unopened = 'no_wrap' | 'no_key' | 'altered';

type Part<T> = T extends Box<infer V> ? V | null : Opened<T>;

/** An answer after its boxes were opened: what cannot be opened is null. */
export type Opened<T> = T extends readonly (infer U)[]
  ? Part<U>[]
  : T extends object
    ? { [K in keyof T]: Part<T[K]> }
    : T;

/** Why a value of an opened answer is null; undefined where it was never sealed or did open. */
export const whyUnopened = (of: object, name: string): Unopened | undefined =>
  (of as { unopened?: Record<string, Unopened> }).unopened?.[name];

/**
 * What a browser sealed: a box, and its record key wrapped to each ring that may read it. Record and field are those of
 * the place where it is sent.
 */
export const SealedInput = z.object({
  sealed: z.string().check(z.maxLength(350_000)),
  keys: z
    .array(
      z.object({
        ring: z.enum(['desk', 'legal', 'conduct']),
        epoch: z.int().check(z.positive()),
        wrap: z.string().check(z.maxLength(200)),
      }),
    )
    .check(z.minLength(1), z.maxLength(3)),
});
export type SealedInput = z.infer<typeof SealedInput>;

/** Words that a face sends sealed. In plain, as other programs send them, they are sealed in the request's handler. */
export const sealable = <T>(schema: z.ZodMiniType<T>) => z.union([SealedInput, schema]);

/** Which of these fields, as dotted paths, hold something that is not sealed. */
export const plainIn = (words: readonly string[], body: unknown): string[] =>
  words.filter((path) => {
    const value = path
      .split('.')
      .reduce<unknown>((of, name) => (of as Record<string, unknown> | undefined)?.[name], body);
    return value !== undefined && !isSealed(value);
  });

export const isSealed = (value: unknown): value is SealedInput =>
  typeof value === 'object' && value !== null && 'sealed' in value && 'keys' in value;
