import * as z from 'zod/mini';
import { Point } from '../../places/contract.ts';

export const PURPOSES = ['verify', 'observe', 'relief'] as const;
export const MANNERS = ['pair', 'vantage'] as const;
export const STATES = [
  'asked',
  'accepted',
  'declined',
  'no_answer',
  'reserve',
  'released',
  'en_route',
  'on_scene',
  'departed',
] as const;
/** Why somebody who said yes does not set off yet: nobody goes with them, or it is being checked anew. */
export const WAITS = ['partner', 'check'] as const;
export const STAND_DOWN_REASONS = [
  'over',
  'not_needed',
  'false_alarm',
  'unsafe',
  'emergency',
  'counsel',
] as const;
export const FINDINGS = ['confirmed', 'nothing_there', 'other_agency', 'cannot_tell'] as const;
/** Why somebody near is not asked. */
export const REASONS = [
  'not_active',
  'no_certificate',
  'no_agreement',
  'no_vouches',
  'not_available',
  'out',
  'asked_elsewhere',
  'resting',
  'asked_enough',
  'language',
  'too_far',
] as const;

export type Purpose = (typeof PURPOSES)[number];
export type Manner = (typeof MANNERS)[number];
export type State = (typeof STATES)[number];
export type Waits = (typeof WAITS)[number];
export type StandDownReason = (typeof STAND_DOWN_REASONS)[number];
export type Finding = (typeof FINDINGS)[number];
export type Reason = (typeof REASONS)[number];

export const id = z.uuid();
export const when = z.iso.datetime();
export const code = z.string().check(z.regex(/^[\w-]{1,40}$/));
export const words = z.string().check(z.trim(), z.minLength(1), z.maxLength(2000));
export const minutes = z.int().check(z.gte(1), z.lte(240));
export const language = z.string().check(z.regex(/^[a-z]{2,3}$/));
export const byId = z.object({ id });
export const can = z.array(z.string());
export const says = z.enum(['yes', 'no']);

/** Where people shall meet: the name is that of the crossing there. Words are taken where we know none, if they name two streets. */
export const MeetWish = z.extend(Point, {
  label: z.optional(z.string().check(z.trim(), z.maxLength(80))),
});

/** A meet point is a public place, never somebody's door. */
export const Meet = z.extend(Point, {
  label: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
});

export type Meet = z.infer<typeof Meet>;
export type MeetWish = z.infer<typeof MeetWish>;

/** What became of an act. */
export const Outcome = z.enum(['accepted', 'reserve', 'declined', 'noted']);
