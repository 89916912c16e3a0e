import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import type { Services } from '../../../platform/http/call.ts';
import { afterStep, dueNow, type Flow, isOver, morningFor, nextStep, resumed } from '../rules.ts';
import * as store from '../store.ts';
import { changed } from './escalate.ts';
import { type Paged, tellPaged } from './page.ts';
import { Targets } from './targets.ts';
import { wakeAt } from './wake.ts';

/** So many are taken at a time: enough to share what they ask for, few enough that workers share the work. */
const atOnce = 250;

/** Takes what is due in a network one step on; true when there may be more at once. */
export async function stepDue(services: Services, networkId: string): Promise<boolean> {
  const { more, next } = await services.asSystem(networkId, async (ctx) => {
    const taken = await takeSteps(ctx, atOnce);
    return { more: taken > 0, next: await store.selectNextDue(ctx) };
  });
  wakeAt(services, networkId, next);
  return more;
}

/**
 * One transaction takes what is due, pages whom each step names and moves it on, so that a worker that dies has paged
 * nobody and another pages them. Returns how many were taken.
 */
export async function takeSteps(ctx: Ctx, limit: number): Promise<number> {
  const due = await store.takeDue(ctx, plusMinutes(ctx.now, 1), limit);
  if (due.length === 0) return 0;
  const before = Map.groupBy(
    await store.selectPages(
      ctx,
      due.map((row) => row.id),
    ),
    (page) => page.escalationId,
  );
  const targets = new Targets(ctx, named(due));
  const moved: store.Moved[] = [];
  const paged: Paged[] = [];
  const unanswered: store.EscalationRow[] = [];
  for (const row of due) {
    const at = dueNow(row, ctx.now);
    if (at && at > ctx.now) {
      moved.push({ ...row, dueAt: at, setAt: ctx.now, dropsAck: false });
      continue;
    }
    const { flow, page } = await step(ctx, targets, row, before.get(row.id) ?? []);
    if (page) paged.push(page);
    const over = isOver(flow) && !page;
    if (over) unanswered.push(row);
    const dropsAck = row.state === 'acknowledged';
    moved.push({
      ...{ id: row.id, step: flow.step, base: flow.base, dropsAck },
      ...(over
        ? { state: 'unanswered' as const, dueAt: null, setAt: null }
        : { state: flow.state, dueAt: flow.dueAt, setAt: flow.setAt }),
    });
  }
  await store.moveOn(ctx, moved);
  await tellPaged(ctx, paged);
  await emit(ctx, ...unanswered.map((row) => changed(row, 'unanswered')));
  return due.length;
}

/** Whom the next steps of these name. */
const named = (due: store.EscalationRow[]): string[] =>
  due.flatMap((row) => {
    const to = nextStep(row)?.to;
    if (to?.who === 'self') return row.facts.personId ?? [];
    return to?.who === 'person' ? [to.personId] : [];
  });

/** The next step that reaches somebody; steps that reach nobody take no time. */
async function step(
  ctx: Ctx,
  targets: Targets,
  row: store.EscalationRow,
  before: store.PageRow[],
): Promise<{ flow: Flow; page: Paged | null }> {
  let flow: Flow = row.state === 'acknowledged' ? resumed(row, ctx.now) : row;
  const cannot = new Set(before.filter((page) => page.declinedAt).map((page) => page.personId));
  const about = row.facts.personId;
  const asked = new Set(before.map((page) => page.personId));
  for (let next = nextStep(flow); next; next = nextStep(flow)) {
    const morning = morningFor(next.manner, ctx.now, ctx.network.timeZone);
    if (morning) return { flow: { ...flow, state: 'running', dueAt: morning, setAt: ctx.now }, page: null };
    const { who } = next.to;
    const found = (await targets.of(next.to, row, asked)).filter(
      (p) => !cannot.has(p.id) && (who === 'self' || p.id !== about),
    );
    const at = flow.step;
    flow = afterStep(flow, found.length > 0, ctx.now);
    if (found.length > 0)
      return { flow, page: { row, step: at, manner: next.manner, to: next.to, people: found } };
  }
  return { flow, page: null };
}
