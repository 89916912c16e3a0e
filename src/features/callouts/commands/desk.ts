import type { Ctx } from '../../../platform/context.ts';
import { abilities, authorize, can } from '../../../platform/policy.ts';
import { notFound } from '../../../platform/problem.ts';
import { incident } from '../../incidents/index.ts';
import { callSigns } from '../../people/index.ts';
import { zones } from '../../places/index.ts';
import { callsStopped, currentPlaybook } from '../../playbooks/index.ts';
import type { Alarm, Assignment, Callout, Purpose, StandDown } from '../contract.ts';
import { policy } from '../policy.ts';
import { etaMinutes, isSeated, MAY_ACCEPT } from '../rules.ts';
import * as store from '../store.ts';
import { nearby } from './candidates.ts';
import { briefOf, meetOf, signsOf } from './common.ts';
import { placeRoom } from './places.ts';

const iso = (at: Date | null) => at?.toISOString() ?? null;

/** Call-outs under way, or all of one incident. */
export async function listCallouts(ctx: Ctx, incidentId: string | undefined): Promise<Callout[]> {
  authorize(policy, ctx.actor, 'read', 'callout');
  return present(
    ctx,
    incidentId ? await store.selectCalloutsOf(ctx, incidentId) : await store.selectLiveCallouts(ctx),
  );
}

/** Throws 404. */
export async function readCallout(ctx: Ctx, id: string): Promise<Callout> {
  authorize(policy, ctx.actor, 'read', 'callout');
  const row = await store.selectCallout(ctx, id);
  if (!row) throw notFound('call-out');
  return (await present(ctx, [row]))[0]!;
}

interface Around {
  acks: store.AckRow[];
  emergencies: store.EmergencyRow[];
  debriefed: Map<string, Date>;
  signs: Map<string, string>;
  deskSigns: Map<string, string>;
}

async function present(ctx: Ctx, rows: store.CalloutRow[]): Promise<Callout[]> {
  const incidentIds = [...new Set(rows.map((r) => r.incidentId))];
  const assignments = await store.selectAssignmentsOf(
    ctx,
    rows.map((r) => r.id),
  );
  const ids = assignments.map((a) => a.id);
  const around: Around = {
    acks: await store.selectAcksOf(ctx, ids),
    emergencies: await store.selectEmergenciesAt(ctx, incidentIds),
    debriefed: await store.selectDebriefed(ctx, ids),
    signs: await signsOf(
      ctx,
      assignments.map((a) => a.personId),
    ),
    deskSigns: await callSigns(ctx, [
      ...rows.map((r) => r.by),
      ...assignments.flatMap((a) => a.answeredBy ?? []),
    ]),
  };
  const standDowns = await store.selectStandDownsAt(ctx, incidentIds);
  const numbers = new Map<string, number>();
  for (const id of incidentIds) numbers.set(id, (await incident(ctx, id)).number);
  const zoneNames = new Map((await zones(ctx)).map((z) => [z.id, z.name]));
  return Promise.all(
    rows.map(async (row) => {
      const own = assignments.filter((a) => a.calloutId === row.id);
      const last = standDowns.filter((s) => s.incidentId === row.incidentId && s.at >= row.at).at(-1);
      return {
        ...presentCallout(ctx, row),
        incidentNumber: numbers.get(row.incidentId)!,
        filled: own.filter((a) => isSeated(a.state) || a.state === 'departed').length,
        asked: own.length,
        zone: (row.zoneId && zoneNames.get(row.zoneId)) ?? null,
        by: around.deskSigns.get(row.by) ?? null,
        standDown: last
          ? {
              id: last.id,
              reason: last.reason,
              at: last.at.toISOString(),
              unacked: around.acks.filter((k) => k.standDownId === last.id && !k.ackedAt).length,
            }
          : null,
        assignments: await Promise.all(own.map((a) => presentAssignment(ctx, a, around))),
        can: calloutAbilities(ctx, row, own),
      };
    }),
  );
}

