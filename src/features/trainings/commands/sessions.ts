import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { authorize } from '../../../platform/policy.ts';
import { conflict, notFound, refused } from '../../../platform/problem.ts';
import { atWall, dayPlus } from '../../../platform/wall.ts';
import { people } from '../../people/index.ts';
import { chapters } from '../../places/index.ts';
import type { Plan, SessionChange } from '../contract.ts';
import { chaptersToTeach, policy } from '../policy.ts';
import { modulesOf, seriesTimes } from '../rules.ts';
import * as store from '../store.ts';
import { presentSessions, sessionFor } from './present-sessions.ts';
import { promote } from './promote.ts';

const mostDays = 400;

/** Sessions that begin on the days from `from` until before `to`, of the chapters that the actor teaches in. Throws 403. */
export async function listSessions(ctx: Ctx, { from, to }: { from: string; to: string }) {
  authorize(policy, ctx.actor, 'list', 'session');
  const zone = ctx.network.timeZone;
  const until = [to, dayPlus(from, mostDays)].sort()[0]!;
  const rows = await store.selectSessions(ctx, atWall(from, 0, zone), atWall(until, 0, zone));
  const own = chaptersToTeach(ctx.actor);
  return presentSessions(ctx, own ? rows.filter((s) => own.includes(s.chapterId)) : rows);
}

const words = (ctx: Ctx, id: string, of: { form: string; place: string | null; link: string | null }) => ({
  place: of.form === 'place' && of.place ? ctx.vault.encrypt(of.place, { record: id, field: 'place' }) : null,
  link: of.form === 'online' && of.link ? ctx.vault.encrypt(of.link, { record: id, field: 'link' }) : null,
});

function mustBeSomewhere({ form, place, link }: { form: string; place: string | null; link: string | null }) {
  if (form === 'place' && !place) throw refused('A session needs its place.', 'Write the address.');
  if (form === 'online' && !/^https:\/\/\S+$/.test(link ?? ''))
    throw refused('A session online needs its link.', 'Paste an address that begins with https://');
}

/** A trainer holds the course's certificate no more than an apprentice does here: who may lead is the chapter's choice. */
async function mustBeMembers(ctx: Ctx, ids: string[]): Promise<void> {
  const known = await people(ctx, ids);
  if (new Set(known.filter((p) => p.state !== 'left').map((p) => p.id)).size < new Set(ids).size)
    throw notFound('trainer');
}

/** Plans a session or a series. The same ids again are the same act. Throws 403, 404, 422. */
export async function planSessions(ctx: Ctx, plan: Plan) {
  authorize(policy, ctx.actor, 'plan', 'session', plan);
  mustBeSomewhere(plan);
  if (!(await chapters(ctx)).some((one) => one.id === plan.chapterId)) throw notFound('chapter');
  const known = new Set(modulesOf(plan.course).map(({ id }) => id));
  const unknown = plan.modules.filter((id) => !known.has(id));
  if (unknown.length > 0) throw refused(`This course has no module ${unknown.join(', ')}.`, 'Choose others.');
  await mustBeMembers(
    ctx,
    plan.trainers.map((t) => t.personId),
  );
  const times = seriesTimes(plan, plan.ids.length, ctx.network.timeZone);
  if (times[0]!.endsAt <= ctx.now) throw refused('This lies in the past.', 'Choose another day.');
  const seriesId = plan.ids.length > 1 ? plan.ids[0]! : null;
  const { course, chapterId, form, capacity, languages, access } = plan;
  const added = await store.insertSessions(
    ctx,
    plan.ids.map((id, n) => ({
      ...{ id, seriesId, course, chapterId, form, capacity, languages, access },
      modules: [...new Set(plan.modules)],
      ...words(ctx, id, plan),
      ...times[n]!,
    })),
  );
  await store.saveTrainers(
    ctx,
    added,
    added.flatMap((sessionId) => unique(plan.trainers).map((t) => ({ sessionId, ...t }))),
  );
  for (const id of added) await told(ctx, id, 'training.planned');
  return presentSessions(ctx, await store.selectByIds(ctx, plan.ids));
}

const unique = <T extends { personId: string }>(trainers: T[]): T[] => [
  ...new Map(trainers.map((t) => [t.personId, t])).values(),
];

const told = (ctx: Ctx, id: string, kind: string) => emit(ctx, { kind, subject: id, data: { session: id } });

const isPlanned = (row: store.SessionRow): store.SessionRow => {
  if (row.state === 'planned') return row;
  throw conflict(row.state === 'closed' ? 'This session is closed.' : 'This session is cancelled.');
};

/** Changes a session; of another time or place everybody is told, and more seats go to who waits. Throws 404, 409, 422. */
export async function changeSession(ctx: Ctx, id: string, change: SessionChange) {
  const row = isPlanned(await sessionFor(ctx, id, 'change', store.lockSession));
  mustBeSomewhere(change);
  await mustBeMembers(
    ctx,
    change.trainers.map((t) => t.personId),
  );
  const [times] = seriesTimes({ ...change, everyWeeks: 1 }, 1, ctx.network.timeZone);
  const [before] = await presentSessions(ctx, [row]);
  const { form, capacity, languages, access } = change;
  const moved =
    +times!.startsAt !== +row.startsAt ||
    +times!.endsAt !== +row.endsAt ||
    form !== row.form ||
    (form === 'place' ? change.place !== before!.place : change.link !== before!.link);
  await store.updateSession(ctx, id, {
    ...{ form, capacity, languages, access, ...times, ...words(ctx, id, change) },
    changes: row.changes + Number(moved),
  });
  await store.saveTrainers(
    ctx,
    [id],
    unique(change.trainers).map((t) => ({ sessionId: id, ...t })),
  );
  if (moved) {
    const all = await store.selectOfSession(ctx, id);
    const coming = all.filter((r) => r.state !== 'cancelled' && r.tell === null);
    await store.updateRegistration(
      ctx,
      coming.map((r) => r.id),
      { tell: 'changed', remindedFor: null },
    );
  }
  await promote(ctx, id);
  await told(ctx, id, 'training.changed');
  return (await presentSessions(ctx, [(await store.selectSession(ctx, id))!]))[0]!;
}

/** Cancels a session, or it and what follows of its series; everybody who has or awaits a seat is told. Again is the same act. */
export async function cancelSession(ctx: Ctx, id: string, { following }: { following: boolean }) {
  const first = await sessionFor(ctx, id, 'cancel', store.lockSession);
  if (first.state === 'closed') isPlanned(first);
  const rows = following && first.seriesId ? await store.selectFollowing(ctx, first) : [first];
  for (const { id: one } of rows.filter((s) => s.state === 'planned')) {
    await store.lockSession(ctx, one);
    await store.updateSession(ctx, one, { state: 'cancelled', endedAt: ctx.now });
    const lost = (await store.selectOfSession(ctx, one)).filter((r) => r.state !== 'cancelled');
    await store.updateRegistration(
      ctx,
      lost.map((r) => r.id),
      { tell: 'cancelled' },
    );
    await audit(ctx, { act: 'training.cancelled', subject: one, data: { registered: lost.length } });
    await told(ctx, one, 'training.cancelled');
  }
  return presentSessions(
    ctx,
    await store.selectByIds(
      ctx,
      rows.map((s) => s.id),
    ),
  );
}
