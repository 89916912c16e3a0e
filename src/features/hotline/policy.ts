import type { Actor } from '../../platform/context.ts';
import { abilities, allow } from '../../platform/policy.ts';
import type { Report } from './contract.ts';
import { possible } from './rules.ts';

export const policy = [
  ...allow('operator', 'read send add claim release ask move', 'report'),
  ...allow('dispatcher', 'read send add claim release ask move link unlink open close reopen ban', 'report'),
  ...allow('coordinator', 'read', 'report'),
  ...allow('trainer', 'drill', 'report'),
  ...allow('dispatcher', 'drill', 'report'),
  ...allow('coordinator', 'drill', 'report'),
];

/** What this actor may do with a report as it stands. */
export function abilitiesOn(actor: Actor, report: Pick<Report, 'state' | 'canBeAsked'>): string[] {
  const now = possible(report.state, report);
  return abilities(policy, actor, 'report').filter((verb) => now.has(verb));
}
