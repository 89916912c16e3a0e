import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { byId, language, STATES } from './common.ts';

/** A member as a search shows them: no name, no address, no zone. */
export const PersonCard = z.object({
  id: z.uuid(),
  callSign: z.string(),
  chapterId: z.uuid(),
  languages: z.array(z.string()),
  roles: z.array(z.string()),
  state: z.enum(STATES),
  suspended: z.boolean(),
});

/** How much of one's view budget is used. */
export const Looks = z.object({
  hour: z.object({ used: z.int(), of: z.int() }),
  day: z.object({ used: z.int(), of: z.int() }),
});
export type Looks = z.infer<typeof Looks>;

/** What a coordinator, admin or the desk sees of one member. */
export const PersonPage = z.extend(PersonCard, {
  since: z.iso.datetime(),
  agreement: z.object({ signedVersion: z.nullable(z.int()), current: z.boolean() }),
  certificates: z.array(z.object({ course: z.string(), expiresAt: z.iso.datetime() })),
  looks: Looks,
  can: z.array(z.string()),
});

/** What a role may be searched by; allies have trained and are not sent. */
const role = z.string().check(z.regex(/^[a-z]{3,20}$/));

export const findPeople = endpoint({
  method: 'POST',
  path: '/api/v1/people/searches',
  summary:
    'Members whose call sign has a word that begins so; at most twenty, counted against the view budget',
  body: z.object({
    q: z.string().check(z.trim(), z.minLength(2, 'at least two letters of the call sign'), z.maxLength(60)),
    chapterId: z.optional(z.uuid()),
    role: z.optional(role),
    language: z.optional(language),
  }),
  out: z.object({
    items: z.array(PersonCard),
    /** There are others: say more of the call sign. */
    more: z.boolean(),
    looks: Looks,
  }),
});

export const lookAtPerson = endpoint({
  method: 'POST',
  path: '/api/v1/people/:id/looks',
  summary: 'One member’s page, without name and address; counts as a look',
  params: byId,
  body: z.object({}),
  out: PersonPage,
});

export const showName = endpoint({
  method: 'POST',
  path: '/api/v1/people/:id/name',
  summary:
    'Name and addresses of one member, for a coordinator of the chapter and admins; written down and counted',
  params: byId,
  body: z.object({}),
  out: z.object({
    name: z.nullable(z.string()),
    addresses: z.array(z.object({ kind: z.string(), address: z.string() })),
    looks: Looks,
  }),
});

export const readLooks = endpoint({
  method: 'GET',
  path: '/api/v1/looks',
  summary: 'How much of my view budget is used',
  out: Looks,
});

export const removePerson = endpoint({
  method: 'POST',
  path: '/api/v1/people/:id/removal',
  summary: 'End a membership at once: sessions, roles, keys, shifts, asks; name and addresses are deleted',
  params: byId,
  body: z.object({
    /** For what they did: the vouches around them are looked at again. */
    conduct: z.optional(z.boolean()),
  }),
  out: z.object({ id: z.uuid(), callSign: z.string(), state: z.enum(STATES) }),
});
