import type { Ctx } from '../../../platform/context.ts';
import { boxOf } from '../../../platform/crypto/vault.ts';
import { abilities, authorize, can } from '../../../platform/policy.ts';
import { notFound } from '../../../platform/problem.ts';
import { incidents } from '../../incidents/index.ts';
import { callSigns } from '../../people/index.ts';
import { zones } from '../../places/index.ts';
import type { Purpose, SentAssignment, SentCallout, Waits } from '../contract.ts';
import { policy } from '../policy.ts';
import { isSeated, MAY_ACCEPT, takesPart, waitsFor } from '../rules.ts';
import * as store from '../store.ts';
import { briefOf, meetOf, signsOf } from './common.ts';

const iso = (at: Date | null) => at?.toISOString() ?? null;

/** Call-outs under way, or all of one incident. */
export async function listCallouts(ctx: Ctx, incidentId: string | undefined): Promise<SentCallout[]> {
  authorize(policy, ctx.actor, 'read', 'callout');
  return present(
    ctx,
    incidentId ? await store.selectCalloutsOf(ctx, incidentId) : await store.selectLiveCallouts(ctx),
  );
}

/** Throws 404. */
export async function readCallout(ctx: Ctx, id: string): Promise<SentCallout> {
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
  /** Those with a seat at the same incidents. */
  seated: store.AssignmentRow[];
  verification: Map<string, string>;
}

async function present(ctx: Ctx, rows: store.CalloutRow[]): Promise<SentCallout[]> {
  const incidentIds = [...new Set(rows.map((r) => r.incidentId))];
  const assignments = await store.selectAssignmentsOf(
    ctx,
    rows.map((r) => r.id),
  );
  const standDowns = await store.selectStandDownsAt(ctx, incidentIds);
  // What comes after a yes is not looked for where nobody has said it, as on a call-out that was just made.
  const ids = assignments.filter((a) => a.answeredAt).map((a) => a.id);
  const about = await incidents(ctx, incidentIds);
  const around: Around = {
    seated: assignments.some((a) => a.state === 'accepted')
      ? await store.selectSeatedAt(ctx, incidentIds)
      : [],
    verification: new Map([...about].map(([id, one]) => [id, one.verification])),
    acks: standDowns.length > 0 ? await store.selectAcksOf(ctx, ids) : [],
    emergencies: ids.length > 0 ? await store.selectEmergenciesAt(ctx, incidentIds) : [],
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
  const zoneNames = new Map((await zones(ctx)).map((z) => [z.id, z.name]));
  return Promise.all(
    rows.map(async (row) => {
      const own = assignments.filter((a) => a.calloutId === row.id);
      const last = standDowns.filter((s) => s.incidentId === row.incidentId && s.at >= row.at).at(-1);
      return {
        ...presentCallout(ctx, row),
        incidentNumber: about.get(row.incidentId)!.number,
        filled: own.filter(takesPart).length,
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
        assignments: own.map((a) => presentAssignment(ctx, a, row, around)),
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

function presentAssignment(
  ctx: Ctx,
  a: store.AssignmentRow,
  callout: store.CalloutRow,
  around: Around,
): SentAssignment {
  const ack = around.acks.filter((k) => k.assignmentId === a.id).at(-1);
  const emergency = around.emergencies.filter((e) => e.assignmentId === a.id).at(-1);
  const waits = isSeated(a.state)
    ? waitsFor({
        ...callout,
        state: a.state,
        others: around.seated.filter((r) => r.incidentId === a.incidentId && r.id !== a.id).length,
        mayWait: a.mayWaitAt !== null,
        isConfirmed: around.verification.get(a.incidentId) === 'confirmed',
      })
    : null;
  const { id, personId, role, state, wave, distanceM, relieves, finding } = a;
  return {
    ...{ id, personId, role, state, wave, distanceM, relieves, finding },
    callSign: around.signs.get(personId) ?? '',
    etaAt: iso(a.etaAt),
    askedAt: a.askedAt.toISOString(),
    answeredAt: iso(a.answeredAt),
    answeredBy: (a.answeredBy && around.deskSigns.get(a.answeredBy)) ?? null,
    conductAt: iso(a.conductAt),
    waits,
    mayWaitAt: iso(a.mayWaitAt),
    aloneAt: iso(a.aloneAt),
    lateAt: iso(a.lateAt),
    enRouteAt: iso(a.enRouteAt),
    onSceneAt: iso(a.onSceneAt),
    checkInDueAt: iso(a.checkInDueAt),
    checkInAt: iso(a.checkInAt),
    missedAt: iso(a.missedAt),
    departedAt: iso(a.departedAt),
    says: a.says && boxOf(a.says, { record: id, field: 'says' }),
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
    can: assignmentAbilities(ctx, a, { ack, waits, purpose: callout.purpose }),
  };
}

function assignmentAbilities(
  ctx: Ctx,
  a: store.AssignmentRow,
  { ack, waits, purpose }: { ack: store.AckRow | undefined; waits: Waits | null; purpose: Purpose },
): string[] {
  const fits: Record<string, boolean> = {
    answer: MAY_ACCEPT.includes(a.state) || a.state === 'accepted' || a.state === 'en_route',
    seat: a.state === 'reserve',
    step: isSeated(a.state),
    letWait: waits === 'partner' || (isSeated(a.state) && a.aloneAt !== null),
    release: a.state === 'accepted',
    finding: purpose === 'verify' && (a.state === 'on_scene' || a.state === 'departed'),
    ack: !!ack && !ack.ackedAt,
    needSeen: a.needAt !== null,
  };
  return abilities(policy, ctx.actor, 'assignment').filter((verb) => fits[verb]);
}
