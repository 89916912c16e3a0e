import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { byId, language, short } from './common.ts';

export const PeopleAlarm = z.object({
  id: z.uuid(),
  /** `canary`: a member who does not exist was touched. `overrun`: looked again and again beyond the budget. */
  kind: z.enum(['canary', 'overrun']),
  how: z.enum(['opened', 'named', 'suspended', 'removed', 'exported', 'searched', 'vouched']),
  /** Call sign of who did it; empty for one who has none. */
  by: z.string(),
  byId: z.nullable(z.uuid()),
  /** Call sign of the canary. */
  about: z.nullable(z.string()),
  at: z.iso.datetime(),
});
export type PeopleAlarm = z.infer<typeof PeopleAlarm>;

export const listPeopleAlarms = endpoint({
  method: 'GET',
  path: '/api/v1/people-alarms',
  summary: 'Alarms about who looks at members, until an admin has looked into them',
  out: z.object({ items: z.array(PeopleAlarm) }),
});

export const handlePeopleAlarm = endpoint({
  method: 'POST',
  path: '/api/v1/people-alarms/:id/handled',
  summary: 'An admin has looked into it',
  params: byId,
  out: z.object({ id: z.uuid() }),
});

export const Canary = z.object({
  id: z.uuid(),
  callSign: z.string(),
  chapterId: z.uuid(),
  at: z.iso.datetime(),
});

export const listCanaries = endpoint({
  method: 'GET',
  path: '/api/v1/canaries',
  summary: 'Members who do not exist and alarm when they are looked at',
  out: z.object({ items: z.array(Canary) }),
});

export const makeCanary = endpoint({
  method: 'POST',
  path: '/api/v1/canaries',
  summary:
    'Make a member who does not exist; everything but name and number is drawn from the chapter’s members',
  body: z.object({
    id: z.uuid(),
    chapterId: z.uuid(),
    name: short,
    /** A number that an admin holds, so that nobody else is phoned. */
    phone: z.optional(
      z.string().check(z.trim(), z.regex(/^\+?[\d ().-]{7,30}$/, 'a phone number such as (212) 555-0199')),
    ),
    language: z.optional(language),
  }),
  out: Canary,
});
