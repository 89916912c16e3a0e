import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { byId } from './common.ts';
import { lang, Outcome } from './own.ts';
import { Slot } from './rota.ts';

export const askBuddy = endpoint({
  method: 'POST',
  path: '/api/v1/rota/seats/:id/buddies',
  summary: 'Ask a member to stand by somebody who sits alone at night: awake, or woken by a page',
  params: byId,
  body: z.object({ id: z.uuid(), personId: z.uuid() }),
  out: Slot,
});

export const dropBuddy = endpoint({
  method: 'POST',
  path: '/api/v1/rota/buddies/:id/removal',
  summary: 'They are not needed as a buddy; both are told',
  params: byId,
  body: z.object({}),
  out: Slot,
});

export const listBuddies = endpoint({
  method: 'GET',
  path: '/api/v1/me/shifts/:id/buddies',
  summary: 'Whom I could ask to be my buddy: at most twelve, with whom I have shared shifts or shall',
  params: byId,
  out: z.object({ items: z.array(z.object({ personId: z.uuid(), callSign: z.string() })) }),
});

export const askOwnBuddy = endpoint({
  method: 'POST',
  path: '/api/v1/me/shifts/:id/buddies',
  summary: 'Ask one of them; they are told, and answer in the app',
  params: byId,
  body: z.object({ id: z.uuid(), personId: z.uuid(), lang }),
  out: Outcome,
});

export const answerBuddy = endpoint({
  method: 'POST',
  path: '/api/v1/me/buddies/:id/answer',
  summary: 'Agree to be somebody’s buddy, or not',
  params: byId,
  body: z.object({ agree: z.boolean(), lang }),
  out: Outcome,
});

export const leaveBuddy = endpoint({
  method: 'POST',
  path: '/api/v1/me/buddies/:id/withdrawal',
  summary: 'I cannot be their buddy after all; or I do not need this buddy of mine',
  params: byId,
  body: z.object({ lang }),
  out: Outcome,
});
