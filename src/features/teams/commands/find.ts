import { audit } from '../../../platform/audit/index.ts';
import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { authorize, can } from '../../../platform/policy.ts';
import { forbidden, notFound, type Problem } from '../../../platform/problem.ts';
import { callSigns, localMinute, responderFacts, type Spent, spend } from '../../people/index.ts';
import { onCallNow } from '../../shifts/index.ts';
import { currentCertificates } from '../../trainings/index.ts';
import type { Found, Need } from '../contract.ts';
import { policy } from '../policy.ts';
import {
  fairly,
  fits,
  isOpen,
  LEAD_LOOKS,
  NEED_DAYS,
  REST_HOURS,
  roughly,
  SHOWN,
  standingOf,
} from '../rules.ts';
import * as store from '../store.ts';
import { leads, leadsAny, teamToChange, wordsBound } from './common.ts';

const shiftRoles = ['operator', 'dispatcher', 'verifier', 'interpreter', 'legal', 'medic'];

/**
 * Looks for people by need: how many are so, and at most five of those who said that they may be found, who were not asked
 * within a day; by a role, or for a team by its leads. Each one shown is a look, and so is an answer with nobody. Throws 403; a spent budget comes back as a
 * problem. The same id again gives the same people.
 */
export async function find(
  ctx: Ctx,
  { id, teamId, need }: { id: string; teamId: string | null; need: Need },
): Promise<Spent<Found> | Problem> {
  const leading = teamId !== null && (await leads(ctx, teamId));
  if (!leading) authorize(policy, ctx.actor, 'find', 'need');
  if (teamId) await mustSpeakFor(ctx, teamId);
  const show = async (room: number) => {
    const before = await store.selectNeed(ctx, id);
    if (before) {
      if (before.by !== ctx.actor.personId) return { shown: 1, answer: notFound('need') };
      return { shown: 1, answer: (await present(ctx, [before]))[0]! };
    }
    const { fit, ids } = await whoFits(ctx, need);
    const shown = ids.slice(0, Math.min(SHOWN, room));
    const row = { id, teamId, by: ctx.actor.personId!, at: ctx.now, need, fit };
    await store.insertNeed(ctx, row, shown);
    await audit(ctx, { act: 'need.searched', subject: id, data: { shown: shown.length } });
    const [found] = await present(ctx, [{ ...row, words: null, closedAt: null }]);
    return { shown: shown.length, answer: found! };
  };
  return spend<Found>(ctx, show, leading ? LEAD_LOOKS : undefined);
}

/** In the name of a team speak its leads and who looks after it. */
async function mustSpeakFor(ctx: Ctx, teamId: string): Promise<void> {
  const team = await teamToChange(ctx, teamId);
  if (!can(policy, ctx.actor, 'change', 'team', team) && !(await leads(ctx, teamId)))
    throw forbidden('ask for this team');
}

/** How many active members meet a need, and the ids of those who may be found, in the order in which they are asked. */
async function whoFits(ctx: Ctx, need: Need): Promise<{ fit: number; ids: string[] }> {
  const findable = await store.selectFindable(ctx);
  const everyone = (await responderFacts(ctx, null)).filter((p) => p.active && p.id !== ctx.actor.personId);
  const certificates = need.course
    ? await currentCertificates(ctx, null)
    : new Map<string, { course: string }[]>();
  const at = need.at ? localMinute(new Date(need.at), ctx.network.timeZone) : null;
  const onShift = need.onShift ? await idsOnShift(ctx) : new Set<string>();
  const fitting = everyone.filter((p) =>
    fits(
      need,
      {
        ...p,
        skills: [...p.skills, ...(findable.get(p.id) ?? [])],
        courses: (certificates.get(p.id) ?? []).map((c) => c.course),
        onShift: onShift.has(p.id),
      },
      at,
    ),
  );
  const asked = await store.selectLastAsked(ctx);
  const rested = plusMinutes(ctx.now, -REST_HOURS * 60);
  const free = fitting
    .filter((p) => findable.has(p.id))
    .map(({ id }) => ({ id, askedAt: asked.get(id) ?? null }))
    .filter(({ askedAt }) => !askedAt || askedAt <= rested);
  return { fit: fitting.length, ids: fairly(free).map(({ id }) => id) };
}

async function idsOnShift(ctx: Ctx): Promise<Set<string>> {
  const onCall = await onCallNow(ctx);
  return new Set(shiftRoles.flatMap((role) => onCall(role)));
}

/** What the actor looked for lately, the newest first, with what those said whom they asked. */
export async function listNeeds(ctx: Ctx): Promise<{ items: Found[] }> {
  const { personId } = ctx.actor;
  if (!personId || !(await leadsAny(ctx))) authorize(policy, ctx.actor, 'find', 'need');
  if (!personId) return { items: [] };
  const rows = await store.selectNeedsOf(ctx, personId, plusMinutes(ctx.now, -NEED_DAYS * 24 * 60));
  return { items: await present(ctx, rows) };
}

async function present(ctx: Ctx, rows: store.NeedRow[]): Promise<Found[]> {
  const shown = await store.selectShown(
    ctx,
    rows.map((row) => row.id),
  );
  const signs = await callSigns(
    ctx,
    shown.map((s) => s.personId),
  );
  return rows.map(({ id, at, need, fit, teamId, words, closedAt }) => ({
    ...{ id, at: at.toISOString(), need, fit: roughly(fit), teamId },
    words: words && ctx.vault.decrypt<string>(words, wordsBound(id)),
    open: isOpen({ need, closedAt }, at, ctx.now),
    people: shown
      .filter((s) => s.needId === id)
      .map((s) => ({
        ...{ personId: s.personId, callSign: signs.get(s.personId) ?? '', standing: standingOf(s) },
      })),
  }));
}
