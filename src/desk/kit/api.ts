import { type Answer, addressOf, type Endpoint, type Given } from '../../platform/http/endpoint.ts';
import { disconnected } from './connection.ts';
import { store } from './store.ts';

/** A problem (RFC 9457) as the server said it, or the lack of a connection. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly title: string;
  readonly kept: string | undefined;
  readonly next: string | undefined;
  /** One a field: dotted path, e.g. `body.where`. */
  readonly errors: { path: string; message: string }[];
  readonly facts: Record<string, unknown>;

  constructor(said: Record<string, unknown>) {
    const { status, title, detail, kept, next, errors, type: _, ...facts } = said;
    super(String(detail ?? title ?? 'Something went wrong.'));
    this.status = Number(status ?? 0);
    this.title = String(title ?? 'Something went wrong');
    this.kept = kept as string | undefined;
    this.next = next as string | undefined;
    this.errors = (errors as ApiProblem['errors'] | undefined) ?? [];
    this.facts = facts;
  }

  /** Nothing came back: offline, or the server is away. */
  get unreachable() {
    return this.status === 0;
  }
}

const unreachable = () =>
  new ApiProblem({
    status: 0,
    title: 'No connection',
    detail: 'The desk cannot reach the server.',
    kept: 'What you typed is still here.',
    next: 'Send it again when the line below says “online”. If someone is in danger, phone them.',
  });

/** Raised when the server no longer knows us; the root shows the sign-in over what is open. */
export const sessionEnded = store(false);

/** Calls a route of the API. Throws an ApiProblem. */
export async function call<E extends Endpoint>(
  endpoint: E,
  given: Given<E>,
  signal?: AbortSignal,
): Promise<Answer<E>> {
  const { params, query, body } = given as { params?: unknown; query?: unknown; body?: unknown };
  const headers: Record<string, string> = { accept: 'application/json', 'x-porchlight-face': 'desk' };
  if (endpoint.body) headers['content-type'] = 'application/json';
  let response: Response;
  try {
    response = await fetch(addressOf(endpoint, { params, query }), {
      method: endpoint.method,
      headers,
      body: endpoint.body ? JSON.stringify(body) : undefined,
      signal,
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    disconnected();
    throw unreachable();
  }
  const said = await response.json().catch(() => ({ status: response.status }));
  if (response.ok) return said as Answer<E>;
  if (response.status === 401) sessionEnded.set(true);
  throw new ApiProblem({ status: response.status, ...said });
}