function presentCallout(ctx: Ctx, row: store.CalloutRow) {
  const { id, code, incidentId, purpose, manner, roles, languages, wanted, minutes, wave, drill } = row;
  return {
    ...{ id, code, incidentId, purpose, manner, roles, languages, wanted, minutes, wave, drill },
    meet: meetOf(ctx, row),
    brief: briefOf(ctx, row),
    checkInMinutes: row.checkInMinutes,
    at: row.at.toISOString(),
    closedAt: iso(row.closedAt),
  };
}

function calloutAbilities(ctx: Ctx, row: store.CalloutRow, own: store.AssignmentRow[]): string[] {
  const open = row.closedAt === null;
  const verbs = abilities(policy, ctx.actor, 'callout').filter((v) => v === 'resend' || v === 'close');
  const live = open || own.some((a) => isSeated(a.state));
  return [
    ...(open ? verbs : []),
    ...(live && can(policy, ctx.actor, 'send', 'standDown') ? ['standDown'] : []),
  ];
}

async function presentAssignment(ctx: Ctx, a: store.AssignmentRow, around: Around): Promise<Assignment> {
  const ack = around.acks.filter((k) => k.assignmentId === a.id).at(-1);
  const emergency = around.emergencies.filter((e) => e.assignmentId === a.id).at(-1);
  const { id, personId, role, state, wave, distanceM, relieves, finding } = a;
  return {
    ...{ id, personId, role, state, wave, distanceM, relieves, finding },
    callSign: around.signs.get(personId) ?? '',
    etaAt: iso(a.etaAt),
    askedAt: a.askedAt.toISOString(),
    answeredAt: iso(a.answeredAt),
    answeredBy: (a.answeredBy && around.deskSigns.get(a.answeredBy)) ?? null,
    conductAt: iso(a.conductAt),
    enRouteAt: iso(a.enRouteAt),
    onSceneAt: iso(a.onSceneAt),
    checkInDueAt: iso(a.checkInDueAt),
    checkInAt: iso(a.checkInAt),
    missedAt: iso(a.missedAt),
    departedAt: iso(a.departedAt),
    says: a.says && (await ctx.vault.open<string>(a.says, { record: id, field: 'says' })),
    need: a.needAt && a.needWho ? { who: a.needWho, at: a.needAt.toISOString() } : null,
    standDown: ack
      ? { id: ack.standDownId, ackedAt: iso(ack.ackedAt), escalatedAt: iso(ack.escalatedAt) }
      : null,
    emergency: emergency
      ? {
          id: emergency.id,
          kind: emergency.kind,
          at: emergency.at.toISOString(),
          handledAt: iso(emergency.handledAt),
        }
      : null,
    debriefedAt: iso(around.debriefed.get(id) ?? null),
    can: assignmentAbilities(ctx, a, ack),
  };
}

function assignmentAbilities(ctx: Ctx, a: store.AssignmentRow, ack: store.AckRow | undefined): string[] {
  const fits: Record<string, boolean> = {
    answer: MAY_ACCEPT.includes(a.state) || a.state === 'accepted' || a.state === 'en_route',
    seat: a.state === 'reserve',
    step: isSeated(a.state),
    ack: !!ack && !ack.ackedAt,
    needSeen: a.needAt !== null,
  };
  return abilities(policy, ctx.actor, 'assignment').filter((verb) => fits[verb]);
}

/** Who could be asked near a place, and why others could not. */
export async function preview(
  ctx: Ctx,
  wish: {
    purpose: Purpose;
    lat: number;
    lon: number;
    minutes?: number | undefined;
    language?: string | undefined;
  },
) {
  authorize(policy, ctx.actor, 'start', 'callout');
  const meet = { lat: wish.lat, lon: wish.lon };
  const near = await nearby(ctx, {
    purpose: wish.purpose,
    meet,
    languages: wish.language ? [wish.language] : [],
    minutes: wish.minutes ?? 15,
  });
  const fit = near.filter((n) => n.reasons.length === 0);
  const counts = new Map<string, number>();
  for (const { reasons } of near) if (reasons[0]) counts.set(reasons[0], (counts.get(reasons[0]) ?? 0) + 1);
  const stop = await callsStopped(ctx);
  return {
    eligible: fit.length,
    free: await placeRoom(ctx, meet),
    first: fit.slice(0, 8).map(({ responder, distanceM }) => ({
      personId: responder.personId,
      callSign: responder.callSign,
      distanceM,
      etaMinutes: etaMinutes(distanceM),
      languages: responder.languages,
    })),
    others: [...counts].map(([reason, count]) => ({
      reason: reason as (typeof near)[number]['reasons'][number],
      count,
    })),
    stopped: stop?.reason ?? null,
  };
}

