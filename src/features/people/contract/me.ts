import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { Availability, language, STATES, short } from './common.ts';

/** With the country's code, or a text meant for a mother would reach a stranger abroad; spaces and hyphens may be there. */
const phone = z
  .string()
  .check(z.trim(), z.regex(/^\+[1-9](?:[ ()-]*\d){6,14}$/, 'a phone number such as +1 212 555 0199'));

/** Who to tell when one of ours is hurt or arrested. Encrypted, not sealed: the server texts them at once. */
export const EmergencyContact = z.object({ name: short, phone, language: z.optional(language) });
export type EmergencyContact = z.infer<typeof EmergencyContact>;

export const Me = z.object({
  id: z.uuid(),
  callSign: z.string(),
  chapterId: z.uuid(),
  zoneIds: z.array(z.uuid()),
  languages: z.array(z.string()),
  skills: z.array(z.string()),
  roles: z.array(z.string()),
  state: z.enum(STATES),
  suspended: z.boolean(),
  availability: Availability,
  hasEmergencyContact: z.boolean(),
  agreement: z.object({
    playbook: z.string(),
    /** The version to sign now. */
    version: z.int(),
    /** The version signed last; null when none. */
    signedVersion: z.nullable(z.int()),
    current: z.boolean(),
  }),
});

export const readMe = endpoint({
  method: 'GET',
  path: '/api/v1/me',
  summary: 'The member who is signed in',
  out: Me,
});

export const changeMe = endpoint({
  method: 'PUT',
  path: '/api/v1/me',
  summary: 'Change my hours, languages or emergency contact; pause, and come back',
  body: z.object({
    availability: z.optional(Availability),
    languages: z.optional(z.array(language).check(z.minLength(1), z.maxLength(12))),
    state: z.optional(z.enum(['active', 'paused'])),
    emergencyContact: z.optional(z.nullable(EmergencyContact)),
  }),
  out: Me,
});

/** A line of the agreement, in the languages that everybody here reads. */
const AgreementLine = z.object({ en: z.string(), es: z.string(), zh: z.string() });

export const readMyAgreement = endpoint({
  method: 'GET',
  path: '/api/v1/me/agreement',
  summary: 'The conduct agreement as it now reads, what I signed and when, and what has changed since',
  out: z.object({
    version: z.int(),
    from: z.iso.datetime(),
    text: z.array(AgreementLine),
    signed: z.nullable(z.object({ version: z.int(), at: z.iso.datetime() })),
    /** Null where nothing changed, or what was signed is not kept. */
    changes: z.nullable(z.object({ added: z.array(AgreementLine), gone: z.array(AgreementLine) })),
    /** Until when what I signed counts; null: as long as it reads so. */
    until: z.nullable(z.iso.datetime()),
    counts: z.boolean(),
  }),
});
export type MyAgreement = z.infer<typeof readMyAgreement.out>;

export const listUnsigned = endpoint({
  method: 'GET',
  path: '/api/v1/agreements/unsigned',
  summary: 'Active members of my chapters who have not signed the conduct agreement as it now reads',
  out: z.object({
    version: z.int(),
    count: z.int(),
    items: z.array(
      z.object({
        id: z.uuid(),
        callSign: z.string(),
        signedVersion: z.nullable(z.int()),
        /** Until when what they signed counts. */
        until: z.nullable(z.iso.datetime()),
      }),
    ),
  }),
});

export const pauseMe = endpoint({
  method: 'POST',
  path: '/api/v1/me/pause',
  summary: 'Pause, and come back: who is paused is not asked and keeps everything else',
  body: z.object({ paused: z.boolean() }),
  out: Me,
});

export const leaveNetwork = endpoint({
  method: 'POST',
  path: '/api/v1/me/leaving',
  summary: 'Leave the network at once: sessions, roles, shifts, channels end; name and addresses are deleted',
  body: z.object({}),
  out: z.object({ callSign: z.string(), state: z.enum(STATES) }),
});

export const signAgreement = endpoint({
  method: 'POST',
  path: '/api/v1/me/agreements',
  summary: 'Sign the conduct agreement as it now reads',
  body: z.object({ id: z.uuid(), version: z.int().check(z.gte(1), z.lte(100_000)) }),
  out: Me,
});
