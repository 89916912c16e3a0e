import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { Month } from '../../people/contract.ts';
import { SHIFT_ROLES } from './common.ts';
import { lang } from './own.ts';

const hours = {
  /** There, each minute once; breaks too. */
  minutes: z.int(),
  byRole: z.array(z.object({ role: z.enum(SHIFT_ROLES), minutes: z.int() })),
  /** Between ten at night and six in the morning. */
  nightMinutes: z.int(),
  nights: z.int(),
  breakMinutes: z.int(),
};

export const Hours = z.object(hours);
export type Hours = z.infer<typeof Hours>;

export const MyHours = z.object({
  /** This month and those before, the newest first. */
  months: z.array(z.object({ month: z.string(), ...hours })),
  /** The last seven days. */
  week: z.object({ minutes: z.int(), nights: z.int() }),
  /** What speaks for rest, in one's language. */
  rest: z.array(z.string()),
});
export type MyHours = z.infer<typeof MyHours>;

export const readMyHours = endpoint({
  method: 'GET',
  path: '/api/v1/me/hours',
  summary: 'My hours by month, from when I was there and not from plans; and whether it has been much',
  query: z.object({ lang }),
  out: MyHours,
});

export const PersonHours = z.object({
  personId: z.uuid(),
  callSign: z.string(),
  ...hours,
  /** `hours`, `nights`: much in the seven days before now, or before the month’s end. */
  rest: z.array(z.string()),
});
export type PersonHours = z.infer<typeof PersonHours>;

export const readHours = endpoint({
  method: 'GET',
  path: '/api/v1/rota/hours',
  summary:
    'Hours of a chapter’s members in a month, who has most first. Everyone shown counts against the looks at members',
  query: z.object({ month: Month, chapterId: z.optional(z.uuid()) }),
  out: z.object({
    items: z.array(PersonHours),
    /** More than the looks at members allow now. */
    hidden: z.int(),
    minutes: z.int(),
    from: z.iso.datetime(),
    to: z.iso.datetime(),
  }),
});
