import { z } from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { SealedInput } from '../../../platform/http/sealed.ts';

const id = z.uuid();
const params = z.object({ id });
const out = z.object({ id });

/** To an incident it goes as a line of its timeline, which the desk's browser seals: the server cannot read it. */
export const moveMessage = endpoint({
  method: 'POST',
  path: '/api/v1/report-messages/:id/move',
  summary: 'What somebody wrote belongs to another report or incident; it stays in their thread as well',
  params,
  body: z
    .object({
      to: z.enum(['report', 'incident']),
      id,
      /** The line of the timeline. */
      entry: z.optional(z.object({ id, said: SealedInput })),
    })
    .check(
      z.refine(({ to, entry }) => (to === 'incident') === Boolean(entry), 'to an incident it needs its line'),
    ),
  out,
});

export const moveMessageBack = endpoint({
  method: 'POST',
  path: '/api/v1/report-messages/:id/move-back',
  summary: 'Take a move back; the timelines keep that it was made',
  params,
  out,
});
