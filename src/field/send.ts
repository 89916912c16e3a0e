import type { Done } from '../features/callouts/contract.ts';
import type { Item } from './outbox.ts';

/** A problem as the server told it (RFC 9457). */
export interface Refusal {
  status: number;
  title: string;
  detail: string;
  kept?: string;
  next?: string;
}

export type SendResult =
  | { kind: 'done'; done: Done | null }
  | { kind: 'refused'; problem: Refusal }
  /** No connection. */
  | { kind: 'away' }
  /** The server is busy or broken: try again. */
  | { kind: 'later' }
  | { kind: 'signed-out' };

/** Thrown by `call` for anything but a 2xx answer; status 0 when there was no answer. */
export class CallFailed extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.detail);
    this.refusal = refusal;
  }
}

const noAnswer: Refusal = { status: 0, title: '', detail: '' };

/** One request to the JSON API; throws CallFailed. */
export async function call<T>(path: string, body?: object): Promise<T> {
  const form = body instanceof FormData;
  const headers: Record<string, string> = { 'x-porchlight-face': 'field' };
  if (body && !form) headers['content-type'] = 'application/json';
  const init = { headers, ...(body && { method: 'POST', body: form ? body : JSON.stringify(body) }) };
  const response = await fetch(`/api/v1/${path}`, init).catch(() => {
    throw new CallFailed(noAnswer);
  });
  const said = await response.json().catch(() => null);
  if (response.ok) return said as T;
  throw new CallFailed({ ...noAnswer, ...said, status: response.status });
}

/** Sends one act and says what became of it. */
export async function send(item: Item): Promise<SendResult> {
  try {
    return { kind: 'done', done: await call<Done>(pathOf(item), bodyOf(item)) };
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    return whatFailed(error.refusal);
  }
}

/** What a failed answer means for the act: try again, sign in, or give up. */
export function whatFailed(problem: Refusal): SendResult {
  if (problem.status === 0) return { kind: 'away' };
  if (problem.status === 401) return { kind: 'signed-out' };
  if (problem.status >= 500 || problem.status === 408 || problem.status === 429) return { kind: 'later' };
  return { kind: 'refused', problem };
}

const pathOf = ({ assignment, act }: Item) =>
  `field/${assignment}/${act.kind === 'picture' ? 'media' : act.kind}`;

function bodyOf({ id, at, act }: Item): object {
  if (act.kind === 'picture') {
    const form = new FormData();
    form.append('id', id);
    form.append('at', at);
    form.append('file', act.file, act.name);
    return form;
  }
  const { kind, ...rest } = act;
  if (act.kind === 'emergency') return { id, at, kind: act.of };
  return { id, at, ...rest };
}
