import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { newId } from '../../../platform/id.ts';
import { authorize } from '../../../platform/policy.ts';
import { notFound } from '../../../platform/problem.ts';
import { send } from '../../channels/index.ts';
import { settle } from '../../escalations/index.ts';
import { incident, note } from '../../incidents/index.ts';
import { emergencyContact, people } from '../../people/index.ts';
import { onShift } from '../../shifts/index.ts';
import { langOf, say } from '../messages.ts';
import { policy } from '../policy.ts';
import { isSeated } from '../rules.ts';
import * as store from '../store.ts';
import { assignmentEvent, langFor, signsOf, zoneNameFor } from './common.ts';
import { standAllDown } from './standdown.ts';
import { type Act, type Opened, step } from './steps.ts';
import { awaitDesk, writeChange } from './wait.ts';

/** A check-in is overdue: the person and the partner are asked, the desk is alarmed. Once until the next word. */
export async function missCheckIn(ctx: Ctx, assignmentId: string): Promise<void> {
  const [row] = await store.lockAssignments(ctx, [assignmentId]);
  if (!row || (row.state !== 'on_scene' && row.state !== 'en_route')) return;
  if (row.missedAt || !row.checkInDueAt || row.checkInDueAt > ctx.now) return;
  await store.updateAssignments(ctx, [row.id], { missed_at: ctx.now });
  const callout = (await store.selectCallout(ctx, row.calloutId))!;
  const signs = await signsOf(ctx, [row.personId]);
  const name = signs.get(row.personId) ?? '';
  const number = ctx.network.emergencyNumber;
  await send(ctx, [
    urgent(row, callout, say(langFor(row), 'missed', { code: callout.code, number }), 'missed'),
  ]);
  await tellPartners(ctx, row, callout, 'missedPartner', name);
  await awaitDesk(ctx, 'checkIn', row, callout);
  await note(ctx, row.incidentId, 'assignment.missed', {
    subject: row.id,
    data: { code: callout.code, callSign: name },
  });
  await emit(ctx, assignmentEvent('assignment.missed', row));
}

const urgent = (row: store.AssignmentRow, callout: store.CalloutRow, body: string, purpose: string) => ({
  to: { personId: row.personId },
  body,
  language: row.language,
  purpose,
  subject: row.id,
  urgent: true,
  drill: callout.drill,
});

/** Everyone else who is out on the same incident. */
async function tellPartners(
  ctx: Ctx,
  row: store.AssignmentRow,
  callout: store.CalloutRow,
  key: 'missedPartner' | 'needPartner',
  name: string,
): Promise<void> {
  const partners = (await store.selectAssignmentsAt(ctx, [row.incidentId])).filter(
    (r) => r.id !== row.id && isSeated(r.state),
  );
  await send(
    ctx,
    partners.map((p) => urgent(p, callout, say(langFor(p), key, { code: callout.code, name }), 'partner')),
  );
}

/** I need my partner, or the desk. */
export const need = (ctx: Ctx, id: string, act: Act & { who: 'partner' | 'desk' }) =>
  step(ctx, 'need', id, act, ({ row, callout, at }) => ({
    change: { need_who: act.who, need_at: at },
    data: { who: act.who },
    follow: async () => {
      const signs = await signsOf(ctx, [row.personId]);
      if (act.who === 'partner')
        await tellPartners(ctx, row, callout, 'needPartner', signs.get(row.personId) ?? '');
      await awaitDesk(ctx, 'need', row, callout);
    },
  }));

/** Somebody at the desk has taken it up. */
export async function seeNeed(ctx: Ctx, assignmentId: string): Promise<store.AssignmentRow> {
  authorize(policy, ctx.actor, 'needSeen', 'assignment');
  const [row] = await store.lockAssignments(ctx, [assignmentId]);
  if (!row) throw notFound('assignment');
  if (!row.needAt) return row;
  await writeChange(ctx, [row.id], { need_who: null, need_at: null });
  await note(ctx, row.incidentId, 'assignment.need_seen', { subject: row.id });
  await emit(ctx, assignmentEvent('assignment.need_seen', row));
  return row;
}

