import type { WallCall } from '../features/calls/contract.ts';
import type { Phone, PhoneMessage } from '../features/channels/contract.ts';

export type Thread = { phone: Phone; messages: PhoneMessage[] };

/** What the server said no to, in words to show; status 0 where it did not answer. */
export class Refused extends Error {
  readonly status: number;
  constructor(status: number, detail: string) {
    super(detail);
    this.status = status;
  }
}

const base = '/api/v1/demo/phones';

async function ask<T>(path: string, body?: object): Promise<T> {
  const init = body && {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  const answer = await fetch(path, init).catch(() => {
    throw new Refused(0, '');
  });
  const said = await answer.json().catch(() => null);
  if (answer.ok) return said as T;
  throw new Refused(answer.status, String(said?.detail ?? ''));
}

/** Phones with something on them, the newest first; with `q`, quiet ones too. */
export const listPhones = async (q: string, limit: number): Promise<Phone[]> =>
  (await ask<{ items: Phone[] }>(`${base}?${new URLSearchParams({ q, limit: String(limit) })}`)).items;

export const readPhone = (address: string): Promise<Thread> => ask(`${base}/${encodeURIComponent(address)}`);

/** Writes in from a phone; the same id twice is the same message. */
export const write = (address: string, id: string, body: string): Promise<{ reply: string | null }> =>
  ask(`${base}/${encodeURIComponent(address)}/messages`, { id, body });

/** What somebody on the telephone does; `look` only asks where the call is. */
export type Doing = {
  id: string;
  do: 'ring' | 'look' | 'key' | 'wait' | 'words' | 'hangUp';
  turn?: number;
  digits?: string;
  words?: string;
};

export const telephone = (address: string, doing: Doing): Promise<WallCall> =>
  ask(`${base}/${encodeURIComponent(address)}/call`, doing);
