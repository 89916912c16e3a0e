import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { Role } from '../../accounts/contract.ts';
import { COURSES } from '../../trainings/contract.ts';

const when = z.iso.datetime();
export const byId = z.object({ id: z.uuid() });

/** Who belongs in a channel. An empty list asks for nothing; every member of it must be active and not suspended. */
export const Rule = z.object({
  /** Any of them. */
  roles: z.array(Role).check(z.maxLength(9)),
  /** A current certificate of each. */
  courses: z.array(z.enum(COURSES)).check(z.maxLength(COURSES.length)),
  /** Any of them. */
  chapters: z.array(z.uuid()).check(z.maxLength(100)),
  /** The conduct agreement signed as it reads now. */
  agreement: z.boolean(),
  /** Closed to who is not vouched for; training and public channels stay open. */
  closed: z.optional(z.boolean()),
  /** Active for so many days: trust that grows by time. */
  activeDays: z.int().check(z.gte(0), z.lte(3650)),
});
export type Rule = z.infer<typeof Rule>;

const name = z.string().check(z.trim(), z.minLength(2), z.maxLength(60));

export const Channel = z.object({
  id: z.uuid(),
  name: z.string(),
  rule: Rule,
  /** As the last look found them. */
  belong: z.int(),
  inside: z.int(),
  missing: z.int(),
  astray: z.int(),
  /** Belong, and have no Signal address here. */
  unreachable: z.int(),
  groups: z.int(),
  /** Groups in which others than admins may post, add or change. */
  unlocked: z.int(),
  lookedAt: z.nullable(when),
  /** Why the last look failed. */
  trouble: z.nullable(z.string()),
  troubleAt: z.nullable(when),
  /** What waits for a person. */
  waits: z.nullable(z.enum(['apply', 'approve'])),
  can: z.array(z.string()),
});
export type Channel = z.infer<typeof Channel>;

export const listChannels = endpoint({
  method: 'GET',
  path: '/api/v1/channels',
  summary: 'Group channels with their rules, and what the last look at each found',
  out: z.object({
    items: z.array(Channel),
    /** Whether there are groups to look at: by signal-cli, on the demo's phones, or not at all. */
    by: z.enum(['signal', 'demo', 'nothing']),
    can: z.array(z.string()),
  }),
});

export const makeChannel = endpoint({
  method: 'POST',
  path: '/api/v1/channels',
  summary: 'Make a channel with its rule; nobody is put into it by that',
  body: z.object({ id: z.uuid(), name, rule: Rule }),
  out: Channel,
});

export const changeChannel = endpoint({
  method: 'PUT',
  path: '/api/v1/channels/:id',
  summary: 'Change a channel’s rule; who is in it changes by a plan only',
  params: byId,
  body: z.object({ rule: Rule }),
  out: Channel,
});

export const endChannel = endpoint({
  method: 'POST',
  path: '/api/v1/channels/:id/end',
  summary: 'Let go of a channel; its groups stay as they are',
  params: byId,
  out: Channel,
});

export const lookAtChannel = endpoint({
  method: 'POST',
  path: '/api/v1/channels/:id/looks',
  summary: 'Look at a channel’s groups now',
  params: byId,
  out: Channel,
});

export const listFreeGroups = endpoint({
  method: 'GET',
  path: '/api/v1/channel-groups/free',
  summary: 'Groups that our account administers and that belong to no channel',
  out: z.object({ items: z.array(z.object({ group: z.string(), name: z.string(), members: z.int() })) }),
});

export const linkGroup = endpoint({
  method: 'POST',
  path: '/api/v1/channels/:id/groups',
  summary: 'Take an existing group for a channel',
  params: byId,
  body: z.object({ group: z.string().check(z.minLength(1), z.maxLength(100)) }),
  out: Channel,
});
