import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { byId, count, STATES, when } from './common.ts';
import { Decision } from './meetings.ts';

const squares = z.object({ side: count, dark: z.string() });

/** What the room sees. Nobody's name but of who let theirs be shown. */
export const readScreen = endpoint({
  method: 'GET',
  path: '/api/v1/meetings/:id/screen',
  summary: 'The projected screen of a meeting: code to check in, count, agenda, decisions, open actions',
  params: byId,
  unattended: true,
  out: z.object({
    title: z.string(),
    network: z.string(),
    state: z.enum(STATES),
    now: when,
    /** Changes every few minutes. Null while nobody can check in. */
    code: z.nullable(z.object({ text: z.string(), url: z.string(), squares })),
    trainings: z.object({ url: z.string(), squares }),
    came: count,
    members: count,
    needed: z.nullable(count),
    items: z.array(z.object({ id: z.uuid(), title: z.string(), minutes: count, spentS: count })),
    itemId: z.nullable(z.uuid()),
    itemAt: z.nullable(when),
    decisions: z.array(Decision),
    actions: z.array(
      z.object({ id: z.uuid(), words: z.string(), owner: z.nullable(z.string()), taken: z.boolean() }),
    ),
    hat: z.nullable(count),
  }),
});
