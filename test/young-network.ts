import { countDays } from '../src/features/goals/commands.ts';
import { applyAll, end, note, take } from '../src/features/joining/commands.ts';
import { checklistOf } from '../src/features/joining/rules.ts';
import { activate, admit, people, signAgreement, vouchFor } from '../src/features/people/commands.ts';
import { chapters, feature as places } from '../src/features/places/index.ts';
import { currentPlaybook, feature as playbooks } from '../src/features/playbooks/index.ts';
import {
  assess,
  beginApprentice,
  checkInAll,
  closeSession,
  creditClass,
  currentCertificates,
  issueCertificate,
  planSessions,
  registerAll,
} from '../src/features/trainings/commands.ts';
import { coTeachings, modulesOf, rubricIds } from '../src/features/trainings/rules.ts';
import type { Actor } from '../src/platform/context.ts';
import { newId } from '../src/platform/id.ts';
import { randomFrom } from '../src/platform/random.ts';
import { atWall, dayAt } from '../src/platform/wall.ts';
import type { TestNetwork } from './harness.ts';

/** In minutes. */
const month = 31 * 24 * 60;
const months = 24;
const random = randomFrom(20_261_126);
const chance = (share: number) => random() < share;

let net: TestNetwork;
let chapterIds: string[];
let admin: Actor;

interface Somebody {
  id: string;
  kind: 'member' | 'ally';
  chapterId: string;
  /** Learns at home, and comes to no session. */
  online: boolean;
  /** Comes again where they stayed away once. */
  patient: boolean;
}

const waiting = new Set<Somebody>();
const trained: string[] = [];
/** Of the last observers' training. */
let observers: string[] = [];
/** How often each has taught beside a trainer. */
const beside = new Map<string, number>();
const met: string[] = [];
const active: string[] = [];
const trainers: string[] = [];
const apprentices: string[] = [];

const as = (id: string, ...roles: string[]) => net.actor(roles.length > 0 ? roles : ['observer'], id);
const today = () => dayAt(net.clock.now(), net.network.timeZone);

/** People come with no network: somebody begins, and vouches for themselves by having begun. */
async function found(count: number): Promise<void> {
  const ids = Array.from({ length: count }, () => newId());
  await net.tx(async (ctx) => {
    for (const [n, id] of ids.entries())
      await admit(ctx, {
        id,
        chapterId: chapterIds[n % chapterIds.length]!,
        homeCell: '',
        roles: ['observer'],
      });
  });
  admin = as(newId(), 'admin');
  for (const course of ['rights', 'observer', 'trainer'] as const)
    await net.tx(async (ctx) => {
      for (const personId of ids) await issueCertificate(ctx, { id: newId(), personId, course });
    }, admin);
  for (const id of ids) await sign(id);
  active.push(...ids);
  trainers.push(...ids.slice(0, 2));
}

const sign = (id: string) =>
  net.tx(async (ctx) => {
    const { conduct } = await currentPlaybook(ctx);
    await signAgreement(ctx, { id: newId(), version: conduct.version });
  }, as(id));

/** The names of a month: more of them from month to month. */
async function names(month: number): Promise<void> {
  const count = Math.round((66 + 13 * month) * (0.8 + 0.4 * random()));
  const people = Array.from({ length: count }, () => ({
    kind: chance(0.5) ? ('member' as const) : ('ally' as const),
    chapterId: chapterIds[Math.floor(chapterIds.length * random() ** 1.6)]!,
    online: chance(0.5),
    patient: chance(0.5),
  }));
  const applied = await net.tx((ctx) =>
    applyAll(
      ctx,
      people.map(({ kind, chapterId }) => ({
        ...{ id: newId(), source: 'meeting' as const, kind, chapterId },
        ...{ addresses: [], languages: [chance(0.3) ? 'es' : 'en'], wants: [] },
      })),
    ),
  );
  for (const [i, { personId }] of applied.entries()) waiting.add({ ...people[i]!, id: personId });
}

const startMinute = 18 * 60;

interface Plan {
  course: 'rights' | 'observer';
  chapterId: string;
  wanted: string[];
  lead: string;
  beside: string[];
}

