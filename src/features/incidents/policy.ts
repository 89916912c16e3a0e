import type { Actor } from '../../platform/context.ts';
import { abilities, allow } from '../../platform/policy.ts';
import type { Incident } from './contract.ts';

export const policy = [
  ...allow('operator', 'read note', 'incident'),
  ...allow(
    'dispatcher',
    'read open lead check verify source merge split conclude undo note export',
    'incident',
  ),
  ...allow('coordinator', 'read note export', 'incident'),
  ...allow('legal', 'read note export', 'incident'),
];

const whileOpen = new Set(['lead', 'check', 'verify', 'source', 'merge', 'split', 'conclude']);

/** What this actor may do with an incident as it stands. */
export function abilitiesOn(
  actor: Actor,
  incident: Pick<Incident, 'verification' | 'concludedAt' | 'mergedInto' | 'sources'>,
): string[] {
  const ended = incident.concludedAt !== null || incident.mergedInto !== null;
  return abilities(policy, actor, 'incident').filter((verb) => {
    if (verb === 'open' || (ended && whileOpen.has(verb))) return false;
    if (verb === 'check') return incident.verification !== 'checking';
    return verb !== 'split' || incident.sources > 1;
  });
}