/**
 * One of ours is hurt or arrested: the desk is alarmed, everyone is stood down, contact and lawyers are told, all in
 * one act. The emergency number comes first and is called by the person, not by us.
 */
export async function raiseEmergency(ctx: Ctx, id: string, act: Act & { kind: 'hurt' | 'arrested' }) {
  // The stand-down takes this lock, which comes before all others.
  await store.lockPlaces(ctx);
  return step(ctx, 'emergency', id, act, (opened) => ({
    data: { kind: act.kind },
    follow: async () => {
      const { row, at } = opened;
      const { incidentId } = row;
      await store.insertEmergency(ctx, {
        id: act.id,
        incidentId,
        assignmentId: row.id,
        kind: act.kind,
        at,
        by: ctx.actor.personId ?? row.personId,
      });
      await emit(ctx, {
        kind: 'emergency.raised',
        subject: act.id,
        data: {
          incident: incidentId,
          assignment: row.id,
          kind: act.kind,
          person: row.personId,
          drill: opened.callout.drill,
        },
      });
      await tellContact(ctx, opened, act.kind);
      await pageLegal(ctx, opened, act.kind);
      await awaitDesk(ctx, 'emergency', row, opened.callout, act.id);
      await standAllDown(ctx, { id: newId(), incidentId, reason: 'emergency' });
    },
  }));
}

/** The person's own contact, who is never told in a drill. */
async function tellContact(ctx: Ctx, { row, callout }: Opened, kind: 'hurt' | 'arrested'): Promise<void> {
  const contact = callout.drill ? null : await emergencyContact(ctx, row.personId);
  if (!contact) return;
  const lang = langOf([contact.language ?? row.language]);
  const { name, hotline, demo } = ctx.network;
  const at = hotline ? say(lang, 'hotlineAt', { number: hotline }) : '';
  await send(ctx, [
    {
      to: { kind: demo ? 'wall' : 'sms', address: contact.phone },
      body: say(lang, 'emergencyContact', { network: name, kind, hotline: at }),
      language: lang,
      purpose: 'emergency',
      subject: row.id,
      urgent: true,
    },
  ]);
  await note(ctx, row.incidentId, 'emergency.contact_told', { subject: row.id });
}

async function pageLegal(ctx: Ctx, { row, callout }: Opened, kind: 'hurt' | 'arrested'): Promise<void> {
  const onDuty = await people(ctx, await onShift(ctx, 'legal'));
  const { number } = await incident(ctx, row.incidentId);
  const zone = await zoneNameFor(ctx, callout.zoneId);
  const signs = await signsOf(ctx, [row.personId]);
  await send(
    ctx,
    onDuty.map((lawyer) => {
      const lang = langOf(lawyer.languages);
      const name = signs.get(row.personId) ?? '';
      return {
        to: { personId: lawyer.id },
        body: say(lang, 'emergencyLegal', { network: 'Porchlight', name, kind, number, zone: zone(lang) }),
        language: lang,
        purpose: 'emergency',
        subject: row.id,
        urgent: true,
        drill: callout.drill,
      };
    }),
  );
  await note(ctx, row.incidentId, 'emergency.legal_paged', {
    subject: row.id,
    data: { people: onDuty.length },
  });
}

/** It is in hand. Done already is done. Throws 404. */
export async function handleEmergency(ctx: Ctx, id: string): Promise<store.EmergencyRow> {
  authorize(policy, ctx.actor, 'handle', 'emergency');
  const found = await store.selectEmergency(ctx, id);
  if (!found) throw notFound('emergency');
  if (await store.setHandled(ctx, id, ctx.actor.personId!)) {
    await settle(ctx, id);
    await note(ctx, found.incidentId, 'emergency.handled', { subject: id });
    await emit(ctx, { kind: 'emergency.handled', subject: id, data: { incident: found.incidentId } });
  }
  return (await store.selectEmergency(ctx, id))!;
}