/** The sessions of an evening: planned, their places given, who comes checked in, closed: who came has its modules. */
async function evening(plans: Plan[]): Promise<{ seated: string[]; came: string[] }[]> {
  const held = plans.map((plan) => ({ ...plan, id: newId(), seated: [] as string[], came: [] as string[] }));
  for (const one of held) {
    await net.tx((ctx) => planSessions(ctx, planOf(one)), admin);
    const list = one.wanted.map((personId) => ({ id: newId(), personId, language: 'en', needs: [] }));
    const seats = await net.tx((ctx) => registerAll(ctx, one.id, list));
    one.seated = seats.filter((r) => r.state === 'confirmed').map((r) => r.personId);
    one.came = one.seated.filter(() => chance(0.63));
  }
  net.clock.advance(6 * 60);
  for (const { id, came, lead } of held)
    await net.tx((ctx) => {
      const at = atWall(today(), startMinute, net.network.timeZone).toISOString();
      return checkInAll(
        ctx,
        id,
        came.map((personId) => ({ id: newId(), at, personId })),
      );
    }, as(lead));
  net.clock.advance(3 * 60);
  for (const { id, course, came, lead, beside: taught } of held) {
    await net.tx(async (ctx) => {
      await closeSession(ctx, id);
      const modules = course === 'observer' ? ['quiz', 'practice'] : ['quiz'];
      await creditClass(ctx, { personIds: came, course, modules, how: 'session' });
    }, as(lead));
    for (const one of taught) beside.set(one, (beside.get(one) ?? 0) + 1);
  }
  // The next evening is a day later.
  net.clock.advance(15 * 60);
  return held;
}

const planOf = ({ id, course, chapterId, lead, beside }: Plan & { id: string }) => ({
  ...{
    ids: [id],
    everyWeeks: 1,
    course,
    chapterId,
    form: 'place' as const,
    place: 'The library',
    link: null,
  },
  ...{ modules: modulesOf(course).map((m) => m.id), capacity: 45, languages: ['en'], access: [] },
  ...{ day: today(), startMinute, lengthMinutes: 120 },
  trainers: [
    { personId: lead, part: 'lead' as const },
    ...beside.map((personId) => ({ personId, part: 'apprentice' as const })),
  ],
});

const seats = 32;

/**
 * As many sessions for newcomers as fill with those who wait, by chapter, and one for observers, over as many evenings as it
 * takes the trainers; others learn at home. Who stays away comes once more, or not at all.
 */
async function teach(): Promise<void> {
  const own = [...waiting].filter((s) => !s.online).sort((a, b) => (a.chapterId < b.chapterId ? -1 : 1));
  const rights = Array.from({ length: Math.ceil(own.length / seats) }, (_, n): Omit<Plan, 'lead'> => {
    const some = own.slice(n * seats, (n + 1) * seats);
    return {
      ...{ course: 'rights', chapterId: some[0]!.chapterId, wanted: some.map((s) => s.id) },
      beside: n < 2 ? apprentices.slice(6 * n, 6 * n + 6) : [],
    };
  });
  const wanted = trained.splice(0, 24);
  const observer = { course: 'observer' as const, chapterId: chapterIds[0]!, wanted, beside: [] };
  const plans = wanted.length > 0 ? [...rights, observer] : rights;
  const held: Awaited<ReturnType<typeof evening>> = [];
  while (held.length < plans.length) {
    const leads = [...trainers].sort(() => random() - 0.5).slice(0, 6);
    const next = plans.slice(held.length, held.length + leads.length);
    held.push(...(await evening(next.map((plan, n) => ({ ...plan, lead: leads[n]! })))));
  }
  observers = held[rights.length]?.came ?? [];
  const seated = new Set(held.slice(0, rights.length).flatMap((h) => h.seated));
  const came = new Set([...held.slice(0, rights.length).flatMap((h) => h.came), ...(await atHome())]);
  for (const s of waiting) {
    if (came.has(s.id)) {
      waiting.delete(s);
      if (s.kind === 'member') trained.push(s.id);
    } else if (!seated.has(s.id)) {
      if (chance(0.05)) waiting.delete(s);
    } else if (s.patient) s.patient = false;
    else waiting.delete(s);
  }
}

/** Who learns at home passes the quiz there, as a rule in the first or the second month. */
async function atHome(): Promise<string[]> {
  const personIds = [...waiting].filter((s) => s.online && chance(0.7)).map((s) => s.id);
  const modules = [...modulesOf('rights').map((m) => m.id), 'quiz'];
  await net.tx((ctx) => creditClass(ctx, { personIds, course: 'rights', modules, how: 'online' }));
  return personIds;
}

