import type { z } from 'zod/mini';

type Schema = z.ZodMiniType;
/** A part that an endpoint may lack: its schema is `undefined` then. */
type Input<S> = [Exclude<S, undefined>] extends [never] ? undefined : z.input<Extract<S, Schema>>;
type Output<S> = [Exclude<S, undefined>] extends [never] ? undefined : z.output<Extract<S, Schema>>;

/** One JSON route as data: shared by the server, the faces, the fuzzer and the OpenAPI document. */
export interface Endpoint<
  P extends Schema | undefined = Schema | undefined,
  Q extends Schema | undefined = Schema | undefined,
  B extends Schema | undefined = Schema | undefined,
  O extends Schema = Schema,
> {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the site's root, with `:name` for parameters. */
  path: string;
  summary: string;
  /** Needs no session. */
  open?: boolean;
  /** A program asks for it by itself, so it does not count as somebody being there. */
  unattended?: boolean;
  /** However often it is asked, nothing is refused: it takes reports of strangers, or is for a carrier; its feature puts floods apart. */
  uncounted?: boolean;
  /** The most that a body may have, in bytes, where that is more than usual (256 KB). */
  largest?: number;
  /** Also for a session whose token is due for renewal. */
  whenDue?: boolean;
  params?: P;
  query?: Q;
  body?: B;
  /**
   * Fields of the body with words that people say, as dotted paths: where members hold the keys, a signed-in browser sends
   * them sealed or is refused.
   */
  words?: readonly string[];
  /** What is sent: fields not named here are stripped, so this is the presenter. */
  out: O;
}

/** Declares a route in a contract. */
export const endpoint = <
  O extends Schema,
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  B extends Schema | undefined = undefined,
>(
  e: Endpoint<P, Q, B, O>,
): Endpoint<P, Q, B, O> => e;

/** What the server's handler gets. */
export interface Parsed<E extends Endpoint> {
  params: Output<E['params']>;
  query: Output<E['query']>;
  body: Output<E['body']>;
}

/** What a caller gives; parts that the endpoint has not are left out. */
export type Given<E extends Endpoint> = ([Input<E['params']>] extends [undefined]
  ? object
  : { params: Input<E['params']> }) &
  ([Input<E['query']>] extends [undefined] ? object : { query?: Input<E['query']> }) &
  ([Input<E['body']>] extends [undefined] ? object : { body: Input<E['body']> });

export type Answer<E extends Endpoint> = z.output<E['out']>;

/** The address of a call: parameters filled in and the query appended. */
export function addressOf(e: Endpoint, given: { params?: unknown; query?: unknown; body?: unknown }): string {
  const params = (given.params ?? {}) as Record<string, string>;
  const path = e.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const query = Object.entries((given.query ?? {}) as Record<string, unknown>).filter(
    ([, v]) => v !== undefined,
  );
  return query.length ? `${path}?${new URLSearchParams(query.map(([k, v]) => [k, String(v)]))}` : path;
}
