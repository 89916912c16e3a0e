import { randomInt } from 'node:crypto';
import { audit } from '../../../platform/audit/index.ts';
import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import type { SealedInput } from '../../../platform/http/sealed.ts';
import { newId } from '../../../platform/id.ts';
import { authorize } from '../../../platform/policy.ts';
import { conflict, notFound, Problem, refused } from '../../../platform/problem.ts';
import { rolesOf } from '../../accounts/index.ts';
import { sealFor } from '../../keys/index.ts';
import type { KNOWN } from '../contract.ts';
import { policy } from '../policy.ts';
import { codeMinutes, isVouched, type NotVouch, nextInMonth, whyNotVouch } from '../rules.ts';
import * as store from '../store.ts';
import { watch } from './alarms.ts';
import { trustRules } from './in-force.ts';
import { me, person } from './people.ts';
import { standing, trustFacts } from './trust.ts';

/** Who reads what was said with a vouch. */
export const vettingReaders = ['conduct'] as const;

const codeHash = (ctx: Ctx, code: string) => ctx.vault.hash('vouch-code', code.replace(' ', ''));

/** A code that the actor shows to who vouches for them now. Throws 404 for who is no member. */
export async function showCode(ctx: Ctx): Promise<{ code: string; endsAt: Date }> {
  authorize(policy, ctx.actor, 'show', 'vouchCode');
  const { id } = await me(ctx);
  const endsAt = plusMinutes(ctx.now, codeMinutes);
  for (;;) {
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const row = { personId: id, code: codeHash(ctx, code), endsAt };
    if (await store.putCode(ctx.tx, ctx.network.id, row, ctx.now))
      return { code: `${code.slice(0, 3)} ${code.slice(3)}`, endsAt };
  }
}

type Whom = { code: string } | { callSign: string };

/** Whoever shows the code or has the call sign. Throws 404 in the same words for all that are none. */
async function whomOf(ctx: Ctx, whom: Whom): Promise<string> {
  const id =
    'code' in whom
      ? await store.selectByCode(ctx.tx, ctx.network.id, codeHash(ctx, whom.code), ctx.now)
      : await store.selectByCallSign(ctx.tx, ctx.network.id, whom.callSign);
  if (id) return id;
  const detail = 'code' in whom ? 'Nobody shows this code now.' : 'Nobody here has exactly this call sign.';
  throw new Problem(404, 'not-found', 'Not found', detail, {
    kept: 'Nothing was written down.',
    next:
      'code' in whom
        ? `A code is good for ${codeMinutes} minutes. Ask them to show a new one.`
        : 'Look at how it is written in their app, or ask them for a code.',
  });
}

/**
 * Vouches for somebody, or is their reference. The same id again is the same act. Throws 404 for an unknown code or call
 * sign, 409 where it was done before or back, 422 with what is in the way.
 */
export async function vouchFor(
  ctx: Ctx,
  act: {
    id: string;
    kind: 'vouch' | 'reference';
    whom: Whom;
    known: (typeof KNOWN)[number];
    words?: string | SealedInput | undefined;
  },
): Promise<store.VouchRow> {
  authorize(policy, ctx.actor, 'give', 'vouch');
  const by = await me(ctx);
  const before = await store.selectVouch(ctx.tx, ctx.network.id, act.id);
  if (before) {
    if (before.by === by.id) return before;
    throw conflict('There is a vouch by that id already.');
  }
  const personId = await whomOf(ctx, act.whom);
  // In the order of ids, so that two who vouch for each other at once come one after the other.
  for (const id of [by.id, personId].toSorted()) await store.lockPerson(ctx.tx, ctx.network.id, id);
  const found = await person(ctx, personId);
  const given = [
    ...(await store.selectGiven(ctx.tx, ctx.network.id, by.id)),
    ...(await store.selectGiven(ctx.tx, ctx.network.id, personId)),
  ];
  const { level, trust, facts } = await standing(ctx, by.id);
  const why = whyNotVouch({
    kind: act.kind,
    by: { ...by, isTrainer: by.roles.includes('trainer'), vouched: isVouched(facts, trust), level },
    person: found,
    given,
    trust,
    now: ctx.now,
  });
  if (why) throw notNow(why, nextInMonth(given, by.id, act.kind, trust.vouches.aMonth, ctx.now));
  const { id, kind, known } = act;
  await store.insertVouches(ctx.tx, ctx.network.id, [
    {
      ...{ id, personId, by: by.id, kind, known, at: ctx.now },
      words: act.words ? (await sealFor(ctx, vettingReaders, id, { words: act.words })).words! : null,
    },
  ]);
  await watch(ctx, [personId], 'vouched');
  await audit(ctx, { act: `${kind}.given`, subject: personId, data: { vouch: id } });
  await emit(
    ctx,
    { kind: 'vouch.given', subject: id, data: { person: personId, by: by.id, kind } },
    { kind: 'person.changed', subject: personId, data: { person: personId } },
  );
  return (await store.selectVouch(ctx.tx, ctx.network.id, id))!;
}

