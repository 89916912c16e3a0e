import { ask } from '../../../platform/http/outgoing.ts';

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
const longestAnswer = 16 * 1024 * 1024;

/** Over HTTP to that origin. */
export const httpWire =
  (origin: string): Wire =>
  async ({ method, path, headers, body }) => {
    const reach = { origins: [new URL(origin).origin] };
    const answer = await ask(origin + path, reach, {
      method,
      headers,
      body,
      timeoutMs,
      maxBytes: longestAnswer,
    });
    const { 'set-cookie': cookies = [], ...others } = answer.headers;
    return {
      status: answer.status,
      headers: others as Answered['headers'],
      cookies,
      text: await answer.text(),
    };
  };
