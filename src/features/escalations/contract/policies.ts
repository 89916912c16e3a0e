import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { Role } from '../../accounts/contract.ts';
import { SHIFT_ROLES } from '../../shifts/contract.ts';
import kinds from '../data/kinds.json' with { type: 'json' };

/** What may wait for a person, as data: each with its usual plan and its words. */
export type Kind = keyof typeof kinds;
export const KINDS = Object.keys(kinds) as Kind[];

/** How loud a page is: routine, urgent (it goes the person's next way when nobody answers), or a ringing telephone. */
export const MANNERS = ['quiet', 'urgent', 'ring'] as const;
export type Manner = (typeof MANNERS)[number];

/**
 * Whom a step pages. `taker`: who could take the shift that is short. `self`: whom it is about, who can mend it themselves.
 * `always`: who is always there.
 */
export const Target = z.discriminatedUnion('who', [
  z.object({
    who: z.literal('shift'),
    role: z.enum(SHIFT_ROLES),
    /** Who is paged where nobody is on shift for that. */
    otherwise: z.nullable(z.enum(SHIFT_ROLES)),
  }),
  /** Everyone who holds a role, in the chapter that it is about where there is one. */
  z.object({ who: z.literal('role'), role: Role, ofChapter: z.boolean() }),
  z.object({ who: z.literal('person'), personId: z.uuid() }),
  z.object({ who: z.literal('taker'), most: z.int().check(z.gte(1), z.lte(12)) }),
  z.object({ who: z.literal('self') }),
  z.object({ who: z.literal('always') }),
]);
export type Target = z.infer<typeof Target>;

const span = (least: number, most: number) => z.number().check(z.gte(least), z.lte(most));

/** One step: who is paged, how, and how many minutes they have before the next. */
export const Step = z.object({ to: Target, manner: z.enum(MANNERS), minutes: z.number() });
export type Step = z.infer<typeof Step>;

export const MOST_TIMES = 5;
export const MOST_STEPS = 8;

/** What happens when something waits. What has no end or no time is refused by the rules, with a sentence. */
export const Plan = z.object({
  /** Minutes until the first page. */
  after: span(0, 1440),
  steps: z.array(Step).check(z.maxLength(20)),
  /** How often the steps are gone through. */
  times: z.number(),
  /** Who said "I have it" is asked again after so many minutes while it is not done. */
  again: span(1, 2880),
});
export type Plan = z.infer<typeof Plan>;

export const Policy = z.object({
  kind: z.enum(KINDS),
  /** Null: the network's. */
  chapterId: z.nullable(z.uuid()),
  plan: Plan,
  /** Made here, or the one that is shipped. */
  own: z.boolean(),
  /** Call signs of the people that it names. */
  people: z.array(z.object({ id: z.uuid(), callSign: z.string() })),
  at: z.nullable(z.iso.datetime()),
  can: z.array(z.string()),
});
export type Policy = z.infer<typeof Policy>;

/** Who is always there; `rings`: they have a way that makes a noise. */
export const Always = z.object({
  personId: z.uuid(),
  callSign: z.string(),
  rings: z.boolean(),
  /** They are suspended, paused or have left. */
  away: z.boolean(),
});
export type Always = z.infer<typeof Always>;

export const listPolicies = endpoint({
  method: 'GET',
  path: '/api/v1/escalation-policies',
  summary: 'Who is paged when something waits, by kind; and who is always there',
  out: z.object({ items: z.array(Policy), always: z.nullable(Always), can: z.array(z.string()) }),
});

const ofKind = { kind: z.enum(KINDS), chapterId: z.nullable(z.uuid()) };

export const savePolicy = endpoint({
  method: 'PUT',
  path: '/api/v1/escalation-policies',
  summary: 'Set who is paged for a kind, in the network or a chapter; null goes back to the usual plan',
  body: z.object({ id: z.uuid(), ...ofKind, plan: z.nullable(Plan) }),
  out: Policy,
});

export const previewPolicy = endpoint({
  method: 'POST',
  path: '/api/v1/escalation-policies/previews',
  summary: 'Who would be paged if it happened now, in order of time; nobody is',
  body: z.object({ ...ofKind, plan: Plan }),
  out: z.object({
    items: z.array(
      z.object({
        step: z.int(),
        time: z.int(),
        /** Minutes from the beginning, where nobody answers. */
        minutes: z.number(),
        manner: z.enum(MANNERS),
        callSigns: z.array(z.string()),
      }),
    ),
    /** When it would stand on the board as unanswered. */
    endsAfter: z.number(),
  }),
});

export const nameAlways = endpoint({
  method: 'PUT',
  path: '/api/v1/always-there',
  summary: 'Name the person who is always there',
  body: z.object({ id: z.uuid(), personId: z.uuid() }),
  out: Always,
});
