import type { ReportState } from '../contract.ts';

/** A report's states and where each may go. A closed report comes back as new: somebody has to look at it again. */
const moves: Record<ReportState, readonly ReportState[]> = {
  new: ['claimed', 'needs_information', 'linked', 'closed'],
  claimed: ['new', 'needs_information', 'linked', 'closed'],
  needs_information: ['new', 'claimed', 'linked', 'closed'],
  linked: ['claimed'],
  closed: ['new'],
};

export const mayMove = (from: ReportState, to: ReportState) => moves[from].includes(to);

/** What can be done with a report in a state, before asking who may. */
export function possible(state: ReportState, { canBeAsked }: { canBeAsked: boolean }): Set<string> {
  const verbs = ['read', 'add', 'ban'];
  if (mayMove(state, 'linked')) verbs.push('link', 'open');
  if (mayMove(state, 'closed')) verbs.push('close');
  if (state === 'new' || state === 'needs_information') verbs.push('claim');
  if (state === 'claimed' || state === 'needs_information') verbs.push('release');
  if (state === 'linked') verbs.push('unlink');
  if (state === 'closed') verbs.push('reopen');
  if (canBeAsked && mayMove(state, 'needs_information')) verbs.push('ask');
  return new Set(verbs);
}

/**
 * Whether somebody has to take it soon: it is happening now, or was left on the telephone by who reached nobody; and it is
 * neither the legal desk's, nor put apart in a flood.
 */
export const isPressing = (report: { tense: string; kind: string; queue: string; door: string }): boolean =>
  report.kind === 'sighting' &&
  report.queue === 'normal' &&
  (report.tense === 'now' || report.door === 'voice');
