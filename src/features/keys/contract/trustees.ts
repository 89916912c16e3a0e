import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { Ring } from './list.ts';

const Share = z.object({
  ring: Ring,
  epoch: z.int().check(z.minimum(2)),
  /** The trustee's. */
  account: z.uuid(),
  share: z.string().check(z.regex(/^[A-Za-z0-9+/]+={0,2}$/), z.maxLength(400)),
});
export type Share = z.infer<typeof Share>;

export const giveShares = endpoint({
  method: 'POST',
  path: '/api/v1/keys/shares',
  summary:
    'Split ring keys that I hold among the trustees whom the list names, each share sealed to its trustee',
  body: z.object({ shares: z.array(Share).check(z.minLength(2), z.maxLength(300)) }),
  out: z.object({ given: z.int() }),
});

const Recovery = z.object({
  id: z.uuid(),
  ring: Ring,
  account: z.uuid(),
  at: z.iso.datetime(),
  confirmed: z.boolean(),
  /** How many trustees gave their shares. */
  given: z.int(),
});
export type Recovery = z.infer<typeof Recovery>;

export const readTrust = endpoint({
  method: 'GET',
  path: '/api/v1/keys/trust',
  summary:
    'My shares as a trustee, epochs that are split, recoveries that are open, and what was given to me',
  out: z.object({
    shares: z.array(Share),
    /** Epochs of which each trustee has a share, by the change of the list that named them; an open desk splits the others. */
    split: z.array(z.object({ ring: Ring, epoch: z.int(), since: z.int() })),
    recoveries: z.array(Recovery),
    givenToMe: z.array(Share),
  }),
});

export const askTrustees = endpoint({
  method: 'POST',
  path: '/api/v1/keys/recoveries',
  summary: 'Ask the trustees of a ring for its key, because nobody can open it',
  body: z.object({ id: z.uuid(), ring: Ring }),
  out: Recovery,
});

const WhichRecovery = z.object({ id: z.uuid() });

export const confirmRecovery = endpoint({
  method: 'POST',
  path: '/api/v1/keys/recoveries/:id/confirm',
  summary: 'Confirm, as another admin, that the trustees may give their shares',
  params: WhichRecovery,
  out: Recovery,
});

export const endRecovery = endpoint({
  method: 'POST',
  path: '/api/v1/keys/recoveries/:id/end',
  summary: 'End a recovery: it is done, or was not asked for rightly. What was given is deleted',
  params: WhichRecovery,
  out: Recovery,
});

export const giveToAsker = endpoint({
  method: 'POST',
  path: '/api/v1/keys/recoveries/:id/shares',
  summary: 'Give my shares of a ring, sealed to the one who asks',
  params: WhichRecovery,
  body: z.object({ shares: z.array(Share).check(z.minLength(1), z.maxLength(200)) }),
  out: Recovery,
});
