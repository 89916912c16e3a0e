import type { Answer } from '../../../platform/http/endpoint.ts';
import type { BranchKind } from '../../playbooks/contract.ts';
import type { noteKind } from '../contract.ts';

export const kindWords: Record<BranchKind, string> = {
  denunciation: 'a denunciation',
  official: 'posed as an official',
  suicidal: 'spoke of ending their life',
  child: 'a child',
  abusive: 'abusive',
};

type Report = NonNullable<Answer<typeof noteKind>['report']>;

/** Why a report of which nothing may be kept is still there, and what to do. */
export const reportLeft: Record<Exclude<Report, 'gone'>, { text: string; more: string }> = {
  not_yours: {
    text: 'The report of this call is still there: it is not yours to take back.',
    more: 'Only who typed it can, for an hour. Ask a dispatcher to close it as “Not a report”.',
  },
  linked: {
    text: 'The report of this call is still there: it is part of an incident.',
    more: 'Ask a dispatcher to take it off the incident and to close it as “Not a report”.',
  },
  held: {
    text: 'The report of this call is still there: a legal hold covers it.',
    more: 'Tell the legal desk why it should go.',
  },
};
