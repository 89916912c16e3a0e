import { audit } from '../../../platform/audit/index.ts';
import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { abilities, authorize } from '../../../platform/policy.ts';
import { conflict, forbidden, invalid, notFound, refused } from '../../../platform/problem.ts';
import { person, type ResponderFacts, responderFacts } from '../../people/index.ts';
import { chaptersToTeach, policy } from '../policy.ts';
import {
  coTeachings,
  couldBeNext,
  neededLanguages,
  pairFor,
  passes,
  restsUntil,
  rubricIds,
  stageOf,
  type Teaching,
} from '../rules.ts';
import * as store from '../store.ts';
import { currentCertificates, issueCertificate } from './certificates.ts';
import { credit } from './credits.ts';

const day = 24 * 60;
const nearDays = 30;
const goal = 50;
const shown = 40;

/** Everyone with a current trainer's certificate, with what they carry now. */
async function teachings(
  ctx: Ctx,
  facts: readonly ResponderFacts[],
  certified: ReadonlySet<string>,
  apprentices: readonly store.ApprenticeRow[],
): Promise<Teaching[]> {
  const near = nearDays * day;
  const taught = await store.selectTaught(ctx, plusMinutes(ctx.now, -near), plusMinutes(ctx.now, near));
  const byPerson = Map.groupBy(taught, (t) => t.personId);
  return facts
    .filter((p) => certified.has(p.id) && p.active)
    .map((p) => {
      const own = byPerson.get(p.id) ?? [];
      return {
        ...{ personId: p.id, chapterId: p.chapterId, languages: p.languages, load: own.length },
        apprentices: apprentices.filter((a) => a.mentorId === p.id && a.state === 'learning').length,
        restsUntil: restsUntil(
          own.map((t) => t.startsAt),
          ctx.now,
        ),
      };
    });
}

/** Who teaches, who learns to and with whom, who could be next; of the chapters that the actor looks after. Throws 403. */
export async function readTrainers(ctx: Ctx) {
  authorize(policy, ctx.actor, 'read', 'apprentice');
  const own = chaptersToTeach(ctx.actor);
  const facts = (await responderFacts(ctx, null)).filter(
    (p) => p.state !== 'left' && (!own || own.includes(p.chapterId)),
  );
  const known = new Map(facts.map((p) => [p.id, p]));
  const certificates = await currentCertificates(ctx, null);
  const holds = (id: string) => (certificates.get(id) ?? []).map((c) => c.course as string);
  const certified = new Set(facts.filter((p) => holds(p.id).includes('trainer')).map((p) => p.id));
  const rows = await store.selectApprentices(ctx);
  const trainers = await teachings(ctx, facts, certified, rows);
  const attended = await store.countAttended(ctx);
  const taught = await store.countCoTaught(ctx);
  const assessments = await store.selectAssessments(ctx);
  const needed = neededLanguages(
    facts.filter((p) => p.active),
    trainers,
  );
  const sign = (id: string) => known.get(id)?.callSign ?? '';
  const named = (id: string | null) => (id && known.has(id) ? { personId: id, callSign: sign(id) } : null);
  const candidates = couldBeNext(
    facts.map((p) => ({
      ...{ personId: p.id, active: p.active, languages: p.languages, chapterId: p.chapterId },
      ...{ certificates: holds(p.id), attended: attended.get(p.id) ?? 0, isTrainer: certified.has(p.id) },
      isApprentice: rows.some((a) => a.personId === p.id && a.state !== 'stopped'),
    })),
    needed,
  );
  return {
    ...{ needed, goal },
    trainers: trainers.map((t) => ({
      ...t,
      callSign: sign(t.personId),
      languages: [...t.languages],
      restsUntil: t.restsUntil?.toISOString() ?? null,
    })),
    apprentices: rows
      .filter((a) => known.has(a.personId) && a.state !== 'stopped')
      .map((a) => {
        const { chapterId, languages } = known.get(a.personId)!;
        const paired = named(a.mentorId);
        const pair =
          a.state === 'learning' && !paired ? pairFor({ ...a, chapterId, languages }, trainers) : null;
        const count = taught.get(a.personId) ?? 0;
        return {
          ...{ personId: a.personId, callSign: sign(a.personId), chapterId, languages, taught: count },
          stage: stageOf({ state: a.state, taught: count }),
          startedAt: a.startedAt.toISOString(),
          ...{ mentor: paired, suggested: named(pair?.personId ?? null) },
          assessments: assessments
            .filter((one) => one.personId === a.personId)
            .map((one) => ({
              by: sign(one.by),
              at: one.at.toISOString(),
              passed: one.passed,
              levels: one.levels,
            })),
          can: abilities(policy, ctx.actor, 'apprentice', a),
        };
      }),
    candidates: candidates.slice(0, shown).map(({ personId, chapterId, languages, attended, needed }) => ({
      ...{ personId, callSign: sign(personId), chapterId, languages, attended, needed },
    })),
  };
}

