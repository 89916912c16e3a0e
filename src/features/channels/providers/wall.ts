import { each, type Provider } from './provider.ts';

/** The demo's phones hang on a wall and are always on: what is in the ledger is on the phone. */
export const wall: Provider = {
  kinds: ['wall'],
  carries: () => ({
    ...{ longest: 1600, urgency: true, receipts: 'delivered', replies: true, once: true },
  }),
  pace: () => ({ perSecond: 100_000, burst: 100_000 }),
  batch: 1000,
  check: (address) => /^\+1\d{3}555\d{4}$/.test(address),
  send: each(async ({ id }) => ({ providerId: `wall-${id}`, delivered: true })),
};
