import { countDays } from '../src/features/goals/commands.ts';
import { applyAll, end, note, take } from '../src/features/joining/commands.ts';
import { checklistOf } from '../src/features/joining/rules.ts';
import { activate, admit, people, signAgreement, vouchFor } from '../src/features/people/commands.ts';
import { chapters, feature as places } from '../src/features/places/index.ts';
import { currentPlaybook, feature as playbooks } from '../src/features/playbooks/index.ts';
import {
  assess,
  beginApprentice,
  checkIn,
  closeSession,
  creditClass,
  issueCertificate,
  planSessions,
  register,
} from '../src/features/trainings/commands.ts';
import { modulesOf, rubricIds } from '../src/features/trainings/rules.ts';
import type { Actor, Ctx } from '../src/platform/context.ts';
import { newId } from '../src/platform/id.ts';
import { randomFrom } from '../src/platform/random.ts';
import { atWall, dayAt } from '../src/platform/wall.ts';
import type { TestNetwork } from './harness.ts';

const day = 24 * 60;
const months = 4;
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
/** Of this month's observers' training. */
let observers: string[] = [];
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
  const count = Math.round((60 + 10 * month) * (0.8 + 0.4 * random()));
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
    one.seated = await net.tx(async (ctx) => {
      const rows = await registerAll(ctx, one.id, one.wanted);
      return rows.filter((r) => r.state === 'confirmed').map((r) => r.personId);
    });
    one.came = one.seated.filter(() => chance(0.63));
  }
  net.clock.advance(6 * 60);
  for (const { id, came, lead } of held)
    await net.tx(async (ctx) => {
      const at = atWall(today(), startMinute, net.network.timeZone).toISOString();
      for (const personId of came) await checkIn(ctx, id, { id: newId(), at, personId });
    }, as(lead));
  net.clock.advance(3 * 60);
  for (const { id, course, came, lead } of held)
    await net.tx(async (ctx) => {
      await closeSession(ctx, id);
      const modules = course === 'observer' ? ['quiz', 'practice'] : ['quiz'];
      await creditClass(ctx, { personIds: came, course, modules, how: 'session' });
    }, as(lead));
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

async function registerAll(ctx: Ctx, sessionId: string, personIds: string[]) {
  const rows = [];
  for (const personId of personIds)
    rows.push(await register(ctx, { id: newId(), sessionId, personId, language: 'en', needs: [] }));
  return rows;
}

/** Two sessions for newcomers and one for observers; others learn at home. Who stays away comes once more, or not at all. */
async function teach(): Promise<void> {
  const [first, second] = [...chapterIds].sort(() => random() - 0.5);
  const lead = () => trainers[Math.floor(random() * trainers.length)]!;
  const rights = [first!, second!].map((chapterId, n): Plan => {
    const own = [...waiting].filter((s) => !s.online && (n === 0) === s.chapterId <= chapterId);
    const beside = apprentices.slice(6 * n, 6 * n + 6);
    return { course: 'rights', chapterId, wanted: own.slice(0, 32).map((s) => s.id), lead: lead(), beside };
  });
  const wanted = trained.splice(0, 24);
  const observer: Plan = { course: 'observer', chapterId: first!, wanted, lead: lead(), beside: [] };
  const held = await evening(wanted.length > 0 ? [...rights, observer] : rights);
  observers = held[2]?.came ?? [];
  const seated = new Set(held.slice(0, 2).flatMap((h) => h.seated));
  const came = new Set([...held.slice(0, 2).flatMap((h) => h.came), ...(await atHome())]);
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
  for (const id of [...apprentices]) {
    const done = await net
      .tx((ctx) => assess(ctx, id, { id: newId(), levels }), as(trainers[0]!, 'trainer'))
      .catch((problem) => (problem.status === 422 ? null : Promise.reject(problem)));
    if (!done?.passed) continue;
    apprentices.splice(apprentices.indexOf(id), 1);
    trainers.push(id);
  }
  for (const id of observers.slice(0, 12 - apprentices.length)) {
    await net.tx((ctx) => beginApprentice(ctx, id, trainers[0]!), admin);
    apprentices.push(id);
  }
}

/** What a test asks about afterwards. */
export interface YoungNetwork {
  admin: Actor;
  active: readonly string[];
  /** Members who were trained and have not been asked further. */
  trained: readonly string[];
}

/** Four months of an empty network that begins with eight people, by the commands that people use. */
export async function grow(of: TestNetwork): Promise<YoungNetwork> {
  net = of;
  chapterIds = await net.tx(async (ctx) => {
    const world = { random: () => 0, id: newId, at: ctx.now, volunteers: 0 };
    for (const { seed } of [playbooks, places]) await seed!(ctx, world);
    return (await chapters(ctx)).map((c) => c.id);
  });
  await found(8);
  for (let month = 0; month < months; month++) {
    await names(month);
    await teach();
    await net.settle();
    for (const id of observers.slice(0, 7)) await talk(id);
    await vouch();
    await teachTeachers();
    net.clock.advance(31 * day - 9 * 60);
  }
  await net.settle();
  await net.tx(countDays);
  return { admin, active, trained };
}
