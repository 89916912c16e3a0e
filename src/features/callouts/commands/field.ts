import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { forbidden, notFound } from '../../../platform/problem.ts';
import { keptDays } from '../../holds/index.ts';
import { person } from '../../people/index.ts';
import { zones } from '../../places/index.ts';
import { currentPlaybook, type Playbook, type Words } from '../../playbooks/index.ts';
import type { Action, Done, Field, FieldAssignment } from '../contract.ts';
import { inAll, isKey, say } from '../messages.ts';
import { isSeated, openActions, takesPart } from '../rules.ts';
import * as store from '../store.ts';
import { briefOf, langFor, meetOf, signsOf } from './common.ts';
import { nextAfter } from './replies.ts';
import { standingOf } from './steps.ts';

const historyDays = 7;

/** Who acts with their own phone. Throws 403 for an account without a member. */
export function myself(ctx: Ctx): string {
  if (!ctx.actor.personId) throw forbidden('this without being a member');
  return ctx.actor.personId;
}

/** Throws 404 where the assignment is not one's own: others' are not to be seen. */
export async function mustBeMine(ctx: Ctx, assignmentId: string): Promise<store.AssignmentRow> {
  const row = await store.selectAssignment(ctx, assignmentId);
  if (!row || row.personId !== myself(ctx)) throw notFound('assignment');
  return row;
}

/** My asks and assignments, with all that is needed while the network is gone. */
export async function readField(ctx: Ctx): Promise<Field> {
  const me = await person(ctx, myself(ctx));
  const playbook = await currentPlaybook(ctx);
  const rows = await store.selectAssignmentsOfPeople(
    ctx,
    [me.id],
    plusMinutes(ctx.now, -historyDays * 24 * 60),
  );
  const mine = await present(ctx, rows, playbook);
  const isOpen = (a: FieldAssignment) =>
    isSeated(a.state) ||
    (a.state === 'departed' && !a.debriefedAt) ||
    (!a.over && (a.state === 'asked' || a.state === 'no_answer' || a.state === 'reserve')) ||
    (a.standDown !== null && a.standDown.ackedAt === null);
  return {
    now: ctx.now.toISOString(),
    callSign: me.callSign,
    paused: me.state === 'paused',
    emergencyNumber: ctx.network.emergencyNumber,
    conduct: { version: playbook.conduct.version, lines: playbook.conduct.lines },
    debrief: playbook.debrief,
    keptDays: (await keptDays(ctx)).debrief,
    assignments: mine.filter(isOpen),
    history: mine.filter((a) => !isOpen(a)),
  };
}

/** The assignment as the phone shows it, and what is next in a sentence. */
export async function done(
  ctx: Ctx,
  assignmentId: string,
  outcome: Done['outcome'],
  next: string | { after: Action },
): Promise<Done> {
  const row = (await store.selectAssignment(ctx, assignmentId))!;
  const callout = (await store.selectCallout(ctx, row.calloutId))!;
  const [assignment] = await present(ctx, [row], await currentPlaybook(ctx));
  const waits = assignment!.waits;
  const words =
    typeof next === 'string'
      ? next
      : next.after === 'conduct' && waits
        ? `${callout.code}: ${say(langFor(row), `waits.${waits}`)}`
        : nextAfter(ctx, row, callout, next.after);
  return { outcome, next: words, assignment: assignment! };
}

async function present(
  ctx: Ctx,
  rows: store.AssignmentRow[],
  playbook: Playbook,
): Promise<FieldAssignment[]> {
  const callouts = new Map(
    (
      await store.selectCallouts(
        ctx,
        rows.map((r) => r.calloutId),
      )
    ).map((c) => [c.id, c]),
  );
  const team = await store.selectAssignmentsAt(ctx, [...new Set(rows.map((r) => r.incidentId))]);
  const signs = await signsOf(
    ctx,
    team.filter((r) => isSeated(r.state)).map((r) => r.personId),
  );
  const ids = rows.map((r) => r.id);
  const acks = await store.selectAcksOf(ctx, ids);
  const standDowns = await store.selectStandDownsAt(ctx, [...new Set(rows.map((r) => r.incidentId))]);
  const debriefed = await store.selectDebriefed(ctx, ids);
  const zoneNames = new Map((await zones(ctx)).map((z) => [z.id, z.name]));
  return Promise.all(
    rows.map(async (row) => {
      const callout = callouts.get(row.calloutId)!;
      const standing = await standingOf(ctx, row, callout, ctx.now);
      const ack = acks.filter((k) => k.assignmentId === row.id).at(-1);
      const given = standDowns.find((s) => s.id === ack?.standDownId);
      // The meet point is for those who said yes and hold a seat, and for their debrief.
      const knows = isSeated(row.state) || row.state === 'departed';
      return {
        ...steps(row),
        ...ask(callout, row),
        roleName: roleName(playbook, row.role),
        zone: (callout.zoneId && zoneNames.get(callout.zoneId)) ?? null,
        filled: team.filter((r) => r.calloutId === callout.id && takesPart(r)).length,
        meet: knows ? meetOf(ctx, callout) : null,
        brief: knows ? briefOf(ctx, callout) : null,
        partners: knows
          ? team
              .filter((r) => r.incidentId === row.incidentId && r.id !== row.id && isSeated(r.state))
              .map((r) => ({
                callSign: signs.get(r.personId) ?? '',
                role: r.role,
                state: r.state,
                etaAt: iso(r.etaAt),
              }))
          : [],
        debriefedAt: iso(debriefed.get(row.id) ?? null),
        standDown: given
          ? {
              id: given.id,
              reason: given.reason,
              at: given.at.toISOString(),
              ackedAt: iso(ack?.ackedAt ?? null),
            }
          : null,
        over: standing.over,
        waits: standing.waits,
        can: openActions(standing),
      };
    }),
  );
}

const iso = (at: Date | null) => at?.toISOString() ?? null;

const steps = (row: store.AssignmentRow) => ({
  id: row.id,
  incidentId: row.incidentId,
  state: row.state,
  role: row.role,
  finding: row.finding,
  askedAt: row.askedAt.toISOString(),
  answeredAt: iso(row.answeredAt),
  etaAt: iso(row.etaAt),
  conductAt: iso(row.conductAt),
  enRouteAt: iso(row.enRouteAt),
  onSceneAt: iso(row.onSceneAt),
  checkInAt: iso(row.checkInAt),
  checkInDueAt: iso(row.checkInDueAt),
  missed: row.missedAt !== null,
  mayWait: row.mayWaitAt !== null,
  alone: row.aloneAt !== null,
  departedAt: iso(row.departedAt),
});

const ask = (
  { code, purpose, manner, drill, minutes, wanted, checkInMinutes }: store.CalloutRow,
  row: store.AssignmentRow,
) => ({
  ...{ code, purpose, manner, drill, minutes, wanted, checkInMinutes },
  distanceM: row.distanceM === null ? null : Math.round(row.distanceM / 100) * 100,
});

function roleName(playbook: Playbook, role: string): Words {
  const known = playbook.roles.find((r) => r.id === role)?.label;
  const key = `role.${role}`;
  return known ?? (isKey(key) ? inAll(key) : { en: role, es: role, zh: role });
}
