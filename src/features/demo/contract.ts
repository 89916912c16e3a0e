import * as z from 'zod/mini';
import { endpoint } from '../../platform/http/endpoint.ts';
import { Face, Role, Session } from '../accounts/contract.ts';

const Part = z.object({ role: Role, face: Face, personId: z.uuid(), callSign: z.string() });

export const listParts = endpoint({
  method: 'GET',
  path: '/api/v1/demo/roles',
  summary: 'Demo only: the people one can sign in as with one click',
  open: true,
  out: z.object({ items: z.array(Part) }),
});

export const signInAs = endpoint({
  method: 'POST',
  path: '/api/v1/demo/sign-in',
  summary: 'Demo only: sign in as a role, or as one person of the demo',
  open: true,
  body: z.object({ role: z.optional(Role), person: z.optional(z.uuid()), face: Face }),
  out: Session,
});
