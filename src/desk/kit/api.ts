import { listRingKeys, readList } from '../../features/keys/contract.ts';
import { areListed, openerOver, type PublicKeys, sealFields } from '../../features/keys/rules.ts';
import { type Answer, addressOf, type Endpoint, type Given } from '../../platform/http/endpoint.ts';
import type { Opened, SealedInput } from '../../platform/http/sealed.ts';
import { isSomebodyHere } from './attended.ts';
import { believe } from './believe.ts';
import { disconnected } from './connection.ts';
import { ownRingKeys } from './own-rings.ts';
import { store } from './store.ts';

/** A problem (RFC 9457) as the server said it, or the lack of a connection. */
export class ApiProblem extends Error {
  readonly status: number;
  /** Which problem it is, for programs: `confirm`, `conflict` … */
  readonly kind: string;
  readonly title: string;
  readonly kept: string | undefined;
  readonly next: string | undefined;
  /** One a field: dotted path, e.g. `body.where`. */
  readonly errors: { path: string; message: string }[];
  readonly facts: Record<string, unknown>;

  constructor(said: Record<string, unknown>) {
    const { status, title, detail, kept, next, errors, type, ...facts } = said;
    super(String(detail ?? title ?? 'Something went wrong.'));
    this.status = Number(status ?? 0);
    this.kind = String(type ?? '').replace('/problems/', '');
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

/** Somebody is asked to prove that it is still them; `done` with whether they did. The root shows the question. */
export const confirming = store<{ done(given: boolean): void } | null>(null);
let asked: Promise<boolean> | undefined;

/** One question at a time, however many calls need it. */
const askToConfirm = (): Promise<boolean> => {
  asked ??= new Promise<boolean>((done) => confirming.set({ done })).finally(() => {
    confirming.set(null);
    asked = undefined;
  });
  return asked;
};

/** Opens what this desk's rings may read. Keys are in this tab's memory only. */
export const opener = openerOver((endpoint, given) => send(endpoint, given), ownRingKeys.get);
ownRingKeys.watch(() => opener.forget());

/**
 * Calls a route of the API and opens what is sealed in the answer. Where that needs a fresh proof of who one is, the
 * person is asked for it and the call goes out once more, as it was. Throws an ApiProblem.
 */
export const call = async <E extends Endpoint>(
  endpoint: E,
  given: Given<E>,
  signal?: AbortSignal,
): Promise<Opened<Answer<E>>> => opener.open(await send(endpoint, given, signal));

/** The same with a file, as the one part of a form. Throws an ApiProblem. */
export const upload = async <E extends Endpoint>(
  endpoint: E,
  given: Given<E>,
  file: File,
): Promise<Answer<E>> => send(endpoint, { ...given, file });

let rings: { keys: Promise<PublicKeys>; at: number } | undefined;
const ringsKeptMs = 60_000;

const unsigned = () =>
  new ApiProblem({
    status: 412,
    title: 'Stop: the keys do not fit',
    detail: 'The server names a key to seal to that two admins have not signed.',
    kept: 'Nothing was sent; what you typed is still here.',
    next: 'Phone two admins, not over this server. Take calls on paper until they say what happened.',
  });

/** The rings' keys, each as the signed list names it. Throws an ApiProblem. */
async function listedKeys(): Promise<PublicKeys> {
  // A new epoch may begin between the two answers: that is over at the second look.
  for (let look = 0; look < 2; look++) {
    const [list, keys] = await Promise.all([send(readList, {}), send(listRingKeys, {})]);
    const roll = await believe(list).catch(() => {
      throw unsigned();
    });
    if (areListed(roll, keys.items)) return keys;
  }
  throw unsigned();
}

/**
 * Seals fields of a record to rings in this browser, before they leave it. Throws an ApiProblem, also when the server
 * names a key that is not on the signed list.
 */
export async function seal<F extends Record<string, unknown>>(
  to: Parameters<typeof sealFields>[1],
  record: string,
  fields: F,
): Promise<{ [K in keyof F]: SealedInput }> {
  if (!rings || Date.now() - rings.at > ringsKeptMs) {
    const keys = listedKeys();
    rings = { keys, at: Date.now() };
    keys.catch(() => {
      rings = undefined;
    });
  }
  return sealFields(await rings.keys, to, record, fields);
}

async function send<E extends Endpoint>(
  endpoint: E,
  given: Given<E>,
  signal?: AbortSignal,
): Promise<Answer<E>> {
  try {
    return await callOnce(endpoint, given, signal);
  } catch (error) {
    const needsProof = error instanceof ApiProblem && error.kind === 'confirm';
    if (!needsProof || !(await askToConfirm())) throw error;
    return callOnce(endpoint, given, signal);
  }
}

async function callOnce<E extends Endpoint>(
  endpoint: E,
  given: Given<E>,
  signal?: AbortSignal,
): Promise<Answer<E>> {
  const { params, query, body, file } = given as {
    params?: unknown;
    query?: unknown;
    body?: unknown;
    file?: File;
  };
  const form = file && new FormData();
  form?.append('file', file!);
  const headers: Record<string, string> = { accept: 'application/json', 'x-porchlight-face': 'desk' };
  if (!isSomebodyHere()) headers['x-porchlight-unattended'] = '1';
  if (endpoint.body) headers['content-type'] = 'application/json';
  let response: Response;
  try {
    response = await fetch(addressOf(endpoint, { params, query }), {
      method: endpoint.method,
      headers,
      body: form ?? (endpoint.body ? JSON.stringify(body) : undefined),
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
