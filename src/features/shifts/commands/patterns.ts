import { audit } from '../../../platform/audit/index.ts';
import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { authorize, can } from '../../../platform/policy.ts';
import { notFound, refused } from '../../../platform/problem.ts';
import { callSigns, people } from '../../people/index.ts';
import type { Pattern, RotaRules } from '../contract.ts';
import { policy } from '../policy.ts';
import { badLength, dayAt, dayPlus } from '../rules.ts';
import * as store from '../store.ts';
import { rotaRules } from './candidates.ts';
import { layOut, layOutAnew } from './lay-out.ts';
import { mustFit } from './slots.ts';

export type PatternInput = Omit<store.PatternRow, 'id'>;

export async function listPatterns(ctx: Ctx): Promise<Pattern[]> {
  authorize(policy, ctx.actor, 'read', 'rota');
  return present(
    ctx,
    await store.selectPatterns(ctx.tx, ctx.network.id, dayAt(ctx.now, ctx.network.timeZone)),
  );
}

async function present(ctx: Ctx, rows: store.PatternRow[]): Promise<Pattern[]> {
  const signs = await callSigns(
    ctx,
    rows.flatMap((row) => row.turns),
  );
  return rows.map((row) => ({
    ...row,
    weekDays: [...row.weekDays],
    turnNames: row.turns.map((id) => signs.get(id) ?? ''),
    can: can(policy, ctx.actor, 'plan', 'slot', row) ? ['plan'] : [],
  }));
}

/** Plans a need that comes again. The same id again is the same act. Throws 422 for what cannot be. */
export async function addPattern(ctx: Ctx, id: string, pattern: PatternInput): Promise<Pattern> {
  authorize(policy, ctx.actor, 'plan', 'slot', pattern);
  if (!(await store.selectPattern(ctx.tx, ctx.network.id, id))) {
    await mustMakeSense(ctx, pattern);
    await save(ctx, { ...pattern, id });
    await layOut(ctx, [{ ...pattern, id }], ctx.now);
  }
  return read(ctx, id);
}

/** Changes it for what begins from tomorrow on; today stays as people know it. */
export async function changePattern(ctx: Ctx, id: string, pattern: PatternInput): Promise<Pattern> {
  await own(ctx, id);
  authorize(policy, ctx.actor, 'plan', 'slot', pattern);
  await mustMakeSense(ctx, pattern);
  await save(ctx, { ...pattern, id });
  await layOutAnew(ctx, { ...pattern, id });
  return read(ctx, id);
}

/** The day given is its last. */
export async function endPattern(ctx: Ctx, id: string, day: string): Promise<Pattern> {
  const before = await own(ctx, id);
  const yesterday = dayPlus(dayAt(ctx.now, ctx.network.timeZone), -1);
  const ended = { ...before, untilDay: day < yesterday ? yesterday : day };
  await save(ctx, ended);
  await layOutAnew(ctx, ended);
  return read(ctx, id);
}

async function own(ctx: Ctx, id: string): Promise<store.PatternRow> {
  authorize(policy, ctx.actor, 'read', 'rota');
  const pattern = await store.selectPattern(ctx.tx, ctx.network.id, id);
  if (!pattern) throw notFound('pattern of the rota');
  authorize(policy, ctx.actor, 'plan', 'slot', pattern);
  return pattern;
}

async function read(ctx: Ctx, id: string): Promise<Pattern> {
  const row = await store.selectPattern(ctx.tx, ctx.network.id, id);
  return (await present(ctx, [row!]))[0]!;
}

async function save(ctx: Ctx, pattern: store.PatternRow): Promise<void> {
  await store.savePattern(ctx.tx, ctx.network.id, pattern, ctx.actor.id, ctx.now);
  await audit(ctx, { act: 'rota.pattern', subject: pattern.id, data: { role: pattern.role } });
  await emit(ctx, { kind: 'shift.changed', subject: pattern.id, data: {} });
}

async function mustMakeSense(ctx: Ctx, pattern: PatternInput): Promise<void> {
  const bad = badLength(pattern.lengthMinutes);
  if (bad) throw refused(bad, 'Choose another end.');
  mustFit(pattern);
  if (pattern.untilDay && pattern.untilDay < pattern.firstDay)
    throw refused('It would end before it begins.', 'Choose a later last day, or none.');
  if (new Set(pattern.turns).size < pattern.turns.length)
    throw refused('Somebody is named twice among those who take turns.', 'Name each once.');
  const known = await people(ctx, pattern.turns);
  if (known.length < pattern.turns.length)
    throw refused('Somebody among those who take turns is no member.', 'Choose them again.');
  const soonest = plusMinutes(ctx.now, -366 * 24 * 60);
  if (pattern.firstDay < dayAt(soonest, ctx.network.timeZone))
    throw refused('It would have begun more than a year ago.', 'Choose a later first day.');
}

export async function readRules(ctx: Ctx): Promise<RotaRules> {
  authorize(policy, ctx.actor, 'read', 'rota');
  return rotaRules(ctx);
}

/** What stands already stays, also where it would not be let in now. */
export async function setRules(ctx: Ctx, rules: RotaRules): Promise<RotaRules> {
  authorize(policy, ctx.actor, 'set', 'rota');
  await store.saveRules(ctx.tx, ctx.network.id, rules, ctx.actor.id, ctx.now);
  await audit(ctx, { act: 'rota.rules', subject: ctx.network.id, data: { ...rules } });
  await emit(ctx, { kind: 'shift.changed', subject: ctx.network.id, data: {} });
  return rules;
}
