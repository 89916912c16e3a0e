import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { byId, count, saysWhat, sentence, what, whatMissing, Yes } from './common.ts';

export const PARTS = ['asking', 'member', 'lead'] as const;
export type Part = (typeof PARTS)[number];

/** So many people of a kind, that a team would like to have more of. */
export const TeamNeed = z.object({ many: z.int().check(z.gte(1), z.lte(50)), ...what });
export type TeamNeed = z.infer<typeof TeamNeed>;

const about = {
  name: z.string().check(z.trim(), z.minLength(2), z.maxLength(60)),
  does: sentence,
  needs: z.array(TeamNeed.check(z.refine(saysWhat, whatMissing))).check(z.maxLength(8)),
};

export const TeamMember = z.object({ personId: z.uuid(), callSign: z.string(), part: z.enum(PARTS) });
export type TeamMember = z.infer<typeof TeamMember>;

export const Team = z.object({
  id: z.uuid(),
  /** Null: the whole network's. */
  chapterId: z.nullable(z.uuid()),
  name: z.string(),
  does: z.string(),
  needs: z.array(TeamNeed),
  members: count,
  leads: count,
  /** Who would like to join, for those who decide it. */
  asking: z.array(TeamMember),
  can: z.array(z.string()),
});
export type Team = z.infer<typeof Team>;

export const listTeams = endpoint({
  method: 'GET',
  path: '/api/v1/teams',
  summary: 'All teams: what they do, what they need, how many they are; not who',
  out: z.object({
    items: z.array(Team),
    /** The chapters for which the actor may make a team; null: any, and the whole network. */
    makes: z.nullable(z.array(z.uuid())),
  }),
});

export const makeTeam = endpoint({
  method: 'POST',
  path: '/api/v1/teams',
  summary: 'Make a team of a chapter or of the network; the same id twice is one',
  body: z.object({ id: z.uuid(), chapterId: z.nullable(z.uuid()), ...about }),
  out: Yes,
});

export const changeTeam = endpoint({
  method: 'PUT',
  path: '/api/v1/teams/:id',
  summary: 'Change what a team is called, does and needs',
  params: byId,
  body: z.object(about),
  out: Yes,
});

export const endTeam = endpoint({
  method: 'POST',
  path: '/api/v1/teams/:id/end',
  summary: 'Let go of a team; nobody is in it any more',
  params: byId,
  body: z.object({}),
  out: Yes,
});

export const showMembers = endpoint({
  method: 'POST',
  path: '/api/v1/teams/:id/looks',
  summary: 'Who is in a team, by call sign; each one shown counts as a look',
  params: byId,
  body: z.object({}),
  out: z.object({ items: z.array(TeamMember), more: z.boolean() }),
});

/** `part` null: out of the team, or not taken into it. */
export const setPart = endpoint({
  method: 'POST',
  path: '/api/v1/teams/:id/parts',
  summary: 'Take into a team who asked, make a lead, or take out; a lead decides only who is taken in',
  params: byId,
  body: z.object({ personId: z.uuid(), part: z.nullable(z.enum(['member', 'lead'])) }),
  out: Yes,
});

export const thankMember = endpoint({
  method: 'POST',
  path: '/api/v1/teams/:id/thanks',
  summary: 'Thank somebody of a team with one sentence, which is sent to them; the same id twice is one',
  params: byId,
  body: z.object({ id: z.uuid(), personId: z.uuid(), words: sentence }),
  out: Yes,
});
