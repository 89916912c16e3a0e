import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { Face } from './session.ts';

const id = z.object({ id: z.uuid() });
const at = z.iso.datetime();
const nothing = z.object({});

export const OwnPasskey = z.object({
  id: z.uuid(),
  name: z.nullable(z.string()),
  createdAt: at,
  /** To the hour. */
  usedAt: at,
  /** Kept by a service that copies it between the person's devices. */
  synced: z.boolean(),
  isThis: z.boolean(),
});
export const OwnSession = z.object({
  id: z.uuid(),
  face: Face,
  way: z.enum(['passkey', 'invite', 'demo']),
  device: z.nullable(z.string()),
  createdAt: at,
  /** To the hour. */
  seenAt: at,
  isThis: z.boolean(),
  /** Opened after this one, and its owner has not been told. */
  isNew: z.boolean(),
});
export type OwnSession = z.infer<typeof OwnSession>;
export type OwnPasskey = z.infer<typeof OwnPasskey>;

export const readAccess = endpoint({
  method: 'GET',
  path: '/api/v1/access',
  summary: 'Your passkeys, your sessions, and whether a recovery code is still good',
  out: z.object({
    passkeys: z.array(OwnPasskey),
    sessions: z.array(OwnSession),
    recoveryMadeAt: z.nullable(at),
  }),
});

export const endOwnSession = endpoint({
  method: 'POST',
  path: '/api/v1/access/sessions/:id/end',
  summary: 'Sign out one of your sessions, on whatever device',
  params: id,
  out: nothing,
});

export const endOtherSessions = endpoint({
  method: 'POST',
  path: '/api/v1/access/sessions/end-others',
  summary: 'Sign out everywhere but here',
  out: z.object({ ended: z.int() }),
});

export const tellSessions = endpoint({
  method: 'POST',
  path: '/api/v1/access/sessions/told',
  summary: 'You have read which sign-ins are new',
  out: nothing,
});

export const endPasskey = endpoint({
  method: 'POST',
  path: '/api/v1/access/passkeys/:id/end',
  summary: 'Remove one of your passkeys, with the sessions that it opened',
  params: id,
  out: nothing,
});

export const renewRecoveryCode = endpoint({
  method: 'POST',
  path: '/api/v1/access/recovery-code',
  summary: 'A new recovery code in the place of the old one, shown once',
  out: z.object({ recoveryCode: z.string() }),
});
