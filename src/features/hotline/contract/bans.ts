import { z } from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';

export const banOrigin = endpoint({
  method: 'POST',
  path: '/api/v1/bans',
  summary: 'From now on, reports of this report’s origin wait in the throttled queue',
  body: z.object({ reportId: z.uuid() }),
  out: z.object({ banned: z.boolean() }),
});

export const liftBan = endpoint({
  method: 'DELETE',
  path: '/api/v1/bans/:id',
  summary: 'Lift the ban on the origin of this report',
  params: z.object({ id: z.uuid() }),
  out: z.object({ banned: z.boolean() }),
});
