import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';

export const readPush = endpoint({
  method: 'GET',
  path: '/api/v1/me/push',
  summary: 'Whether pushes can be sent, by which key, and whether this phone gets them',
  out: z.object({ publicKey: z.nullable(z.string()), on: z.boolean() }),
});

export const startPush = endpoint({
  method: 'POST',
  path: '/api/v1/me/push',
  summary: 'Take pushes on this phone, until its session ends; the same again changes nothing',
  body: z.object({
    endpoint: z.url().check(z.maxLength(1000)),
    /** The browser's public key, base64url of 65 bytes. */
    p256dh: z.string().check(z.regex(/^[\w-]{87}=?$/)),
    auth: z.string().check(z.regex(/^[\w-]{22}(==)?$/)),
  }),
  out: z.object({ on: z.boolean() }),
});

export const endPush = endpoint({
  method: 'POST',
  path: '/api/v1/me/push/end',
  summary: 'No more pushes on this phone',
  out: z.object({ on: z.boolean() }),
});

export const tellPush = endpoint({
  method: 'POST',
  path: '/api/v1/push/receipts',
  summary:
    'A push has come, or was opened: said by the worker of the field app, with what only that push held',
  open: true,
  body: z.object({
    token: z.string().check(z.regex(/^[\w-]{22}$/)),
    state: z.enum(['delivered', 'read']),
  }),
  out: z.object({}),
});
