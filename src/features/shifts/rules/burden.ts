import { dayAt, minuteAt, weekDay } from '../../../platform/wall.ts';
import type { ShiftRole } from '../contract.ts';

/** What a shift weighs for whoever has it. */
export interface Burden {
  /** People are compared within a kind: an hour on call is not one at the desk. */
  kind: string;
  /** In hours: one at night weighs half as much again. */
  burden: number;
  /** What nobody should have for ever. */
  isNight: boolean;
  isWeekend: boolean;
}

const kinds: Record<ShiftRole, string> = {
  operator: 'desk',
  dispatcher: 'desk',
  verifier: 'out',
  interpreter: 'call',
  legal: 'call',
  medic: 'call',
};

const hour = 3_600_000;
const nightWeighs = 0.5;
/** A shift is a night with so many hours between eleven and seven, and a weekend with so many on Saturday or Sunday. */
const mostly = 3;

/** Counted by the clock on the wall, hour by hour from the begin. */
export function burdenOf(
  { role, startsAt, endsAt }: { role: ShiftRole; startsAt: Date; endsAt: Date },
  zone: string,
): Burden {
  let [nights, weekends] = [0, 0];
  for (let at = +startsAt; at < +endsAt; at += hour) {
    const minute = minuteAt(new Date(at), zone);
    if (minute >= 23 * 60 || minute < 7 * 60) nights++;
    if (weekDay(dayAt(new Date(at), zone)) >= 5) weekends++;
  }
  return {
    kind: kinds[role],
    burden: (+endsAt - +startsAt) / hour + nights * nightWeighs,
    isNight: nights >= mostly,
    isWeekend: weekends >= mostly,
  };
}
