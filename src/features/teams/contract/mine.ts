import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { byId, count, SKILLS, Skills, when, Yes } from './common.ts';
import { PARTS, TeamMember, TeamNeed } from './teams.ts';

export const MyTeam = z.object({
  id: z.uuid(),
  name: z.string(),
  does: z.string(),
  needs: z.array(TeamNeed),
  /** Name of its chapter; null: the whole network's. */
  chapter: z.nullable(z.string()),
  part: z.nullable(z.enum(PARTS)),
  /** Who is in it and who would like to be; for its leads only. */
  people: z.array(TeamMember),
});
export type MyTeam = z.infer<typeof MyTeam>;

export const MyAsk = z.object({
  id: z.uuid(),
  /** The team that asks; null: the desk. */
  team: z.nullable(z.string()),
  words: z.string(),
  place: z.nullable(z.string()),
  at: z.nullable(when),
});
export type MyAsk = z.infer<typeof MyAsk>;

export const MyTeams = z.object({
  items: z.array(MyTeam),
  asks: z.array(MyAsk),
  /** Null: may not be found. */
  findable: z.nullable(z.array(z.enum(SKILLS))),
  thanks: z.array(z.object({ id: z.uuid(), team: z.string(), by: z.string(), words: z.string(), at: when })),
  /** On duty since the year began. */
  minutes: count,
});
export type MyTeams = z.infer<typeof MyTeams>;

export const readMyTeams = endpoint({
  method: 'GET',
  path: '/api/v1/me/teams',
  summary: "Teams of the actor's chapter and of the network, asks that wait, hours of the year and thanks",
  out: MyTeams,
});

export const joinTeam = endpoint({
  method: 'POST',
  path: '/api/v1/me/teams/:id/join',
  summary: 'Ask to join a team; a lead or a coordinator says yes',
  params: byId,
  body: z.object({}),
  out: Yes,
});

export const leaveTeam = endpoint({
  method: 'POST',
  path: '/api/v1/me/teams/:id/leave',
  summary: 'Leave a team, or take back that one asked to join',
  params: byId,
  body: z.object({}),
  out: Yes,
});

export const chooseFindable = endpoint({
  method: 'POST',
  path: '/api/v1/me/findable',
  summary: 'May be found by need, and what one can do; null: may not, which is so until one says otherwise',
  body: z.object({ skills: z.nullable(Skills) }),
  out: z.object({ skills: z.nullable(Skills) }),
});

export const answerNeed = endpoint({
  method: 'POST',
  path: '/api/v1/me/needs/:id/answer',
  summary: 'Say whether one could help; may be said otherwise while it is open',
  params: byId,
  body: z.object({ says: z.enum(['yes', 'no']) }),
  out: z.object({ id: z.uuid(), open: z.boolean() }),
});
