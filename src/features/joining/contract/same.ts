import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { Looks, STATES } from '../../people/contract.ts';

const when = z.iso.datetime();

const One = z.object({
  personId: z.uuid(),
  callSign: z.string(),
  chapterId: z.uuid(),
  languages: z.array(z.string()),
  state: z.enum(STATES),
  since: when,
});

export const listAlike = endpoint({
  method: 'GET',
  path: '/api/v1/likenesses',
  summary: 'Pairs of people who may be one, the likeliest first, and what was merged within a day',
  out: z.object({
    items: z.array(z.object({ a: One, b: One, percent: z.int() })),
    more: z.boolean(),
    merges: z.array(
      z.object({ id: z.uuid(), kept: z.string(), gone: z.string(), by: z.string(), at: when, until: when }),
    ),
  }),
});

const pair = z.object({ a: z.uuid(), b: z.uuid() });

export const showAlike = endpoint({
  method: 'POST',
  path: '/api/v1/likenesses/shown',
  summary: 'Names and addresses of a pair, side by side; two looks',
  body: pair,
  out: z.object({
    items: z.array(
      z.object({
        personId: z.uuid(),
        name: z.nullable(z.string()),
        addresses: z.array(z.object({ kind: z.string(), address: z.string() })),
      }),
    ),
    looks: Looks,
  }),
});

export const keepApart = endpoint({
  method: 'POST',
  path: '/api/v1/likenesses/apart',
  summary: 'They are two people; not asked again',
  body: pair,
  out: z.object({ apart: z.boolean() }),
});

export const mergePeople = endpoint({
  method: 'POST',
  path: '/api/v1/merges',
  summary: 'They are one: addresses and applications go to the one who is kept; can be undone for a day',
  body: z.object({ id: z.uuid(), keptId: z.uuid(), goneId: z.uuid() }),
  out: z.object({ id: z.uuid(), kept: z.string(), until: when }),
});

export const undoMerge = endpoint({
  method: 'POST',
  path: '/api/v1/merges/:id/undone',
  summary: 'Make two of them again, within a day',
  params: z.object({ id: z.uuid() }),
  body: z.object({}),
  out: z.object({ id: z.uuid() }),
});
