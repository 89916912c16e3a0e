/**
 * The instant at which clocks in `zone` show this minute of a day. Of a minute that comes twice it is the first; one that
 * is skipped is the instant of the skip, so that what comes later on the wall never comes earlier in time.
 */
export function atWall(day: string, minute: number, zone: string): Date {
  const time = Temporal.PlainDateTime.from(day).add({ minutes: minute });
  const there = time.toZonedDateTime(zone);
  const isSkipped = !there.toPlainDateTime().equals(time);
  const before = isSkipped && time.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const skip = before ? before.getTimeZoneTransition('next') : null;
  return new Date((skip ?? there).epochMilliseconds);
}

/** The day that calendars in `zone` show at an instant, `2026-11-23`. */
export const dayAt = (at: Date, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDate().toString();

/** The minute of the day that clocks show. */
export function minuteAt(at: Date, zone: string): number {
  const { hour, minute } = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
  return hour * 60 + minute;
}

/** A day some days later, or earlier. */
export const dayPlus = (day: string, days: number): string =>
  Temporal.PlainDate.from(day).add({ days }).toString();

/** How many days `to` lies after `from`; negative before. */
export const daysBetween = (from: string, to: string): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days;

/** 0 is Monday. */
export const weekDay = (day: string): number => Temporal.PlainDate.from(day).dayOfWeek - 1;

/** The Monday of its week. */
export const mondayOf = (day: string): string => dayPlus(day, -weekDay(day));

/** Begin and end of each of some days, midnight to midnight: 23, 24 or 25 hours. */
export const daysFrom = (first: string, count: number, zone: string) =>
  Array.from({ length: count }, (_, n) => {
    const day = dayPlus(first, n);
    return { day, startsAt: atWall(day, 0, zone), endsAt: atWall(day, 1440, zone) };
  });
