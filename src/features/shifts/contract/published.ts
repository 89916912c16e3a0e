import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { Window } from '../../people/contract.ts';

/** Hours of a week in the network's own time, as one publishes them; none: nothing is published. */
const windows = z.array(Window).check(z.maxLength(28));

export const PublishedHours = z.object({
  windows,
  /** As residents read it, in English; null where nothing is published. */
  text: z.nullable(z.string()),
  can: z.array(z.string()),
});
export type PublishedHours = z.infer<typeof PublishedHours>;

export const readPublished = endpoint({
  method: 'GET',
  path: '/api/v1/rota/published-hours',
  summary: 'The hours in which somebody answers, as the public pages and the telephone say them',
  out: PublishedHours,
});

export const publishHours = endpoint({
  method: 'PUT',
  path: '/api/v1/rota/published-hours',
  summary: 'Publish hours; none takes them back',
  body: z.object({ windows }),
  out: PublishedHours,
});

/** Fewer contacts than so many are not told apart. */
export const FEW = 5;

const Cell = z.object({
  /** 0 is Monday. */
  day: z.int(),
  hour: z.int(),
  /** Contacts in these weeks; null: some, but fewer than five. */
  contacts: z.nullable(z.int()),
  /** Of them, those for whom nobody was at the desk. */
  uncovered: z.nullable(z.int()),
  /** Within the published hours. */
  open: z.boolean(),
});
export type Cell = z.infer<typeof Cell>;

export const Ramp = z.object({
  weeks: z.int(),
  cells: z.array(Cell),
  total: z.int(),
  uncovered: z.int(),
  byWay: z.array(z.object({ way: z.enum(['call', 'text', 'web']), contacts: z.nullable(z.int()) })),
  /** Hours to open next, those that bring most contacts for an hour of somebody's time first. */
  next: z.array(
    z.object({
      days: z.array(z.int()),
      from: z.int(),
      to: z.int(),
      /** Contacts in a week of these hours. */
      contacts: z.number(),
      /** Operators' shifts of a week that it takes. */
      seats: z.int(),
    }),
  ),
});
export type Ramp = z.infer<typeof Ramp>;

export const readRamp = endpoint({
  method: 'GET',
  path: '/api/v1/rota/ramp',
  summary:
    'Contacts by hour of the week over eight weeks, those that nobody was there for, and which hours to open next',
  out: Ramp,
});
