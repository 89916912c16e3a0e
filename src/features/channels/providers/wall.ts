import type { Provider } from './index.ts';

/** The demo's phones hang on a wall and are always on: what is in the ledger is on the phone. */
export const wall: Provider = {
  kinds: ['wall'],
  check: (address) => /^\+1\d{3}555\d{4}$/.test(address),
  send: async ({ id }) => ({ providerId: `wall-${id}`, delivered: true }),
};
