import { plusMinutes } from '../../platform/clock.ts';
import type { Ctx } from '../../platform/context.ts';
import type { World } from '../../platform/feature.ts';
import { type Person, peopleByRole } from '../people/index.ts';
import { slotOf } from './commands/lay-out.ts';
import type { ShiftRole } from './contract.ts';
import { aloneIn, dayAt, dayPlus, minuteAt, occurrences, usualRules } from './rules.ts';
import * as store from './store.ts';

interface Plan {
  role: ShiftRole;
  /** Of the three parts of a day, from the one that runs now: how many are wanted, and needed at least. */
  seats: [wanted: number, minimum: number];
  atNight?: [wanted: number, minimum: number];
  languages: string[];
  hours: 8 | 24;
  people: (ctx: Ctx) => Promise<Person[]>;
}

const withSkill = async (ctx: Ctx, skill: string, language?: string) =>
  (await peopleByRole(ctx, 'observer', 400))
    .filter((p) => p.skills.includes(skill) && (!language || p.languages.includes(language)))
    .slice(0, 24);

const plans: Plan[] = [
  {
    role: 'operator',
    seats: [3, 2],
    atNight: [2, 1],
    languages: ['es'],
    hours: 8,
    people: (ctx) => peopleByRole(ctx, 'operator', 14),
  },
  {
    role: 'dispatcher',
    seats: [2, 1],
    atNight: [1, 1],
    languages: [],
    hours: 8,
    people: (ctx) => peopleByRole(ctx, 'dispatcher', 8),
  },
  {
    role: 'verifier',
    seats: [4, 2],
    languages: [],
    hours: 8,
    people: (ctx) => peopleByRole(ctx, 'verifier', 24),
  },
  {
    role: 'interpreter',
    seats: [2, 1],
    languages: ['es'],
    hours: 8,
    people: (ctx) => withSkill(ctx, 'interpreter', 'es'),
  },
  {
    role: 'legal',
    seats: [1, 1],
    languages: [],
    hours: 24,
    people: (ctx) => peopleByRole(ctx, 'legal', 5),
  },
  { role: 'medic', seats: [1, 1], languages: [], hours: 24, people: (ctx) => withSkill(ctx, 'first-aid') },
];

const day = 24 * 60;
const pastDays = 7;
const publishedDays = 28;
const aheadDays = 42;

/**
 * A desk on shift since two or three hours ago, those before it for a week, and those who follow it by turns for four:
 * with some places free, as in life. Two weeks more are laid out, for filling.
 */
export async function seed(ctx: Ctx, world: World): Promise<void> {
  for (const plan of plans) await growRole(ctx, world, plan);
  await seedHours(ctx, world);
  // Its first digest comes tomorrow.
  await store.beginDigest(ctx.tx, ctx.network.id, dayAt(world.at, ctx.network.timeZone), world.at);
}

async function growRole(ctx: Ctx, world: World, plan: Plan): Promise<void> {
  const people = await plan.people(ctx);
  if (people.length === 0) return;
  const zone = ctx.network.timeZone;
  const began = plusMinutes(world.at, -2 * 60);
  const hour = Math.floor(minuteAt(began, zone) / 60);
  const firstDay = dayPlus(dayAt(began, zone), -pastDays);
  const slots: store.SlotRow[] = [];
  for (let part = 0; part < 24 / plan.hours; part++) {
    const begins = hour + part * plan.hours;
    const [wanted, minimum] = isNight(begins, plan.hours) ? (plan.atNight ?? plan.seats) : plan.seats;
    const pattern: store.PatternRow = {
      id: world.id(),
      role: plan.role,
      chapterId: null,
      firstDay: dayPlus(firstDay, Math.floor(begins / 24)),
      untilDay: null,
      startMinute: (begins % 24) * 60,
      lengthMinutes: plan.hours * 60,
      weekDays: [0, 1, 2, 3, 4, 5, 6],
      everyWeeks: 1,
      ...{ minimum, wanted, languages: plan.languages, turns: [] },
    };
    await store.savePattern(ctx.tx, ctx.network.id, pattern, null, plusMinutes(world.at, -pastDays * day));
    const from = plusMinutes(world.at, -(pastDays + 1) * day);
    const to = plusMinutes(world.at, aheadDays * day);
    for (const one of occurrences(pattern, from, to, zone)) {
      const isPublished = one.startsAt < plusMinutes(world.at, publishedDays * day);
      slots.push({ ...slotOf(pattern, one), state: isPublished ? 'published' : 'draft' });
    }
  }
  slots.sort((a, b) => +a.startsAt - +b.startsAt);
  await store.insertSlots(ctx.tx, ctx.network.id, slots);
  const shifts = byTurns(world, slots, people, plan).map((s) => ({ ...s, checkedInAt: cameAt(s, world.at) }));
  await store.insertShifts(ctx.tx, ctx.network.id, shifts);
  await store.insertBuddies(ctx.tx, ctx.network.id, buddiesFor(world, slots, shifts, people, zone));
  for (const shift of shifts) if (shift.checkedInAt) await wasThere(ctx, shift, shift.checkedInAt, world.at);
}

