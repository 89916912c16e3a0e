import type { Kind, OpenedHold } from '../contract.ts';

/** What is kept, as the desk calls it, and when its days begin. */
export const kinds: Record<Kind, { name: string; what: string }> = {
  report: { name: 'Reports', what: 'with what was added to them, from when they were settled' },
  intake: { name: 'Detentions', what: 'what the legal desk was told, from when it was closed' },
  message: {
    name: 'Messages',
    what: 'in and out, with the numbers they went to, and who was moved in channels',
  },
  media: { name: 'Pictures and video', what: 'files and all, from the end of what they belong to' },
  note: { name: 'Notes', what: 'the words on an incident’s timeline, from its end' },
  place: { name: 'Exact places and times', what: 'after it a zone and a quarter of an hour are left' },
  debrief: { name: 'Debriefs', what: 'and what was written beside a yes or no' },
  complaint: { name: 'Complaints', what: 'about conduct, once they are closed' },
  suspension: {
    name: 'Suspensions and vetting',
    what: 'suspensions with their reviews, from when they were lifted; vouches taken back or of who left; flags looked at',
  },
  draft: { name: 'Drafts', what: 'half-written reports at the desk' },
  session: { name: 'Sign-ins', what: 'ended sessions and used invites' },
  drill: { name: 'Drills', what: 'the steps of an evening that was played' },
  application: {
    name: 'Applications',
    what: 'of those who asked to join and of whom nothing was heard since, with name and address',
  },
  attendance: { name: 'Attendance', what: 'by name at meetings; how many came stays' },
};

export const nouns: Record<string, string> = {
  report: 'One report',
  incident: 'One incident',
  assignment: 'One assignment',
  callout: 'One call-out',
  picture: 'One picture or video',
  complaint: 'One complaint',
  application: 'One application',
  suspension: 'One suspension',
};

const day = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric' });
export const dayOf = (at: string) => day.format(new Date(at));

/** What a hold covers, part by part. */
export function partsOf(hold: OpenedHold): string[] {
  const { from, to } = hold;
  const last = to && new Date(new Date(to).getTime() - 1).toISOString();
  return [
    hold.recordId && (nouns[hold.recordNoun ?? ''] ?? 'One record'),
    hold.person && `About ${hold.person}`,
    hold.zone && `In ${hold.zone}`,
    hold.corner && `Around ${hold.corner}`,
    from && last && dayOf(from) === dayOf(last) && `On ${dayOf(from)}`,
    from && last && dayOf(from) !== dayOf(last) && `${dayOf(from)} to ${dayOf(last)}`,
    from && !last && `Since ${dayOf(from)}`,
    !from && last && `Until ${dayOf(last)}`,
  ].filter((part) => typeof part === 'string');
}
