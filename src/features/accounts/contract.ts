import * as z from 'zod/mini';
import { endpoint } from '../../platform/http/endpoint.ts';

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
  network: z.object({
    name: z.string(),
    timeZone: z.string(),
    emergencyNumber: z.string(),
    languages: z.array(z.string()),
    demo: z.boolean(),
  }),
});
export type Session = z.infer<typeof Session>;

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
  summary: 'Sign in with a one-use invite link',
  open: true,
  body: z.object({ token: z.string().check(z.minLength(20), z.maxLength(100)), face: Face }),
  out: Session,
});

export const signOut = endpoint({
  method: 'POST',
  path: '/api/v1/sessions/end',
  summary: 'Sign out of this face',
  body: z.object({ face: Face }),
  out: z.object({ ended: z.boolean() }),
});