/** A few minutes before the begin or after it; whoever is on shift now has come. */
function cameAt({ startsAt, personId }: store.Shift, now: Date): Date | null {
  const at = plusMinutes(startsAt, (Number.parseInt(personId.slice(-2), 16) % 16) - 9);
  return at <= now ? at : startsAt <= now ? startsAt : null;
}

/** Its duty, whose id is that of the shift: open while the shift goes on, else handed over a few minutes after its end. */
async function wasThere(ctx: Ctx, s: store.Shift, beganAt: Date, now: Date): Promise<void> {
  const duty = {
    ...{
      id: s.id,
      personId: s.personId,
      role: s.role,
      chapterId: s.chapterId,
      shiftId: s.id,
      learner: false,
    },
    ...{ beganAt, heardAt: beganAt, dueAt: s.endsAt },
  };
  if (s.endsAt > now) await store.insertDuties(ctx.tx, ctx.network.id, [duty]);
  else await store.insertEnded(ctx.tx, ctx.network.id, duty, plusMinutes(s.endsAt, 4));
}

/** Most of those who sit alone at night have somebody who stands by; one of six has not named anybody yet. */
function buddiesFor(
  world: World,
  slots: store.SlotRow[],
  shifts: store.Shift[],
  people: Person[],
  zone: string,
): (store.BuddyRow & { askedBy: null })[] {
  const bySlot = Map.groupBy(shifts, (s) => s.slotId);
  const alone = slots
    .filter((slot) => slot.endsAt > world.at)
    .flatMap((slot) => {
      const seats = (bySlot.get(slot.id) ?? []).map((s) => ({ ...s, state: 'on', learner: false }));
      return aloneIn(slot, seats, usualRules, zone) ?? [];
    });
  return alone.flatMap((seat, n) => {
    const buddy = people.filter(({ id }) => id !== seat.personId)[n % (people.length - 1)];
    if (!buddy || n % 6 === 3) return [];
    const at = plusMinutes(seat.startsAt, -6 * day);
    return [
      { id: world.id(), shiftId: seat.id, personId: buddy.id, state: 'agreed' as const, at, askedBy: null },
    ];
  });
}

/** Whether it runs at four in the morning. */
const isNight = (begins: number, hours: number) => hours < 24 && (28 - (begins % 24)) % 24 < hours;

/** Round and round, so that the first people of the list have the desk now. */
function byTurns(world: World, slots: store.SlotRow[], people: Person[], { atNight }: Plan): store.Shift[] {
  const shifts: store.Shift[] = [];
  let nights = 0;
  const now = slots.findIndex((s) => s.endsAt > world.at);
  let place = -slots.slice(0, now).reduce((sum, s) => sum + s.wanted, 0);
  for (const slot of slots) {
    const { id: slotId, role, chapterId, startsAt, endsAt } = slot;
    const isFirst = place < 12;
    if (atNight && slot.wanted === atNight[0] && !isFirst && ++nights % 5 === 2) continue;
    for (let seat = 0; seat < slot.wanted; seat++, place++) {
      if (slot.state === 'draft' || (!isFirst && isLeftFree(place))) continue;
      const personId = people[((place % people.length) + people.length) % people.length]!.id;
      const takenAt = plusMinutes(startsAt, -9 * day);
      // What was due before the house stood is not sent to everyone when it does.
      const remindedFor = world.at;
      shifts.push({
        ...{ id: world.id(), role, chapterId, personId, slotId, startsAt, endsAt, takenAt, remindedFor },
      });
    }
  }
  return shifts;
}

/** One place of eleven, without a pattern that one would see. */
const isLeftFree = (place: number) => (place * 7919) % 11 === 3;

const countedDays = 56;

/** Published by day and evening, as of a hotline on its way; and who came in the eight weeks before, most of them in the morning. */
async function seedHours(ctx: Ctx, world: World): Promise<void> {
  const { tx, network } = ctx;
  const windows = Array.from({ length: 7 }, (_, n) => ({
    day: n,
    from: n < 5 ? 420 : 540,
    to: n < 5 ? 0 : 1380,
  }));
  await store.saveHours(tx, network.id, windows, null, plusMinutes(world.at, -countedDays * day));
  const today = dayAt(world.at, network.timeZone);
  const counts: store.Contact[] = [];
  for (let back = 1; back <= countedDays; back++)
    for (let hour = 0; hour < 24; hour++) {
      const busy =
        1.4 * Math.exp(-(((hour - 7) / 3) ** 2)) + 0.7 * Math.exp(-(((hour - 18) / 4) ** 2)) + 0.08;
      for (const [way, share] of [
        ['call', 0.5],
        ['text', 0.3],
        ['web', 0.2],
      ] as const) {
        const contacts = Math.floor(busy * share * 6 * world.random() + world.random() * 0.6);
        if (contacts === 0) continue;
        const uncovered = hour >= 1 && hour < 7 && world.random() < 0.5 ? contacts : 0;
        counts.push({ day: dayPlus(today, -back), hour, way, contacts, uncovered });
      }
    }
  await store.countContacts(tx, network.id, counts);
}
