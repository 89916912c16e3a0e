import { audit } from '../../platform/audit/index.ts';
import { plusMinutes } from '../../platform/clock.ts';
import type { Ctx } from '../../platform/context.ts';
import { emit } from '../../platform/events/index.ts';
import type { Lang } from '../../platform/i18n/index.ts';
import { enqueue } from '../../platform/jobs/index.ts';
import { abilities, authorize } from '../../platform/policy.ts';
import { conflict, invalid, notFound, refused } from '../../platform/problem.ts';
import { callSigns } from '../people/index.ts';
import type { Drill, DrillDetail, Evening, Step } from './contract.ts';
import { type Key, say } from './messages.ts';
import { policy } from './policy.ts';
import { pastEvening } from './replay.ts';
import { evenings, findEvening } from './rules.ts';
import * as store from './store.ts';

/** A drill whose process died is over by then. */
const longestMinutes = 5 * 60;
const shown = 50;

/** Null where a drill may be played; else why not, in words. */
export const refusal = (ctx: Pick<Ctx, 'network'>, lang: Lang): string | null =>
  ctx.network.demo ? null : say(lang, 'refusal');

/** The evenings to choose from. */
export function listEvenings(ctx: Ctx, lang: Lang) {
  authorize(policy, ctx.actor, 'read', 'drill');
  const why = refusal(ctx, lang);
  return {
    items: evenings.map(({ slug, title, startsAt, reports }) => ({
      ...{ slug, title: title[lang], startsAt, reports: reports.length },
    })),
    can: why ? [] : abilities(policy, ctx.actor, 'drill').filter((verb) => verb === 'start'),
    refusal: why,
  };
}

export interface Wish {
  id: string;
  evening?: string | undefined;
  replayOf?: string | undefined;
  speed?: number | undefined;
  seed?: number | undefined;
}

/**
 * Writes down that a drill begins, and gives what is to be played; null when this id began before. Throws 422 outside
 * a demo network: its people would be real. Throws 409 while another runs.
 */
export async function start(
  ctx: Ctx,
  wish: Wish,
): Promise<{ evening: Evening; drill: store.DrillRow } | null> {
  authorize(policy, ctx.actor, 'start', 'drill');
  const why = refusal(ctx, 'en');
  if (why) throw refused(why);
  if (await store.selectDrill(ctx, wish.id)) return null;
  const evening = wish.replayOf ? await replay(ctx, wish.replayOf) : findEvening(wish.evening);
  if (!evening) throw unknownEvening();
  const made = await store.insertDrill(ctx, {
    id: wish.id,
    evening: evening.slug,
    speed: wish.speed ?? 60,
    seed: wish.seed ?? ctx.now.getTime() % 1_000_000,
    replayOf: wish.replayOf ?? null,
    by: ctx.actor.personId!,
  });
  if (!made) throw await alreadyRunning(ctx);
  await enqueue(ctx, 'drills.overdue', { drill: wish.id }, plusMinutes(ctx.now, longestMinutes));
  await emit(ctx, { kind: 'drill.started', subject: wish.id });
  await audit(ctx, { act: 'drill.started', subject: wish.id, data: { evening: evening.slug } });
  return { evening, drill: (await store.selectDrill(ctx, wish.id))! };
}

const unknownEvening = () =>
  invalid([
    {
      path: 'body.evening',
      message: say('en', 'unknownEvening', { known: evenings.map((e) => e.slug).join(', ') }),
    },
  ]);

async function alreadyRunning(ctx: Ctx) {
  const running = await store.selectRunning(ctx);
  const who = running && (await callSigns(ctx, [running.by])).get(running.by);
  return conflict(
    say('en', 'running'),
    { who: who ?? '', at: (running?.startedAt ?? ctx.now).toISOString() },
    'Wait for its end, or stop it.',
  );
}

/** The evening of a concluded incident, with its words and people made up. */
export function replay(ctx: Ctx, incidentId: string): Promise<Evening> {
  authorize(policy, ctx.actor, 'start', 'drill');
  return pastEvening(ctx, incidentId);
}

/** Writes a step down as it happens. */
export async function addStep(ctx: Ctx, id: string, step: store.StepRow): Promise<void> {
  await store.appendStep(ctx, id, step);
  await emit(ctx, { kind: 'drill.step', subject: id });
}

export const isRunning = async (ctx: Ctx, id: string): Promise<boolean> =>
  (await store.selectDrill(ctx, id))?.endedAt === null;

/** The player is done: passed, or not. */
export async function finish(ctx: Ctx, id: string, passed: boolean): Promise<void> {
  if (await store.endDrill(ctx, id, passed)) await emit(ctx, { kind: 'drill.ended', subject: id });
}

/** Somebody at the desk ends it; the player sees that at its next step and tidies up. Ended already is ended. */
export async function stop(ctx: Ctx, id: string): Promise<void> {
  authorize(policy, ctx.actor, 'stop', 'drill');
  await load(ctx, id);
  if (!(await store.endDrill(ctx, id, null))) return;
  await emit(ctx, { kind: 'drill.ended', subject: id });
  await audit(ctx, { act: 'drill.stopped', subject: id });
}

export async function list(ctx: Ctx, lang: Lang): Promise<Drill[]> {
  authorize(policy, ctx.actor, 'read', 'drill');
  const rows = await store.selectDrills(ctx, shown);
  const names = await callSigns(
    ctx,
    rows.map((r) => r.by),
  );
  return rows.map((row) => present(ctx, row, names, lang));
}

export async function read(ctx: Ctx, id: string, lang: Lang): Promise<DrillDetail> {
  authorize(policy, ctx.actor, 'read', 'drill');
  const row = await load(ctx, id);
  const names = await callSigns(ctx, [row.by]);
  return { ...present(ctx, row, names, lang), stepList: row.steps.map((s) => inWords(s, lang)) };
}

async function load(ctx: Ctx, id: string): Promise<store.DrillRow> {
  const row = await store.selectDrill(ctx, id);
  if (!row) throw notFound('drill');
  return row;
}

const present = (ctx: Ctx, row: store.DrillRow, names: Map<string, string>, lang: Lang): Drill => ({
  id: row.id,
  evening: row.evening,
  title: findEvening(row.evening)?.title[lang] ?? row.evening,
  speed: row.speed,
  replayOf: row.replayOf,
  by: names.get(row.by) ?? '',
  startedAt: row.startedAt.toISOString(),
  endedAt: row.endedAt?.toISOString() ?? null,
  passed: row.passed,
  steps: row.steps.length,
  failed: row.steps.filter((s) => s.passed === false).length,
  can: row.endedAt ? [] : abilities(policy, ctx.actor, 'drill').filter((verb) => verb === 'stop'),
});

/** A step in a sentence. */
export const inWords = (step: store.StepRow, lang: Lang): Step => ({
  at: step.at,
  minute: step.minute,
  who: step.who,
  kind: step.kind,
  text: say(lang, step.kind as Key, step.values),
  passed: step.passed,
});
