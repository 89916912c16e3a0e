import { plusMinutes } from '../../platform/clock.ts';
import type { Ctx } from '../../platform/context.ts';
import type { World } from '../../platform/feature.ts';
import { atWall, dayAt, dayPlus, weekDay } from '../../platform/wall.ts';
import { peopleByRole } from '../people/index.ts';
import { codeKey, guestCode } from './commands.ts';
import type { Details } from './contract.ts';
import { repeated } from './rules.ts';
import * as store from './store.ts';

const evening = 18 * 60 + 30;
const lasts = 120;

const monthly: Details = {
  title: 'Monthly meeting',
  about:
    'What happened since the last one, what comes next, and where a hand is missing. New people are expected.',
  place: 'Community room, 81-12 37th Avenue, Jackson Heights',
  link: null,
  access: 'Ramp at the side door, lift, quiet room. Say what else you need when you answer.',
  handouts: [
    { title: 'Know your rights, one page' },
    { title: 'What observers do and never do', url: 'https://porchlight.example/conduct' },
  ],
};

const chapterEvening: Details = {
  title: 'Chapter evening: the rota of December',
  about: 'Which evenings are short, who can swap, and who learns the desk next.',
  place: '',
  link: 'https://meet.porchlight.example/chapter',
  access: 'Captions are on.',
  handouts: [],
};

const agenda = [
  ['Welcome and how we work', 10],
  ['What the hotline heard this month', 20],
  ['Rota and trainings', 25],
  ['Money: the hat and the month', 15],
  ['Who takes what on', 20],
] as const;

const notes = [
  'Read the conduct card aloud. Interpreters sat at the left; headsets worked.',
  'Fewer calls than in the month before, most from Corona. Two rumours turned out false and were told so.',
  'Friday evenings lack an operator. Three people shadow this month. First aid training is full; a second date is asked for.',
  'The hat was counted twice. Rent is paid until February.',
  '',
];

/** The monthly meeting of last month with its minutes, that of next week, and a chapter's evening online. */
export async function seed(ctx: Ctx, world: World): Promise<void> {
  const members = await peopleByRole(ctx, 'observer', 60);
  const [coordinator] = await peopleByRole(ctx, 'coordinator', 1);
  if (members.length < 10 || !coordinator) return;
  const zone = ctx.network.timeZone;
  const today = dayAt(world.at, zone);
  // A Tuesday, five to eleven days ahead.
  const next = atWall(dayPlus(today, 5 + ((7 + 1 - weekDay(dayPlus(today, 5))) % 7)), evening, zone);
  const past = repeated(next, 'month', -1, zone);
  const make = plan(ctx, world, coordinator.id);
  const before = await make({ startsAt: past, details: monthly, chapterId: null });
  const coming = await make({ startsAt: next, details: monthly, chapterId: null });
  await make({
    ...{ startsAt: atWall(dayPlus(today, 3), evening, zone), details: chapterEvening },
    ...{ chapterId: coordinator.chapterId, audience: 'members' as const },
  });
  const ids = members.map((m) => m.id);
  await answer(ctx, world, coming, ids.slice(0, 24), null);
  await answer(ctx, world, before, ids.slice(0, 38), past);
  await write(ctx, world, before, { past, owner: ids[3]!, by: coordinator.id });
}

const plan =
  (ctx: Ctx, world: World, by: string) =>
  async (of: Pick<store.Plan, 'startsAt' | 'details' | 'chapterId'> & { audience?: 'members' }) => {
    const id = world.id();
    const isPublic = of.audience === undefined;
    await store.insertMeeting(ctx, {
      ...{ ...of, id, audience: of.audience ?? 'public', press: isPublic ? 'open' : 'closed' },
      ...{ languages: isPublic ? ['en', 'es'] : ['en'], interpreted: isPublic ? ['zh'] : [] },
      ...{
        endsAt: plusMinutes(of.startsAt, lasts),
        capacity: isPublic ? 160 : null,
        doors: isPublic ? 4 : 1,
      },
      ...{ quorum: isPublic ? { kind: 'number', of: 30 } : null, madeBy: by, seriesId: null },
    });
    const items = isPublic ? agenda : ([['Which evenings are short', 30]] as const);
    await store.replaceItems(
      ctx,
      id,
      items.map(([title, minutes]) => ({ id: world.id(), title, minutes, ownerId: null, ownerName: null })),
    );
    return id;
  };

/** They say that they come; and where it is over, most of them came, by four doors within twenty minutes. */
async function answer(
  ctx: Ctx,
  world: World,
  meetingId: string,
  personIds: string[],
  began: Date | null,
): Promise<void> {
  await store.insertGuests(
    ctx,
    personIds.map((personId, n) => {
      const id = world.id();
      const came =
        began && world.random() < 0.9 ? plusMinutes(began, -15 + Math.floor(world.random() * 20)) : null;
      return {
        ...{ id, meetingId, personId, codeKey: codeKey(ctx, guestCode(ctx, id)), arrivedAt: came },
        ...{ door: came && 1 + (n % 4), saidAt: plusMinutes(began ?? world.at, -3 * 24 * 60) },
      };
    }),
  );
}

/** What was noted, decided and taken on, and the hat: 312.40. */
async function write(
  ctx: Ctx,
  world: World,
  id: string,
  { past, owner, by }: { past: Date; owner: string; by: string },
): Promise<void> {
  const then = { ...ctx, now: plusMinutes(past, lasts) };
  const items = await store.selectItems(ctx, id);
  for (const [n, item] of items.entries())
    await store.updateItem(ctx, item.id, { notes: notes[n] ?? '', spentS: item.minutes * 60 });
  await store.saveDecision(then, {
    ...{ id: world.id(), meetingId: id, itemId: items[2]!.id, at: plusMinutes(past, 50), carried: true },
    words: 'A second first aid training is held this month.',
    votes: { for: 31, against: 1, abstained: 2 },
  });
  await store.saveDecision(then, {
    ...{ id: world.id(), meetingId: id, itemId: items[3]!.id, at: plusMinutes(past, 70), carried: true },
    ...{ words: 'The hat of this month goes to headsets for interpreters.', votes: null },
  });
  const due = dayPlus(dayAt(world.at, ctx.network.timeZone), 4);
  const at = plusMinutes(past, 90);
  const action = { meetingId: id, itemId: items[4]!.id, guestId: null, at, dueOn: due };
  await store.saveAction(then, {
    ...{ ...action, id: world.id(), words: 'Ask the library for the large room in spring.' },
    ...{ ownerId: owner, ownerName: null },
  });
  await store.saveAction(then, {
    ...{ ...action, id: world.id(), words: 'Find two headsets that work with the old receiver.' },
    ...{ ownerId: null, ownerName: 'Neighbour from 82nd Street' },
  });
  for (const counter of [by, owner])
    await store.insertCount(then, id, { id: world.id(), round: 1, by: counter, cents: 31_240 });
  await store.insertHat(then, { meetingId: id, cents: 31_240, round: 1 });
  await store.updateCourse(ctx, id, {
    ...{ beganAt: past, endedAt: plusMinutes(past, lasts), came: 34, membersCame: 34 },
    ...{ approvedAt: plusMinutes(past, 3 * 24 * 60), approvedBy: by },
  });
}
