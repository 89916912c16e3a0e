import { renewalText } from '../features/accounts/rules.ts';
import type { Done } from '../features/callouts/contract.ts';
import { prove } from './device.ts';
import { type Item, isUnsealed } from './outbox.ts';

/** A problem as the server told it (RFC 9457). */
export interface Refusal {
  status: number;
  title: string;
  detail: string;
  kept?: string;
  next?: string;
  /** `/problems/renew`: the session wants a proof by this phone, of what stands beside it. */
  type?: string;
  session?: string;
  due?: string;
}

export type SendResult =
  | { kind: 'done'; done: Partial<Done> | null }
  | { kind: 'refused'; problem: Refusal }
  /** No connection. */
  | { kind: 'away' }
  /** The server is busy or broken: try again. */
  | { kind: 'later' }
  /** It holds words or a picture, and there is no key yet that they may be sealed to. */
  | { kind: 'unsealed' }
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

/** One sender at a time among this app's windows and its service worker. */
export const alone = <T>(name: string, work: () => Promise<T>): Promise<T> =>
  navigator.locks ? (navigator.locks.request(`porchlight-${name}`, work) as Promise<T>) : work();

const isDue = (error: unknown): error is CallFailed =>
  error instanceof CallFailed && error.refusal.type === '/problems/renew';

/** One request to the JSON API, proving that this is still the same phone where the server asks. Throws CallFailed. */
export const call = <T>(path: string, body?: object): Promise<T> =>
  once<T>(path, body).catch((error) => {
    if (!isDue(error)) throw error;
    // Another window may have renewed the session while this one waited.
    return alone('renew', () => once<T>(path, body).catch((due) => afterRenewal<T>(due, path, body)));
  });

async function afterRenewal<T>(due: unknown, path: string, body?: object): Promise<T> {
  if (!isDue(due)) throw due;
  const proof = await prove(renewalText(due.refusal.session!, due.refusal.due!));
  if (!proof) throw due;
  await once('sessions/renew', { proof }).catch((error: CallFailed) => {
    // Without a new session nothing is refused: it waits until its owner has signed in again.
    throw error.refusal.status === 422 ? due : error;
  });
  return once<T>(path, body);
}

async function once<T>(path: string, body?: object): Promise<T> {
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

/** Sends one act and says what became of it. Words go sealed or not at all. */
export async function send(item: Item): Promise<SendResult> {
  if (isUnsealed(item.act)) return { kind: 'unsealed' };
  try {
    return { kind: 'done', done: await call<Partial<Done>>(pathOf(item), bodyOf(item)) };
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

const pathOf = ({ assignment, act: { kind } }: Item) => {
  if (kind === 'arrive') return `me/shifts/${assignment}/check-in`;
  if (kind === 'agreement') return 'me/agreements';
  if (kind === 'leave') return `me/shifts/${assignment}/leave`;
  if (kind === 'door-in' || kind === 'door-out') return `doors/${assignment}/${kind.slice(5)}`;
  return `field/${assignment}/${kind === 'picture' ? 'media' : kind}`;
};

export function bodyOf({ id, at, act }: Item): object {
  if (act.kind === 'picture') {
    const form = new FormData();
    form.append('id', id);
    form.append('at', at);
    if ('about' in act) form.append('sealed', JSON.stringify(act.about));
    form.append('file', act.file);
    if ('copy' in act && act.copy) form.append('copy', act.copy);
    return form;
  }
  const { kind, ...rest } = act;
  if (act.kind === 'emergency') return { id, at, kind: act.of };
  return { id, at, ...rest };
}
