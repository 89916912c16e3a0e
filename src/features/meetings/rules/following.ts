import { atWall, dayAt, dayPlus, daysBetween, minuteAt } from '../../../platform/wall.ts';
import type { Audience, Details, ItemPlan, Press, Quorum } from '../contract.ts';

interface Times {
  startsAt: Date;
  endsAt: Date;
}

interface Planning extends Times {
  chapterId: string | null;
  audience: Audience;
  press: Press;
  languages: readonly string[];
  interpreted: readonly string[];
  capacity: number | null;
  doors: number;
  quorum: Quorum | null;
  details: Details;
}

const fields = [
  ...(['chapterId', 'audience', 'press', 'languages', 'interpreted'] as const),
  ...(['capacity', 'doors', 'quorum'] as const),
];

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** `own`, with what differs between `before` and `after` as it is after. */
function carried<T extends object>(
  own: T,
  before: T,
  after: T,
  names = Object.keys(after) as (keyof T)[],
): T {
  const changed = names.filter((name) => !isSame(before[name], after[name]));
  return { ...own, ...Object.fromEntries(changed.map((name) => [name, after[name]])) };
}

const lengthOf = ({ startsAt, endsAt }: Times) => endsAt.getTime() - startsAt.getTime();

/** By as many days on the calendar, and at the new time of day by the clock on the wall, each where it changed. */
function timesAfter(own: Times, before: Times, after: Times, zone: string): Times {
  const days = daysBetween(dayAt(before.startsAt, zone), dayAt(after.startsAt, zone));
  const isLater = minuteAt(before.startsAt, zone) !== minuteAt(after.startsAt, zone);
  const minute = minuteAt(isLater ? after.startsAt : own.startsAt, zone);
  const startsAt =
    days || isLater ? atWall(dayPlus(dayAt(own.startsAt, zone), days), minute, zone) : own.startsAt;
  const length = lengthOf(before) === lengthOf(after) ? lengthOf(own) : lengthOf(after);
  return { startsAt, endsAt: new Date(startsAt.getTime() + length) };
}

/**
 * A later meeting of a series, when an earlier one was changed for itself and those that follow: what was changed is
 * changed there too, and what the later one has of its own stays.
 */
export function followed<T extends Planning>(own: T, before: Planning, after: Planning, zone: string): T {
  return {
    ...own,
    ...carried<Planning>(own, before, after, fields),
    ...timesAfter(own, before, after, zone),
    details: carried(own.details, before.details, after.details),
  };
}

type Line = Omit<ItemPlan, 'id'>;
const lineOf = ({ title, minutes, ownerId, ownerName }: ItemPlan): Line => ({
  title,
  minutes,
  ownerId,
  ownerName,
});
const ordered = (item: ItemPlan) => [item.id, lineOf(item)];

/**
 * The agenda of a later meeting, when that of an earlier one was changed for those that follow too. Items are the same by
 * `idOf`, or by their title of before, and keep their id, so that notes on them stay; an item of its own comes last.
 */
export function followedItems(
  own: readonly ItemPlan[],
  before: readonly ItemPlan[],
  after: readonly ItemPlan[],
  idOf: (item: ItemPlan) => string,
): ItemPlan[] {
  if (isSame(before.map(ordered), after.map(ordered))) return [...own];
  const left = [...own];
  const take = (is: (item: ItemPlan) => boolean) => {
    const at = left.findIndex(is);
    return at < 0 ? undefined : left.splice(at, 1)[0];
  };
  const twins = new Map<string, ItemPlan | undefined>();
  for (const item of [...before, ...after])
    if (!twins.has(item.id))
      twins.set(
        item.id,
        take(({ id }) => id === idOf(item)),
      );
  for (const item of before)
    if (!twins.get(item.id))
      twins.set(
        item.id,
        take(({ title }) => title === item.title),
      );
  const shared = after.flatMap((item): ItemPlan[] => {
    const was = before.find(({ id }) => id === item.id);
    const twin = twins.get(item.id);
    if (twin) return [{ id: twin.id, ...carried(lineOf(twin), lineOf(was ?? twin), lineOf(item)) }];
    // What was taken out there alone stays out, unless it is another item now.
    return was && isSame(lineOf(was), lineOf(item)) ? [] : [{ ...lineOf(item), id: idOf(item) }];
  });
  return [...shared, ...left];
}

/** Whether who comes has to be told: it is at another time or place. */
export const isElsewhere = (
  before: Times & { details: Details },
  after: Times & { details: Details },
): boolean =>
  before.startsAt.getTime() !== after.startsAt.getTime() ||
  before.details.place !== after.details.place ||
  before.details.link !== after.details.link;