async function inSight(ctx: Ctx, personId: string): Promise<void> {
  authorize(policy, ctx.actor, 'pair', 'apprentice');
  const { chapterId } = await person(ctx, personId);
  if (!(chaptersToTeach(ctx.actor)?.includes(chapterId) ?? true)) throw notFound('person');
}

const isCertified = async (ctx: Ctx, personId: string, course: 'observer' | 'trainer') =>
  ((await currentCertificates(ctx, [personId])).get(personId) ?? []).some((c) => c.course === course);

/** Somebody begins to learn teaching, or gets another trainer beside them. Again is the same act. Throws 403, 404, 409, 422. */
export async function beginApprentice(ctx: Ctx, personId: string, mentorId: string | null): Promise<void> {
  await inSight(ctx, personId);
  if (!(await isCertified(ctx, personId, 'observer')))
    throw refused('Only a certified observer learns to teach.', 'The observer training comes first.');
  if (mentorId === personId || (mentorId && !(await isCertified(ctx, mentorId, 'trainer'))))
    throw refused('Only a certified trainer can be beside an apprentice.', 'Choose another.');
  const before = await store.lockApprentice(ctx, personId);
  if (before?.state === 'certified') throw conflict('They are a certified trainer already.');
  const startedAt = before?.state === 'learning' ? before.startedAt : ctx.now;
  await store.saveApprentice(ctx, { personId, mentorId, startedAt, state: 'learning' });
  await changed(ctx, personId);
}

/** Somebody stops; what they taught still counts when they begin again. Throws 403, 404. */
export async function stopApprentice(ctx: Ctx, personId: string): Promise<void> {
  await inSight(ctx, personId);
  const before = await store.lockApprentice(ctx, personId);
  if (!before) throw notFound('apprentice');
  if (before.state !== 'learning') return;
  await store.saveApprentice(ctx, { ...before, state: 'stopped', mentorId: null });
  await changed(ctx, personId);
}

const changed = (ctx: Ctx, personId: string) =>
  emit(ctx, { kind: 'apprentice.changed', subject: personId, data: { person: personId } });

/**
 * Assesses an apprentice who has co-taught twice, by every line of the rubric; who passes is certified as a trainer. Throws
 * 403 for oneself and for who is no certified trainer, 404, 400 for lines left out, 422 too early. Again is the same act.
 */
export async function assess(
  ctx: Ctx,
  personId: string,
  { id, levels }: { id: string; levels: Record<string, number> },
): Promise<{ personId: string; passed: boolean }> {
  authorize(policy, ctx.actor, 'assess', 'apprentice', { personId });
  const by = ctx.actor.personId!;
  if (!(await isCertified(ctx, by, 'trainer'))) throw forbidden('assess without a trainer’s certificate');
  const apprentice = await store.lockApprentice(ctx, personId);
  if (!apprentice) throw notFound('apprentice');
  const lacks = rubricIds.filter((line) => levels[line] === undefined);
  if (lacks.length > 0)
    throw invalid(lacks.map((line) => ({ path: `body.levels.${line}`, message: 'choose a level' })));
  const given = Object.fromEntries(rubricIds.map((line) => [line, levels[line]!]));
  const passed = passes(given);
  if ((await store.selectAssessments(ctx)).some((one) => one.id === id)) return { personId, passed };
  if (apprentice.state !== 'learning') throw conflict('They are not learning to teach now.');
  const taught = (await store.countCoTaught(ctx)).get(personId) ?? 0;
  if (taught < coTeachings)
    throw refused(
      `They have taught beside a trainer ${taught} of ${coTeachings} times.`,
      'Plan another session with them.',
    );
  await store.insertAssessment(ctx, { id, personId, by, at: ctx.now, levels: given, passed });
  if (passed) {
    await store.saveApprentice(ctx, { ...apprentice, state: 'certified', mentorId: null });
    await issueCertificate(ctx, { id, personId, course: 'trainer' });
    await credit(ctx, { personId, course: 'trainer', modules: ['practice'], how: 'session' });
  }
  await audit(ctx, { act: 'trainer.assessed', subject: personId, data: { passed } });
  await changed(ctx, personId);
  return { personId, passed };
}
