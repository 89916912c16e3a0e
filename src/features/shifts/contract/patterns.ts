import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { byId, Day, need } from './common.ts';

/** Shorter than half an hour is no shift; longer than a day nobody is awake. */
export const SHORTEST_MINUTES = 30;
export const LONGEST_MINUTES = 24 * 60;

const pattern = {
  ...need,
  firstDay: Day,
  untilDay: z.nullable(Day),
  /** Minute of the day at which it begins, by the clock on the wall. */
  startMinute: z.int().check(z.gte(0), z.lte(1439)),
  /** By the clock on the wall too: the night of a change of clocks is longer or shorter. */
  lengthMinutes: z.int().check(z.gte(0), z.lte(7 * 24 * 60)),
  /** 0 is Monday. */
  weekDays: z.array(z.int().check(z.gte(0), z.lte(6))).check(z.minLength(1), z.maxLength(7)),
  everyWeeks: z.int().check(z.gte(1), z.lte(8)),
  /** Members who take it by turns, in this order; nobody: it is open for taking. */
  turns: z.array(z.uuid()).check(z.maxLength(60)),
};

export const Pattern = z.object({
  id: z.uuid(),
  ...pattern,
  /** Those who take turns, as people are called. */
  turnNames: z.array(z.string()),
  can: z.array(z.string()),
});
export type Pattern = z.infer<typeof Pattern>;

export const listPatterns = endpoint({
  method: 'GET',
  path: '/api/v1/rota/patterns',
  summary: 'What is needed again and again; those that have ended are left out',
  out: z.object({ items: z.array(Pattern) }),
});

export const addPattern = endpoint({
  method: 'POST',
  path: '/api/v1/rota/patterns',
  summary: 'Plan a need that comes again; its slots are laid out six weeks ahead, as drafts',
  body: z.object({ id: z.uuid(), ...pattern }),
  out: Pattern,
});

export const changePattern = endpoint({
  method: 'PUT',
  path: '/api/v1/rota/patterns/:id',
  summary: 'Change it from tomorrow on; who sits in a slot that moves is told, who sits in one that goes too',
  params: byId,
  body: z.object(pattern),
  out: Pattern,
});

export const endPattern = endpoint({
  method: 'POST',
  path: '/api/v1/rota/patterns/:id/end',
  summary: 'End it: the day given is the last',
  params: byId,
  body: z.object({ day: Day }),
  out: Pattern,
});

export const RotaRules = z.object({
  /** Rest between two shifts of a person, in minutes. */
  restMinutes: z.int().check(z.gte(0), z.lte(2880)),
  /** Most hours of a person in any seven days. */
  weekHours: z.int().check(z.gte(1), z.lte(168)),
  /** `rule`: what keeps to the rules holds at once. `coordinator`: each asks. */
  approval: z.enum(['rule', 'coordinator']),
  /** Whoever gives back later than so many hours before asks a coordinator, whatever the rule. */
  noticeHours: z.int().check(z.gte(0), z.lte(720)),
  /**
   * Minutes of the day between which nobody sits alone at the desk without a buddy. A network may make its night longer,
   * never shorter than from eleven to five.
   */
  nightFrom: z._default(z.int().check(z.gte(18 * 60), z.lte(23 * 60)), 22 * 60),
  nightUntil: z._default(z.int().check(z.gte(5 * 60), z.lte(10 * 60)), 6 * 60),
});
export type RotaRules = z.infer<typeof RotaRules>;

export const readRotaRules = endpoint({
  method: 'GET',
  path: '/api/v1/rota/rules',
  summary: 'The rules of planning',
  out: RotaRules,
});

export const setRotaRules = endpoint({
  method: 'PUT',
  path: '/api/v1/rota/rules',
  summary: 'Set the rules of planning; what stands already stays',
  body: RotaRules,
  out: RotaRules,
});
