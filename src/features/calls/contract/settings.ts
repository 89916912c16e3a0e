import { z } from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';

const CallSettings = z.object({
  /** In a flood, browsers that call are asked to compute something for about a second. */
  puzzles: z.boolean(),
});

export const readCallSettings = endpoint({
  method: 'GET',
  path: '/api/v1/calls/settings',
  summary: 'What an admin chose about calls',
  out: z.extend(CallSettings, { canChange: z.boolean() }),
});

export const saveCallSettings = endpoint({
  method: 'PUT',
  path: '/api/v1/calls/settings',
  summary: 'Choose it',
  body: CallSettings,
  out: z.extend(CallSettings, { canChange: z.boolean() }),
});
