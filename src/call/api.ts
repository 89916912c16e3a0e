import type { Heard, Placed } from '../features/calls/contract.ts';

/** What the server said no to; status 0 where it did not answer. */
export class Refused extends Error {
  readonly status: number;
  constructor(status: number) {
    super(String(status));
    this.status = status;
  }
}

async function ask<T>(verb: string, body: object, more: RequestInit = {}): Promise<T> {
  const answer = await fetch(`/api/v1/calls/web${verb}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    ...more,
  }).catch(() => {
    throw new Refused(0);
  });
  if (!answer.ok) throw new Refused(answer.status);
  return (await answer.json()) as T;
}

/** Whoever has this is the caller: 32 random bytes in base64url, kept by this page only. */
export function newSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

export const placeCall = (secret: string, language: string, choice: string): Promise<Placed> =>
  ask('', { secret, language, choice });
export const sendSolution = (secret: string, text: string, guesses: number[]): Promise<unknown> =>
  ask('/solve', { secret, text, guesses });
export const hear = (secret: string, have: string[]): Promise<Heard> => ask('/hear', { secret, have });
export const say = (secret: string, to: string, signal: object): Promise<unknown> =>
  ask('/say', { secret, to, ...signal });
/** Also while the page is being left. */
export const hangUp = (secret: string): Promise<unknown> => ask('/hang-up', { secret }, { keepalive: true });
