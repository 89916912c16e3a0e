import { audit } from '../../../platform/audit/index.ts';
import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { boxOf } from '../../../platform/crypto/vault.ts';
import type { SealedInput } from '../../../platform/http/sealed.ts';
import { authorize, can } from '../../../platform/policy.ts';
import { notFound } from '../../../platform/problem.ts';
import { sealFor, shred } from '../../keys/index.ts';
import { callSigns, person } from '../../people/index.ts';
import { COURSES, type Course } from '../contract.ts';
import { chaptersToTeach, policy } from '../policy.ts';
import { isCurrent, isSettled, reasonReaders } from '../rules.ts';
import * as store from '../store.ts';
import { partTitle, textOf } from '../texts.ts';
import { creditClass, lacking, standingsOf } from './credits.ts';
import { sessionFor } from './present-sessions.ts';

/** The member, where their training is the actor's to look after. Throws 404. */
async function inSight(ctx: Ctx, id: string) {
  const found = await person(ctx, id);
  const chapters = chaptersToTeach(ctx.actor);
  if (chapters && !chapters.includes(found.chapterId)) throw notFound('member');
  return found;
}

/** What a member holds, has done and lacks. */
export async function memberCourses(ctx: Ctx, personId: string) {
  authorize(policy, ctx.actor, 'read', 'training');
  const { callSign, chapterId } = await inSight(ctx, personId);
  const own = (await standingsOf(ctx, [personId])).get(personId)!;
  const credits = await store.selectCredits(ctx, [personId]);
  const certificates = await store.selectUnrevoked(ctx.tx, ctx.network.id, [personId]);
  const prior = await store.selectPrior(ctx, personId);
  const names = await callSigns(
    ctx,
    prior.flatMap((p) => p.by ?? []),
  );
  const may = (verb: string, noun: string) => can(policy, ctx.actor, verb, noun, { personId, chapterId });
  return {
    personId,
    callSign,
    items: COURSES.map((course) => {
      const last = certificates
        .filter((c) => c.course === course)
        .reduce<store.Certificate | null>((a, b) => (a && a.expiresAt > b.expiresAt ? a : b), null);
      return {
        course,
        title: textOf(course, 'en').text.title,
        certificate: last && {
          ...{ id: last.id, issuedAt: last.issuedAt.toISOString(), expiresAt: last.expiresAt.toISOString() },
          current: isCurrent(last, ctx.now),
        },
        credits: credits
          .filter((c) => c.course === course)
          .map(({ part, how, at }) => ({ part, title: partTitle(course, part), how, at: at.toISOString() })),
        missing: isSettled(own.of(course), ctx.now) ? [] : lacking(course, own, ctx.now),
      };
    }),
    prior: prior.map(({ id, course, parts, by, at, reason }) => ({
      ...{ id, course, parts, by: names.get(by ?? '') ?? '', at: at.toISOString() },
      reason: boxOf<string>(reason, { record: id, field: 'reason' }),
    })),
    can: [
      ...(may('credit', 'training') ? ['credit'] : []),
      ...['issue', 'revoke'].filter((verb) => may(verb, 'certificate')),
    ],
  };
}

interface Prior {
  id: string;
  personId: string;
  course: Course;
  parts: string[];
  reason: string | SealedInput;
}

/** Credits what a member has learnt before; why is sealed, that it was done is in the log. Throws 403 for oneself. */
export async function creditPrior(ctx: Ctx, act: Prior) {
  const { personId } = act;
  authorize(policy, ctx.actor, 'read', 'training');
  const { chapterId } = await inSight(ctx, personId);
  authorize(policy, ctx.actor, 'credit', 'training', { personId, chapterId });
  await writeDown(ctx, act);
  return memberCourses(ctx, personId);
}

/**
 * The same by who teaches a session, for somebody who registered for it or came: nobody else is found. Throws 404, 403 for
 * oneself.
 */
export async function creditAtSession(ctx: Ctx, sessionId: string, act: Prior) {
  const { personId, course } = act;
  await sessionFor(ctx, sessionId, 'credit');
  const [registered] = await store.selectAtDoor(ctx, sessionId, { personIds: [personId] });
  const isThere = registered !== undefined && registered.state !== 'cancelled';
  if (!isThere && !(await store.selectAttendance(ctx, sessionId, personId))) throw notFound('person');
  await person(ctx, personId);
  authorize(policy, ctx.actor, 'credit', 'attendee', { personId });
  await writeDown(ctx, act);
  const own = (await standingsOf(ctx, [personId])).get(personId)!;
  const certified = isSettled(own.of(course), ctx.now);
  return { personId, missing: certified ? [] : lacking(course, own, ctx.now), certified };
}

async function writeDown(ctx: Ctx, { id, personId, course, parts, reason: said }: Prior): Promise<void> {
  const { reason } = await sealFor(ctx, reasonReaders, id, { reason: said });
  if (!(await store.insertPrior(ctx, { id, personId, course, parts, reason, by: ctx.actor.personId })))
    return;
  await creditClass(ctx, { personIds: [personId], course, modules: parts, how: 'prior' });
  await audit(ctx, {
    act: 'training.credited',
    subject: personId,
    data: { course, parts: parts.join(' '), note: id },
  });
}

/** Two years: the longest that a certificate is good for. */
const keptMinutes = 730 * 24 * 60;

/** Why somebody was credited goes when no certificate can stand on it any more. */
export const forgetReasons = async (ctx: Ctx): Promise<void> =>
  shred(ctx, await store.deletePrior(ctx, { before: plusMinutes(ctx.now, -keptMinutes) }));
