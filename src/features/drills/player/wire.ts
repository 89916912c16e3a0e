/** One HTTP exchange, by whatever road: a socket, or straight into the server in a test. */
export interface Exchange {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string | Uint8Array | undefined;
}

export interface Answered {
  status: number;
  /** Lower-case names. */
  headers: Record<string, string | undefined>;
  cookies: string[];
  text: string;
}

export type Wire = (exchange: Exchange) => Promise<Answered>;

const timeoutMs = 20_000;

/** Over HTTP to that origin. */
export const httpWire =
  (origin: string): Wire =>
  async ({ method, path, headers, body }) => {
    const answer = await fetch(origin + path, {
      method,
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      ...(body !== undefined && { body: body as BodyInit }),
    });
    return {
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      cookies: answer.headers.getSetCookie(),
      text: await answer.text(),
    };
  };
