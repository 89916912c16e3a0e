import type { Ctx } from '../../../platform/context.ts';
import { boxOf } from '../../../platform/crypto/vault.ts';
import { abilities, authorize, can } from '../../../platform/policy.ts';
import { notFound } from '../../../platform/problem.ts';
import { incident } from '../../incidents/index.ts';
import { callSigns } from '../../people/index.ts';
import { currentPlaybook } from '../../playbooks/index.ts';
import type { Alarm, DebriefAnswers, StandDown } from '../contract.ts';
import { policy } from '../policy.ts';
import * as store from '../store.ts';
import { signsOf } from './common.ts';

const iso = (at: Date | null) => at?.toISOString() ?? null;

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
  const verbOf = {
    missed: ['step'],
    alone: ['letWait'],
    late: ['step', 'release'],
    unacked: ['ack'],
    need: ['needSeen'],
  };
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
        can: verbs.filter((v) => verbOf[o.kind].includes(v)),
      })),
  ];
}

/** The debriefs of an incident, sealed as they are, with the questions that they answer. */
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
  const items = found.map(({ assignmentId, answers, at }) => {
    const row = rows.find((r) => r.id === assignmentId)!;
    return {
      assignmentId,
      callSign: signs.get(row.personId) ?? '',
      role: row.role,
      at: at.toISOString(),
      answers: boxOf<DebriefAnswers>(answers, { record: assignmentId, field: 'answers' }),
    };
  });
  return { questions: questions.map(({ id, ask }) => ({ id, ask })), items };
}
