import { zone } from '../../../desk/kit/now.ts';
import type { Decision, Guest, MeetingLine } from '../contract.ts';

/** "Tue, Dec 1, 6:30 PM – 8:30 PM" */
export const spanOf = ({ startsAt, endsAt }: { startsAt: string; endsAt: string }): string =>
  new Intl.DateTimeFormat('en-US', {
    ...({ weekday: 'short', month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' } as const),
    timeZone: zone.get(),
  }).formatRange(new Date(startsAt), new Date(endsAt));

export const whereOf = ({ place, online }: Pick<MeetingLine, 'place' | 'online'>): string =>
  [place, online && 'online'].filter(Boolean).join(', and ');

export const dollars = (cents: number): string =>
  new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' }).format(cents / 100);

/** "31 for, 1 against, 2 abstained" */
export const howDecided = ({ votes, carried }: Decision): string =>
  [
    votes ? `${votes.for} for, ${votes.against} against, ${votes.abstained} abstained` : 'by consensus',
    !carried && 'not adopted',
  ]
    .filter(Boolean)
    .join(' · ');

const dayFormat = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', timeZone: 'UTC' });
export const dayWords = (day: string): string => dayFormat.format(new Date(`${day}T12:00:00Z`));

export const guestName = ({ name }: Pick<Guest, 'name'>): string => name ?? 'Somebody without a name';

/** Whether somebody is meant by what was typed so far. */
export const matches = (guest: Pick<Guest, 'name'>, typed: string): boolean =>
  guestName(guest).toLowerCase().includes(typed.trim().toLowerCase());
