import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { type Opened, sealable, sealed } from '../../../platform/http/sealed.ts';
import { Looks, STATES, Window } from '../../people/contract.ts';
import { MEMBERSHIPS, SOURCES, WANTS } from './application.ts';

export const STAGES = ['applied', 'trained', 'met', 'active'] as const;
export const HOWS = ['phone', 'video', 'in_person'] as const;
export const OUTCOMES = ['met', 'not_now', 'declined'] as const;
export type Outcome = (typeof OUTCOMES)[number];

const when = z.iso.datetime();
const language = z.string().check(z.regex(/^[a-z]{2,3}$/));
export const params = z.object({ id: z.uuid() });

const greeting = {
  id: z.uuid(),
  /** Call sign of the greeter. */
  by: z.string(),
  mine: z.boolean(),
  takenAt: when,
  bookedFor: z.nullable(when),
  how: z.nullable(z.enum(HOWS)),
  outcome: z.nullable(z.enum([...OUTCOMES, 'given_back'])),
  endedAt: z.nullable(when),
};

/** An applicant without name or address. */
export const Applicant = z.object({
  personId: z.uuid(),
  callSign: z.string(),
  chapterId: z.uuid(),
  languages: z.array(z.string()),
  state: z.enum(STATES),
  /** In that state since. */
  since: when,
  kind: z.enum(MEMBERSHIPS),
  wants: z.array(z.enum(WANTS)),
  /** Null for who was admitted before they could apply. */
  appliedAt: z.nullable(when),
  source: z.nullable(z.enum(SOURCES)),
  tag: z.nullable(z.string()),
  throttled: z.boolean(),
  /** A conversation came to "met"; it counts also where the training is still to come. */
  met: z.boolean(),
  greeting: z.nullable(z.object(greeting)),
  /** Of `take`, `book`, `end`, `release`, `contact`. */
  can: z.array(z.string()),
});
export type Applicant = z.infer<typeof Applicant>;

export const listApplicants = endpoint({
  method: 'GET',
  path: '/api/v1/applicants',
  summary:
    'Who has applied, was trained or met, by who waits longest; active ones the newest first; fifty at most',
  query: z.object({
    state: z.optional(z.enum(STAGES)),
    chapterId: z.optional(z.uuid()),
    language: z.optional(language),
    want: z.optional(z.enum(WANTS)),
    /** Those whom the actor has taken. */
    mine: z.optional(z.enum(['yes'])),
  }),
  out: z.object({
    items: z.array(Applicant),
    more: z.boolean(),
    /** In sight, by state. */
    counts: z.object({ applied: z.int(), trained: z.int(), met: z.int(), active: z.int() }),
    /** Pairs that may be one person, to be looked at by who may. */
    alike: z.int(),
    can: z.array(z.string()),
  }),
});

export const Greeting = z.object({
  ...greeting,
  checked: z.array(z.string()),
  /** Null while nothing was noted, and for who may not open it. */
  notes: z.nullable(sealed(z.string())),
});

export const readApplicant = endpoint({
  method: 'GET',
  path: '/api/v1/applicants/:id',
  summary: 'One applicant, with the conversations that were had and the checklist of the playbook',
  params,
  out: z.object({
    ...Applicant.shape,
    times: z.array(z.object({ at: when, source: z.enum(SOURCES), wants: z.array(z.enum(WANTS)) })),
    greetings: z.array(Greeting),
    checklist: z.array(z.object({ id: z.string(), say: z.string() })),
  }),
});
export type OpenedGreeting = Opened<z.infer<typeof Greeting>>;

export const showContact = endpoint({
  method: 'POST',
  path: '/api/v1/applicants/:id/contact',
  summary:
    'Name, addresses and hours of an applicant, for who has taken them, their coordinator and admins; a look',
  params,
  body: z.object({}),
  out: z.object({
    name: z.nullable(z.string()),
    /** What they called themselves when they applied again. */
    otherNames: z.array(z.string()),
    addresses: z.array(z.object({ kind: z.string(), address: z.string() })),
    availability: z.array(Window),
    looks: Looks,
  }),
});

export const takeApplicant = endpoint({
  method: 'POST',
  path: '/api/v1/applicants/:id/greetings',
  summary: 'Take an applicant, to talk with them; one greeter at a time',
  params,
  body: z.object({ id: z.uuid() }),
  out: Greeting,
});

const byGreeting = z.object({ id: z.uuid() });

export const bookConversation = endpoint({
  method: 'POST',
  path: '/api/v1/greetings/:id/booking',
  summary: 'When and how the conversation is; the applicant is told, again when it is moved',
  params: byGreeting,
  body: z.object({ at: when, how: z.enum(HOWS) }),
  out: z.object({ ...Greeting.shape, told: z.boolean() }),
});

export const noteConversation = endpoint({
  method: 'PUT',
  path: '/api/v1/greetings/:id/notes',
  summary: 'What of the checklist was gone through, and vetting notes, sealed',
  params: byGreeting,
  body: z.object({
    checked: z.array(z.string().check(z.regex(/^[a-z]{2,20}$/))).check(z.maxLength(40)),
    notes: z.optional(sealable(z.string().check(z.trim(), z.minLength(1), z.maxLength(4000)))),
  }),
  words: ['notes'],
  out: Greeting,
});

export const endConversation = endpoint({
  method: 'POST',
  path: '/api/v1/greetings/:id/outcome',
  summary: 'Met, not now or declined; a kind message goes to the applicant unless it is left out',
  params: byGreeting,
  body: z.object({ outcome: z.enum(OUTCOMES), tell: z.boolean() }),
  out: z.object({ ...Greeting.shape, told: z.boolean() }),
});

export const giveBack = endpoint({
  method: 'POST',
  path: '/api/v1/greetings/:id/return',
  summary: 'Give an applicant back, for somebody else to take',
  params: byGreeting,
  body: z.object({}),
  out: Greeting,
});
