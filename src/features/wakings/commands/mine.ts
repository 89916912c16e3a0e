import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { authorize } from '../../../platform/policy.ts';
import { conflict, notFound, refused } from '../../../platform/problem.ts';
import { person } from '../../people/index.ts';
import type { OwnWaking } from '../contract.ts';
import { policy } from '../policy.ts';
import { isPaged, monthOf, openMinutes, secondsOf } from '../rules.ts';
import * as store from '../store.ts';
import { heard } from './hear.ts';
import { sendTests } from './test.ts';

const day = 24 * 60;
/** So long is the last one told of. */
const shownMinutes = 60 * day;
const ownADay = 3;

const present = (row: store.WakingRow): OwnWaking => ({
  ...{ id: row.id, way: row.way, seconds: secondsOf(row), open: row.state === 'sent' },
  sentAt: row.sentAt!.toISOString(),
});

/** Whether the actor is tested, and how their last test page went. */
export async function mine(ctx: Ctx) {
  authorize(policy, ctx.actor, 'read', 'own waking');
  const me = await person(ctx, ctx.actor.personId!);
  const [last] = await store.selectSent(ctx, me.id, plusMinutes(ctx.now, -shownMinutes));
  return {
    onDuty: isPaged(me.roles),
    wanted: (await store.selectWanting(ctx)).has(me.id),
    last: last ? present(last) : null,
  };
}

/** From the next plan on; what is planned for who wants none is taken back, unless their duty asks for it. */
export async function choose(ctx: Ctx, wanted: boolean): Promise<{ wanted: boolean }> {
  authorize(policy, ctx.actor, 'choose', 'own waking');
  const me = await person(ctx, ctx.actor.personId!);
  await store.saveChoice(ctx, me.id, wanted);
  if (!wanted && !isPaged(me.roles)) await store.deletePlanned(ctx, me.id);
  return { wanted };
}

/** A test page to oneself, now. Throws 409 while one is open, 422 for the fourth of a day. */
export async function testMe(ctx: Ctx, id: string): Promise<{ id: string }> {
  authorize(policy, ctx.actor, 'test', 'own waking');
  const me = await person(ctx, ctx.actor.personId!);
  const since = await store.selectSent(ctx, me.id, plusMinutes(ctx.now, -day));
  if (since.some((w) => w.id === id)) return { id };
  if (since.some((w) => w.state === 'sent'))
    throw conflict(
      'A test page is on its way to you.',
      undefined,
      `Answer it, or wait until its ${openMinutes} minutes are over.`,
    );
  if (since.filter((w) => w.own).length >= ownADay)
    throw refused(`You have sent yourself ${ownADay} test pages within a day.`, 'Try again tomorrow.');
  const month = monthOf(ctx.now, ctx.network.timeZone);
  await store.insertWakings(ctx, [{ id, personId: me.id, month, dueAt: ctx.now, own: true, state: 'sent' }]);
  await sendTests(ctx, [{ id, personId: me.id }], new Map([[me.id, me]]));
  return { id };
}

/** "It rang", in the field app. Once is enough: said again it gives the same answer. Throws 404. */
export async function hearMine(ctx: Ctx, id: string): Promise<{ seconds: number }> {
  authorize(policy, ctx.actor, 'hear', 'own waking');
  const personId = ctx.actor.personId!;
  await heard(ctx, id, { personId, way: 'push', at: ctx.now });
  const row = await store.selectWaking(ctx, id, personId);
  const seconds = row && secondsOf(row);
  if (seconds === null) throw notFound('test page');
  return { seconds };
}
