import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { Device, DeviceKey, Entry, Face, Session } from './session.ts';

const base64url = (most: number) => z.string().check(z.regex(/^[\w-]+$/), z.maxLength(most));
const credential = { id: base64url(2000), rawId: base64url(2000), type: z.literal('public-key') };

/** What `navigator.credentials.create` answers, as JSON. */
export const Attestation = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url(8000),
    attestationObject: base64url(40_000),
    transports: z.optional(z.array(z.string().check(z.maxLength(20))).check(z.maxLength(10))),
  }),
});
export type Attestation = z.infer<typeof Attestation>;

/** What `navigator.credentials.get` answers, as JSON; what the PRF gave stays in the browser. */
export const Assertion = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url(8000),
    authenticatorData: base64url(8000),
    signature: base64url(8000),
    userHandle: z.optional(z.nullable(base64url(200))),
  }),
});
export type Assertion = z.infer<typeof Assertion>;

/** Options for the browser, in WebAuthn's own JSON form. */
const Options = z.object({ options: z.any() });

export const beginPasskey = endpoint({
  method: 'POST',
  path: '/api/v1/passkeys/begin',
  summary:
    'Begin a new passkey: with an invite or recovery code, or as who is signed in and has just confirmed it',
  open: true,
  body: z.object({ entry: z.nullable(Entry) }),
  out: Options,
});

export const registerPasskey = endpoint({
  method: 'POST',
  path: '/api/v1/passkeys',
  summary: 'Keep a new passkey; an entry is used up, signs in, and gives a recovery code to print',
  open: true,
  body: z.object({
    entry: z.nullable(Entry),
    face: Face,
    name: Device,
    key: z.optional(DeviceKey),
    response: Attestation,
  }),
  out: z.object({ session: Session, recoveryCode: z.nullable(z.string()) }),
});

export const beginSignIn = endpoint({
  method: 'POST',
  path: '/api/v1/sessions/begin',
  summary: 'Begin a sign-in with a passkey',
  open: true,
  out: Options,
});

export const signInWithPasskey = endpoint({
  method: 'POST',
  path: '/api/v1/sessions/passkey',
  summary: 'Sign in with a passkey',
  open: true,
  body: z.object({ face: Face, response: Assertion, key: z.optional(DeviceKey) }),
  out: Session,
});

export const beginConfirm = endpoint({
  method: 'POST',
  path: '/api/v1/sessions/confirm/begin',
  summary: 'Begin a proof that it is still you',
  out: Options,
});

export const confirmSession = endpoint({
  method: 'POST',
  path: '/api/v1/sessions/confirm',
  summary: 'Prove that it is still you, with a passkey; in a demo a click is enough',
  body: z.object({ response: z.nullable(Assertion) }),
  out: z.object({ confirmedAt: z.iso.datetime() }),
});