/** A conversation, with everything on the list gone through. */
async function talk(personId: string): Promise<void> {
  const id = newId();
  await net.tx(
    async (ctx) => {
      const { slug } = await currentPlaybook(ctx);
      await take(ctx, { id, personId });
      await note(ctx, id, { checked: checklistOf(slug).map((line) => line.id) });
      await end(ctx, id, { outcome: 'met', tell: false, link: () => '' });
    },
    as(active[0]!, 'coordinator'),
  );
  met.push(personId);
}

/** Each active member vouches four times in 30 days at most: who has two vouches signs, and is active. */
async function vouch(): Promise<void> {
  const calls = new Map((await net.tx((ctx) => people(ctx, met))).map((p) => [p.id, p.callSign]));
  const room = active.flatMap((id) => [id, id, id, id]).sort(() => random() - 0.5);
  const fresh: string[] = [];
  while (met.length > 0 && room.length > 8) {
    const id = met.shift()!;
    const by = [...new Set(room.slice(0, 12))].slice(0, 2);
    if (by.length < 2) break;
    for (const one of by) {
      room.splice(room.indexOf(one), 1);
      await net.tx(
        (ctx) =>
          vouchFor(ctx, {
            id: newId(),
            kind: 'vouch',
            whom: { callSign: calls.get(id)! },
            known: 'training',
          }),
        as(one),
      );
    }
    await sign(id);
    await net.tx((ctx) => activate(ctx, id), admin);
    fresh.push(id);
  }
  active.push(...fresh);
}

/** Who co-taught twice is assessed, and leads sessions from then on; observers begin. */
async function teachTeachers(): Promise<void> {
  const levels = Object.fromEntries(rubricIds.map((id) => [id, 4]));
  for (const id of apprentices.filter((one) => (beside.get(one) ?? 0) >= coTeachings)) {
    await net.tx((ctx) => assess(ctx, id, { id: newId(), levels }), as(trainers[0]!, 'trainer'));
    apprentices.splice(apprentices.indexOf(id), 1);
    trainers.push(id);
  }
  for (const id of observers.slice(0, 12 - apprentices.length)) {
    await net.tx((ctx) => beginApprentice(ctx, id, trainers[0]!), admin);
    apprentices.push(id);
  }
}

/** Whose certificate ends soon takes the quiz and one module again, at home. */
async function renew(): Promise<void> {
  const soon = net.clock.now().getTime() + 2 * month * 60_000;
  for (const [course, modules] of [
    ['observer', ['conduct', 'quiz']],
    ['trainer', ['fair', 'quiz']],
  ] as const)
    await net.tx(async (ctx) => {
      const held = await currentCertificates(ctx, [...new Set([...active, ...trainers])]);
      const personIds = [...held]
        .filter(([, own]) => own.some((c) => c.course === course && c.expiresAt.getTime() < soon))
        .map(([id]) => id);
      await creditClass(ctx, { personIds, course, modules: [...modules], how: 'online' });
    });
}

/** What a test asks about afterwards. */
export interface YoungNetwork {
  admin: Actor;
  active: readonly string[];
  /** Members who were trained and have not been asked further. */
  trained: readonly string[];
}

/** Two years of an empty network that begins with eight people, by the commands that people use. */
export async function grow(of: TestNetwork): Promise<YoungNetwork> {
  net = of;
  chapterIds = await net.tx(async (ctx) => {
    const world = { random: () => 0, id: newId, at: ctx.now, volunteers: 0 };
    for (const { seed } of [playbooks, places]) await seed!(ctx, world);
    return (await chapters(ctx)).map((c) => c.id);
  });
  await found(8);
  const began = net.clock.now().getTime();
  for (let n = 0; n < months; n++) {
    await names(n);
    // Of last month's observers' training.
    for (const id of observers.slice(0, 7)) await talk(id);
    await vouch();
    await teachTeachers();
    await renew();
    await teach();
    await net.settle();
    net.clock.advance((n + 1) * month - (net.clock.now().getTime() - began) / 60_000);
    await net.tx(countDays);
  }
  await net.settle();
  await net.tx(countDays);
  return { admin, active, trained };
}
