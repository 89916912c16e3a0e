import { plusMinutes } from './clock.ts';
import type { Actor, Ctx } from './context.ts';
import { forbidden, mustConfirm } from './problem.ts';

type Condition = (actor: Actor, subject: unknown) => boolean;

/** One line of a policy: this role may do this verb to this noun, on a condition. */
export interface Allow {
  role: string;
  verb: string;
  noun: string;
  when: Condition;
}

/** `allow('dispatcher', 'claim', 'report')`; several verbs may share a line: `'claim release'`. */
export const allow = (role: string, verbs: string, noun: string, when: Condition = () => true): Allow[] =>
  verbs.split(' ').map((verb) => ({ role, verb, noun, when }));

const holds = (actor: Actor, role: string) =>
  role === 'anyone' ||
  (role === 'member' && actor.personId !== null) ||
  actor.roles.some((r) => r.role === role);

/** Whether any line of the policy lets this actor do it. The system itself may do everything. */
export const can = (policy: Allow[], actor: Actor, verb: string, noun: string, subject?: unknown): boolean =>
  actor.kind === 'system' ||
  policy.some((p) => p.verb === verb && p.noun === noun && holds(actor, p.role) && p.when(actor, subject));

/** Throws 403 unless allowed. */
export function authorize(
  policy: Allow[],
  actor: Actor,
  verb: string,
  noun: string,
  subject?: unknown,
): void {
  if (!can(policy, actor, verb, noun, subject)) throw forbidden(`${verb} ${noun}`);
}

/** The verbs an actor has on a noun, shipped with the data so that screens show no dead buttons. */
export const abilities = (policy: Allow[], actor: Actor, noun: string, subject?: unknown): string[] =>
  [...new Set(policy.filter((p) => p.noun === noun).map((p) => p.verb))].filter((verb) =>
    can(policy, actor, verb, noun, subject),
  );

/** How long a proof of who one is counts for what is dangerous in wrong hands, in minutes. */
export const freshMinutes = 5;

/** For exports, keys and roles: throws 403 `confirm` unless the actor proved who they are a moment ago. */
export function mustBeFresh({ actor, now }: Ctx): void {
  if (actor.kind === 'system') return;
  if (!actor.confirmedAt || actor.confirmedAt < plusMinutes(now, -freshMinutes)) throw mustConfirm();
}
