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
