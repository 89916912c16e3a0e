import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';

export const Face = z.enum(['desk', 'field']);
export const Role = z.enum([
  'operator',
  'dispatcher',
  'verifier',
  'observer',
  'trainer',
  'coordinator',
  'legal',
  'counsel',
  'admin',
]);
export type Role = z.infer<typeof Role>;

export const Session = z.object({
  signedIn: z.boolean(),
  personId: z.nullable(z.uuid()),
  callSign: z.nullable(z.string()),
  roles: z.array(z.object({ role: Role, chapterId: z.nullable(z.uuid()) })),
  /** Roles that this person has, but only while on shift, and is not now. */
  resting: z.array(Role),
  network: z.object({
    name: z.string(),
    timeZone: z.string(),
    emergencyNumber: z.string(),
    languages: z.array(z.string()),
    demo: z.boolean(),
  }),
  /** The one origin at which passkeys work; null where the server's address allows none. */
  passkeysAt: z.nullable(z.string()),
  /** Whether the desk lets nobody in without one. */
  needsPasskey: z.boolean(),
});
export type Session = z.infer<typeof Session>;

/** What its owner calls a device. */
export const Device = z.string().check(z.trim(), z.minLength(1), z.maxLength(60));
const Token = z.string().check(z.minLength(20), z.maxLength(100));
/** SPKI of a P-256 key, base64url. */
export const DeviceKey = z.string().check(z.regex(/^[\w-]+$/), z.maxLength(400));

/** What lets somebody in who has no passkey yet: an invite link's token, or a recovery code. */
export const Entry = z.object({
  invite: z.optional(Token),
  recovery: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
});
export type Entry = z.infer<typeof Entry>;

export const getSession = endpoint({
  method: 'GET',
  path: '/api/v1/session',
  summary: 'Who is signed in on this face, and to which network',
  open: true,
  out: Session,
});

export const acceptInvite = endpoint({
  method: 'POST',
  path: '/api/v1/sessions/invite',
  summary:
    'Sign in with a one-use invite link and without a passkey: a phone with a key of its own, or a lenient desk',
  open: true,
  body: z.object({ token: Token, face: Face, device: z.optional(Device), key: z.optional(DeviceKey) }),
  out: Session,
});

export const renewSession = endpoint({
  method: 'POST',
  path: '/api/v1/sessions/renew',
  summary: 'A new token for a device-bound session, against a proof by its device',
  open: true,
  whenDue: true,
  body: z.object({ proof: z.string().check(z.regex(/^[\w-]+$/), z.maxLength(200)) }),
  out: z.object({ renewed: z.boolean() }),
});

export const signOut = endpoint({
  method: 'POST',
  path: '/api/v1/sessions/end',
  summary: 'Sign out of this face',
  body: z.object({ face: Face }),
  out: z.object({ ended: z.boolean() }),
});
