import { z } from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { type Opened, sealable, sealed } from '../../../platform/http/sealed.ts';
import { limits, questionId } from './limits.ts';

const id = z.uuid();
const when = z.iso.datetime();
const draftBody = z.record(questionId, z.string().check(z.maxLength(limits.words)));
export const Draft = z.object({ id, savedAt: when, fields: sealed(draftBody) });
export type Draft = Opened<z.infer<typeof Draft>>;

export const listDrafts = endpoint({
  method: 'GET',
  path: '/api/v1/desk/drafts',
  summary: 'The operator’s own unsent forms',
  out: z.object({ items: z.array(Draft) }),
});

export const saveDraft = endpoint({
  method: 'PUT',
  path: '/api/v1/desk/drafts/:id',
  summary: 'Keep the desk form as it stands, sealed',
  params: z.object({ id }),
  body: z.object({
    fields: sealable(
      draftBody.check(z.refine((all) => Object.keys(all).length <= limits.draft, 'too many fields')),
    ),
  }),
  words: ['fields'],
  out: z.object({ id, savedAt: when }),
});

export const readDraft = endpoint({
  method: 'GET',
  path: '/api/v1/desk/drafts/:id',
  summary: 'One unsent form',
  params: z.object({ id }),
  out: Draft,
});

export const dropDraft = endpoint({
  method: 'DELETE',
  path: '/api/v1/desk/drafts/:id',
  summary: 'Throw an unsent form away',
  params: z.object({ id }),
  out: z.object({ dropped: z.boolean() }),
});