const because: Record<NotVouch, [detail: string, next: string]> = {
  oneself: ['Nobody vouches for themself.', 'Ask two members who met you.'],
  not_active: ['Active members and trainers vouch for others.', 'Come back from your pause first.'],
  not_vouched: ['You have too few vouches yourself.', 'Once you have them, you can vouch for others.'],
  left: ['They are no member any more.', 'They can join again.'],
  level: ['References are given by members of a higher trust level.', 'Vouch for them instead.'],
  already: ['You have done this for them before.', 'It stands; there is nothing to do.'],
  mutual: [
    'They vouched for you not long ago, and nobody vouches back so soon.',
    'Ask other members who met them.',
  ],
  month: ['You have used up this month’s.', 'Others who know them can vouch meanwhile.'],
};

function notNow(why: NotVouch, nextAt: Date): Problem {
  const [detail, next] = because[why];
  if (why === 'already') return conflict(detail, {}, next);
  return refused(detail, `Nothing was written down. ${next}`, {
    why,
    ...(why === 'month' && { nextAt: nextAt.toISOString() }),
  });
}

/**
 * Takes a vouch back, at once: who gave it, or an admin who looked at it. Again is the same act. Where somebody with a role
 * is not vouched for any more, admins are asked to look. Throws 404, also for a vouch of others.
 */
export async function withdrawVouch(ctx: Ctx, id: string): Promise<Date> {
  const vouch = await store.selectVouch(ctx.tx, ctx.network.id, id);
  if (!vouch) throw notFound('vouch');
  authorize(policy, ctx.actor, 'withdraw', 'vouch', vouch);
  const { personId } = vouch;
  if (!(await store.withdrawVouch(ctx.tx, ctx.network.id, id, { by: ctx.actor.personId, at: ctx.now })))
    return vouch.withdrawnAt!;
  await audit(ctx, { act: 'vouch.withdrawn', subject: personId, data: { vouch: id } });
  await emit(
    ctx,
    { kind: 'vouch.withdrawn', subject: id, data: { person: personId, by: vouch.by, kind: vouch.kind } },
    { kind: 'person.changed', subject: personId, data: { person: personId } },
  );
  await flagLapsed(ctx, personId);
  return ctx.now;
}

/** A role is not taken by itself: an admin looks. */
async function flagLapsed(ctx: Ctx, personId: string): Promise<void> {
  const facts = (await trustFacts(ctx, [personId])).get(personId)!;
  if (isVouched(facts, await trustRules(ctx))) return;
  const { accountId } = await person(ctx, personId);
  if (!accountId || (await rolesOf(ctx, accountId)).length === 0) return;
  const around = await store.selectVouchesAround(ctx.tx, ctx.network.id, [personId]);
  await putFlag(ctx, {
    kind: 'lapsed',
    key: `lapsed ${personId}`,
    personIds: [personId],
    vouchIds: around.filter((v) => v.personId === personId).map((v) => v.id),
  });
}

/** Asks admins to look; what is open about the same already stays one. */
export async function putFlag(
  ctx: Ctx,
  flag: Pick<store.FlagRow, 'kind' | 'key' | 'personIds' | 'vouchIds'>,
): Promise<void> {
  const id = newId();
  if (!(await store.putFlag(ctx.tx, ctx.network.id, { ...flag, id, at: ctx.now }))) return;
  await audit(ctx, { act: 'vouch.flagged', subject: id, data: { kind: flag.kind } });
  await emit(ctx, { kind: 'alarm.vouches', subject: id }, { kind: 'alarm.flagged', subject: id });
}
