import { audit } from '../../../platform/audit/index.ts';
import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { authorize } from '../../../platform/policy.ts';
import { conflict, refused } from '../../../platform/problem.ts';
import { policy } from '../policy.ts';
import {
  type Lacking,
  lackingForRole,
  levelFor,
  mayBeActive,
  type NotActiveYet,
  standingOf,
  type TrustFacts,
} from '../rules.ts';
import * as store from '../store.ts';
import { agreementsInForce, trustRules } from './in-force.ts';
import { visible } from './members.ts';
import { type Person, person } from './people.ts';

/** What counts of each of these people. */
export async function trustFacts(ctx: Ctx, ids: string[]): Promise<Map<string, TrustFacts>> {
  const rows = await store.selectTrust(ctx.tx, ctx.network.id, ids);
  return new Map(rows.map(({ id, ...facts }) => [id, facts]));
}

/** What counts of somebody who is not known: nothing. */
export const nothingCounts: TrustFacts = {
  ...{ founding: false, vouches: 0, references: 0 },
  ...{ activeSince: null, trainings: 0, shadowed: 0, meetings: 0 },
};

/** Somebody's level, and what they lack for the next. */
export async function standing(ctx: Ctx, id: string) {
  const facts = (await trustFacts(ctx, [id])).get(id) ?? nothingCounts;
  const trust = await trustRules(ctx);
  return { facts, trust, ...standingOf(facts, trust, ctx.now) };
}

/** What somebody lacks, as one reads it. */
export const lackingWords = (lacking: readonly Lacking[]): string =>
  lacking
    .map(({ what, has, of }) => `${what === 'days' ? 'days as active' : what} ${has} of ${of}`)
    .join(', ');

/** Throws 422, with what is missing, for a role that somebody is not trusted with yet. */
export async function mustBeTrusted(ctx: Ctx, personId: string, role: string): Promise<void> {
  const { facts, trust } = await standing(ctx, personId);
  const lacking = lackingForRole(role, facts, trust, ctx.now);
  if (lacking.length === 0) return;
  throw refused(
    `The role ${role} is given from trust level ${levelFor(role, trust)} on. Missing: ${lackingWords(lacking)}.`,
    'Nothing was changed. Their page says what is missing; give the role when it is there.',
    Object.fromEntries(lacking.map(({ what, has, of }) => [what, `${has}/${of}`])),
  );
}

/** Whether somebody who was met may become active, and everything that is missing. */
export async function readiness(ctx: Ctx, id: string): Promise<{ ok: boolean; missing: NotActiveYet[] }> {
  const { level } = await standing(ctx, id);
  const found = await person(ctx, id);
  return mayBeActive({ ...found, inForce: await agreementsInForce(ctx), vouched: level > 0 });
}

/** What is missing, in words. */
const notYet: Record<NotActiveYet, string> = {
  not_met: 'nobody noted that they were met',
  no_agreement: 'they have not signed the conduct agreement as it now reads',
  no_vouches: 'they have too few vouches',
};

/**
 * Makes somebody active who was met, signed and is vouched for. Again is the same act. Throws 409 with what is missing,
 * 403, 404 outside what one may see.
 */
export async function activate(ctx: Ctx, id: string): Promise<Person> {
  await store.lockPerson(ctx.tx, ctx.network.id, id);
  const member = await visible(ctx, id);
  authorize(policy, ctx.actor, 'activate', 'person', member);
  if (member.state === 'active') return member;
  const { ok, missing } = await readiness(ctx, id);
  if (!ok)
    throw conflict(
      `${member.callSign} cannot be active yet: ${missing.map((code) => notYet[code]).join('; ')}.`,
      { missing: missing.join(' ') },
    );
  await store.moveTo(ctx.tx, ctx.network.id, [id], 'active', ctx.now);
  await audit(ctx, { act: 'person.active', subject: id });
  await emit(
    ctx,
    { kind: 'person.active', subject: id, data: { person: id } },
    { kind: 'person.changed', subject: id, data: { person: id } },
  );
  return person(ctx, id);
}

/** Something in other rooms counts towards people's trust, once. Who is not known here is left out. */
export const mark = (ctx: Ctx, marks: Omit<store.MarkRow, 'at'>[]): Promise<void> =>
  store.insertMarks(
    ctx.tx,
    ctx.network.id,
    marks.map((m) => ({ ...m, at: ctx.now })),
  );

/** A merge is undone within a day; an hour more, for who follows it late. */
const mergedAtMost = 25 * 60;

/** Two again: a training that counted while both were one counts no more for who does not hold its certificate. */
export const unmarkTrainings = (ctx: Ctx, personId: string, held: readonly string[]): Promise<void> =>
  store.deleteTrainingMarks(ctx, personId, held, plusMinutes(ctx.now, -mergedAtMost));
