import { clock, dayName, dayOf, plusDays } from '../../../desk/kit/days.ts';
import { zone } from '../../../desk/kit/now.ts';
import type { Access, Course, Session } from '../contract.ts';

export const COURSE_NAMES: Record<Course, string> = {
  rights: 'Know your rights',
  observer: 'Observer',
  operator: 'Operator',
  dispatcher: 'Dispatcher',
  verifier: 'Verifier',
  canvasser: 'Canvasser',
  firstaid: 'First aid',
  security: 'Data safety',
  trainer: 'Trainer',
};

export const ACCESS_NAMES: Record<Access, string> = {
  step_free: 'no steps',
  interpreter: 'interpreter',
  sign_language: 'sign language',
  child_care: 'child care',
  quiet_room: 'quiet room',
  hearing_loop: 'hearing loop',
  large_print: 'large print',
};

export const PART_NAMES: Record<Session['trainers'][number]['part'], string> = {
  lead: 'leads',
  co: 'co-trainer',
  apprentice: 'apprentice',
};

export { clock, dayName, dayOf, plusDays };

export const whenOf = ({ startsAt, endsAt }: { startsAt: string; endsAt: string }): string =>
  `${dayName(dayOf(new Date(startsAt)))}, ${clock(startsAt)} to ${clock(endsAt)}`;

/** "18:00" on the wall as a minute of the day, and back. */
export const minuteOf = (text: string): number => {
  const [hour = 0, minute = 0] = text.split(':').map(Number);
  return hour * 60 + minute;
};
export const timeOf = (minute: number): string =>
  `${String(Math.floor(minute / 60) % 24).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** The minute of the day that the network's clocks show at an instant. */
export const wallMinute = (iso: string): number =>
  minuteOf(
    new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: zone.get() }).format(
      new Date(iso),
    ),
  );
