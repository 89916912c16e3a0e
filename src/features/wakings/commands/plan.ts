import { createHash } from 'node:crypto';
import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { newId } from '../../../platform/id.ts';
import { busyPeople } from '../../callouts/index.ts';
import { responderFacts } from '../../people/index.ts';
import { isByDay, isPaged, momentFor, monthOf, slotsAfter, staleMinutes } from '../rules.ts';
import * as store from '../store.ts';
import { sendTests } from './test.ts';

/** What was tested longer ago says nothing of today. */
const keptMonths = 13;

/** The same for the same words, from 0 to under 1: a plan made twice is one plan. */
const chanceOf = (...words: string[]): number =>
  createHash('sha256').update(words.join(' ')).digest().readUInt32BE(0) / 2 ** 32;

/**
 * Gives everyone who is tested their moment of this month. Who came since gets one in what is left of it. In a demo
 * nobody is: its people have no nights to lose, and whoever plays them would wonder.
 */
export async function planMonth(ctx: Ctx): Promise<void> {
  if (ctx.network.demo) return;
  const { timeZone } = ctx.network;
  const month = monthOf(ctx.now, timeZone);
  const planned = new Set((await store.selectOf(ctx, [month])).map((w) => w.personId));
  const wanting = await store.selectWanting(ctx);
  const slots = slotsAfter(ctx.now, timeZone);
  const rows = (await responderFacts(ctx, null)).flatMap((person) => {
    const { id: personId, active, roles, availability } = person;
    if (planned.has(personId) || !active || !(isPaged(roles) || wanting.has(personId))) return [];
    const dueAt = momentFor(slots, availability, chanceOf(personId, month));
    return dueAt ? [{ id: newId(), personId, month, dueAt }] : [];
  });
  await store.insertWakings(ctx, rows);
  await store.deleteBefore(ctx, monthOf(plusMinutes(ctx.now, -keptMonths * 31 * 24 * 60), timeZone));
}

const atOnce = 100;

/**
 * Sends the test pages whose time has come. Who is asked or out now, and whose time passed while nothing ran, gets another
 * time; what no longer fits into the month is left out.
 */
export async function sendDue(ctx: Ctx): Promise<void> {
  const due = await store.takeDue(ctx, atOnce);
  if (due.length === 0) return;
  const { timeZone } = ctx.network;
  const ids = due.map((w) => w.personId);
  const members = new Map((await responderFacts(ctx, ids)).map((p) => [p.id, p]));
  const busy = await busyPeople(ctx, ids);
  const soon = plusMinutes(ctx.now, 60);
  const slots = slotsAfter(soon, timeZone);
  const now: store.WakingRow[] = [];
  for (const waking of due) {
    const member = members.get(waking.personId);
    const fits =
      monthOf(ctx.now, timeZone) === waking.month &&
      isByDay(ctx.now, timeZone) &&
      waking.dueAt >= plusMinutes(ctx.now, -staleMinutes) &&
      !busy.has(waking.personId);
    if (member?.active && fits) {
      now.push(waking);
      continue;
    }
    const later =
      member?.active && monthOf(soon, timeZone) === waking.month
        ? momentFor(slots, member.availability, chanceOf(waking.id, ctx.now.toISOString()))
        : null;
    await store.updateWaking(ctx, waking.id, later ? { dueAt: later } : { state: 'skipped', why: 'no time' });
  }
  await sendTests(ctx, now, members);
}
