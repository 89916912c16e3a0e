import * as z from 'zod/mini';
import type { Config } from '../../../../platform/config.ts';
import { ask } from '../../../../platform/http/outgoing.ts';
import { newId } from '../../../../platform/id.ts';

export type Settings = NonNullable<Config['signal']>;

/** What signal-cli says no with; `results` is one for each receiver, where it got so far. */
export class SignalRefusal extends Error {
  readonly code: string;
  readonly results: unknown;
  constructor(code: number, results: unknown) {
    super(`signal-cli refused: ${code}`);
    this.code = `signal ${code}`;
    this.results = results;
  }
}

/** Whether signal-cli said no, rather than not answering. */
export const wasRefused = (error: unknown): boolean => error instanceof SignalRefusal;

/** signal-cli answered with what is no answer. */
export class SignalNonsense extends Error {
  readonly code = 'signal nonsense';
}

const Answer = z.union([
  z.object({ id: z.string(), result: z.unknown(), error: z.optional(z.undefined()) }),
  z.object({
    id: z.string(),
    error: z.object({ code: z.int(), data: z.nullish(z.object({ response: z.unknown() })) }),
  }),
]);

/** A group with a thousand members changes slowly: each gets a message of it. */
const timeoutMs = 20_000;
const longestAnswer = 8 * 1024 * 1024;

/**
 * Calls one method of `signal-cli daemon --http` (JSON-RPC 2.0). Throws SignalRefusal where it says no, SignalNonsense
 * for an answer that is none or to another question, anything else where it cannot be reached.
 */
export async function rpc<T>(
  settings: Settings,
  method: string,
  params: Record<string, unknown>,
  result: z.ZodMiniType<T>,
  limits: { timeoutMs?: number; maxBytes?: number } = {},
): Promise<T> {
  const id = newId();
  const url = new URL('/api/v1/rpc', settings.url);
  const { status, text } = await ask(
    url,
    { origins: [url.origin] },
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      // A daemon for several accounts asks which; one for a single account passes over it.
      body: JSON.stringify({ jsonrpc: '2.0', id, method, params: { account: settings.number, ...params } }),
      timeoutMs: limits.timeoutMs ?? timeoutMs,
      maxBytes: limits.maxBytes ?? longestAnswer,
    },
  );
  const said = await text();
  if (status !== 200) throw Object.assign(new Error('signal-cli'), { code: `signal http ${status}` });
  const answer = Answer.safeParse(readJson(said));
  if (!answer.success || answer.data.id !== id) throw new SignalNonsense('no answer to this question');
  if (answer.data.error) throw new SignalRefusal(answer.data.error.code, answer.data.error.data?.response);
  const read = result.safeParse(answer.data.result);
  if (!read.success) throw new SignalNonsense(`not a result of ${method}`);
  return read.data;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
