import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { Role } from './session.ts';

const id = z.object({ id: z.uuid() });
const at = z.iso.datetime();

export const Grant = z.object({
  id: z.uuid(),
  role: Role,
  chapterId: z.nullable(z.uuid()),
  startsAt: at,
  endsAt: z.nullable(at),
  can: z.array(z.enum(['end'])),
});
export type Grant = z.infer<typeof Grant>;

const Grants = z.object({ items: z.array(Grant), can: z.array(z.enum(['give', 'invite', 'sign-out'])) });

export const listRoles = endpoint({
  method: 'GET',
  path: '/api/v1/people/:id/roles',
  summary: 'A member’s roles that hold now or will',
  params: id,
  out: Grants,
});

export const giveRole = endpoint({
  method: 'POST',
  path: '/api/v1/people/:id/roles',
  summary: 'Give a member a role, for the network or a chapter, from now or later, until a day or for good',
  params: id,
  body: z.object({
    id: z.uuid(),
    role: Role,
    chapterId: z.nullable(z.uuid()),
    startsAt: z.nullable(at),
    endsAt: z.nullable(at),
  }),
  out: Grants,
});

export const endRole = endpoint({
  method: 'POST',
  path: '/api/v1/roles/:id/end',
  summary: 'End a role',
  params: id,
  out: Grants,
});

export const inviteMember = endpoint({
  method: 'POST',
  path: '/api/v1/people/:id/invite',
  summary: 'A one-use link for a member: their first, or after a lost phone or passkey',
  params: id,
  out: z.object({ token: z.string(), expiresAt: at }),
});

export const signOutMember = endpoint({
  method: 'POST',
  path: '/api/v1/people/:id/sign-out',
  summary: 'Sign a member out everywhere',
  params: id,
  out: z.object({ ended: z.int() }),
});

const Rules = z.object({
  deskNeedsPasskey: z.boolean(),
  /** Roles that act only while their holder is on shift. */
  onShiftRoles: z.array(z.enum(['operator', 'dispatcher', 'verifier', 'legal'])).check(z.maxLength(4)),
});

export const readSignInRules = endpoint({
  method: 'GET',
  path: '/api/v1/sign-in-rules',
  summary: 'How people sign in here',
  out: Rules,
});

export const changeSignInRules = endpoint({
  method: 'PUT',
  path: '/api/v1/sign-in-rules',
  summary: 'Say how people sign in here',
  body: Rules,
  out: Rules,
});
