import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { byId } from './common.ts';

export const CalendarFeed = z.object({
  id: z.uuid(),
  /** `person`: my shifts. `desk`: how the network's need is met. `chapter`: the same for one chapter. */
  kind: z.enum(['person', 'desk', 'chapter']),
  chapterId: z.nullable(z.uuid()),
  at: z.iso.datetime(),
  /** The address to subscribe to: whoever has it reads this calendar. */
  url: z.string(),
});
export type CalendarFeed = z.infer<typeof CalendarFeed>;

export const listCalendars = endpoint({
  method: 'GET',
  path: '/api/v1/me/calendars',
  summary: 'My calendar links that are good',
  out: z.object({ items: z.array(CalendarFeed) }),
});

export const addCalendar = endpoint({
  method: 'POST',
  path: '/api/v1/me/calendars',
  summary: 'Make a calendar link; at most ten are good at a time',
  body: z.object({
    id: z.uuid(),
    kind: CalendarFeed.shape.kind,
    chapterId: z.optional(z.uuid()),
  }),
  out: CalendarFeed,
});

export const endCalendar = endpoint({
  method: 'POST',
  path: '/api/v1/me/calendars/:id/end',
  summary: 'End a calendar link at once; calendars that took it up get nothing more',
  params: byId,
  body: z.object({}),
  out: z.object({ id: z.uuid() }),
});