/** A stand-down with everyone it went to. Throws 404. */
export async function readStandDown(ctx: Ctx, id: string): Promise<StandDown> {
  const row = await store.selectStandDown(ctx, id);
  if (!row) throw notFound('stand-down');
  const acks = await store.selectAcks(ctx, id);
  const people = await store.selectAssignmentsAt(ctx, [row.incidentId]);
  const personOf = new Map(people.map((a) => [a.id, a.personId]));
  const signs = await signsOf(
    ctx,
    acks.flatMap((k) => personOf.get(k.assignmentId) ?? []),
  );
  return {
    id,
    incidentId: row.incidentId,
    reason: row.reason,
    at: row.at.toISOString(),
    by: row.by ? ((await callSigns(ctx, [row.by])).get(row.by) ?? null) : null,
    to: acks.map((k) => ({
      assignmentId: k.assignmentId,
      callSign: signs.get(personOf.get(k.assignmentId) ?? '') ?? '',
      ackedAt: iso(k.ackedAt),
      escalatedAt: iso(k.escalatedAt),
    })),
  };
}

/** What needs the desk at once, the gravest first, then the oldest. */
export async function alarms(ctx: Ctx): Promise<Alarm[]> {
  authorize(policy, ctx.actor, 'read', 'callout');
  const emergencies = await store.selectOpenEmergencies(ctx);
  const others = await store.selectAlarms(ctx);
  const hurt = await Promise.all(
    emergencies.map(async (e) => ({ e, a: (await store.selectAssignment(ctx, e.assignmentId))! })),
  );
  const signs = await signsOf(ctx, [...hurt.map(({ a }) => a.personId), ...others.map((o) => o.personId)]);
  const mayHandle = can(policy, ctx.actor, 'handle', 'emergency');
  const verbs = abilities(policy, ctx.actor, 'assignment');
  const verbOf = { missed: 'step', unacked: 'ack', need: 'needSeen' } as const;
  return [
    ...hurt.map(({ e, a }) => ({
      id: e.id,
      kind: 'emergency' as const,
      at: e.at.toISOString(),
      detail: e.kind,
      assignmentId: a.id,
      calloutId: a.calloutId,
      incidentId: a.incidentId,
      standDownId: null,
      callSign: signs.get(a.personId) ?? '',
      can: mayHandle ? ['handle'] : [],
    })),
    ...others
      .sort((a, b) => a.at.getTime() - b.at.getTime())
      .map(({ personId, at, ...o }) => ({
        ...o,
        id: o.assignmentId,
        at: at.toISOString(),
        callSign: signs.get(personId) ?? '',
        can: verbs.filter((v) => v === verbOf[o.kind]),
      })),
  ];
}

/** The debriefs of an incident, opened for the desk. */
export async function debriefs(ctx: Ctx, incidentId: string) {
  authorize(policy, ctx.actor, 'read', 'callout');
  const about = await incident(ctx, incidentId);
  const questions = (await currentPlaybook(ctx, about.playbook)).debrief;
  const rows = await store.selectAssignmentsAt(ctx, [incidentId]);
  const signs = await signsOf(
    ctx,
    rows.map((r) => r.personId),
  );
  const found = await store.selectDebriefs(
    ctx,
    rows.map((r) => r.id),
  );
  return Promise.all(
    found.map(async ({ assignmentId, answers, at }) => {
      const row = rows.find((r) => r.id === assignmentId)!;
      const said = await ctx.vault.open<Record<string, string | number | boolean>>(answers, {
        record: assignmentId,
        field: 'answers',
      });
      return {
        assignmentId,
        callSign: signs.get(row.personId) ?? '',
        role: row.role,
        at: at.toISOString(),
        answers: Object.entries(said).map(([id, says]) => ({
          id,
          ask: questions.find((q) => q.id === id)?.ask ?? { en: id, es: id, zh: id },
          says,
        })),
      };
    }),
  );
}
