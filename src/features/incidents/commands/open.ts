import type { Ctx } from '../../../platform/context.ts';
import { authorize } from '../../../platform/policy.ts';
import { cellOf, type Point, zoneAt } from '../../places/index.ts';
import { currentPlaybook } from '../../playbooks/index.ts';
import { policy } from '../policy.ts';
import * as store from '../store.ts';
import { tell } from './load.ts';

export interface NewIncident {
  id: string;
  kind?: string | undefined;
  /** The place in words. */
  label: string;
  point?: Point | null | undefined;
  accuracyM?: number | null | undefined;
  /** Known without a point: the zone a report came from. */
  zoneId?: string | null | undefined;
  chapterId?: string | null | undefined;
  seenAt?: Date | undefined;
  drill?: boolean | undefined;
}

/** Opens an incident, unverified. The same id again changes nothing. */
export async function openIncident(ctx: Ctx, given: NewIncident): Promise<void> {
  authorize(policy, ctx.actor, 'open', 'incident');
  const playbook = await currentPlaybook(ctx);
  const zone = given.point ? await zoneAt(ctx, given.point) : null;
  await insert(ctx, {
    ...given,
    playbook: playbook.slug,
    playbookVersion: playbook.version,
    kind: given.kind ?? 'sighting',
    zoneId: given.zoneId ?? zone?.id ?? null,
    chapterId: given.chapterId ?? zone?.chapterId ?? null,
  });
}

/** Writes the row with its place encrypted for its own id, the entry and the event. */
export async function insert(
  ctx: Ctx,
  given: NewIncident &
    Pick<store.NewRow, 'playbook' | 'playbookVersion' | 'kind' | 'zoneId' | 'chapterId'> & {
      splitFrom?: string;
    },
): Promise<void> {
  const { id, label, point, drill = false } = given;
  const number = await store.insertIncident(ctx.tx, ctx.network.id, {
    id,
    playbook: given.playbook,
    playbookVersion: given.playbookVersion,
    kind: given.kind,
    zoneId: given.zoneId,
    chapterId: given.chapterId,
    cell: point ? cellOf(point) : null,
    point: point ? ctx.vault.encrypt(point, { record: id, field: 'point' }) : null,
    label: ctx.vault.encrypt(label, { record: id, field: 'label' }),
    accuracyM: given.accuracyM ?? null,
    seenAt: given.seenAt ?? ctx.now,
    openedBy: ctx.actor.personId,
    openedAt: ctx.now,
    drill,
  });
  if (number === null) return;
  await tell(ctx, id, {
    kind: 'incident.opened',
    entry: 'opened',
    data: { number, drill },
    subject: given.splitFrom ?? null,
  });
}

export interface OpenedPlace {
  label: string;
  point: Point | null;
}

/** The place of an incident, decrypted. */
export const openPlace = (ctx: Ctx, row: Pick<store.IncidentRow, 'id' | 'label' | 'point'>): OpenedPlace => ({
  label: ctx.vault.decrypt(row.label, { record: row.id, field: 'label' }),
  point: row.point && ctx.vault.decrypt(row.point, { record: row.id, field: 'point' }),
});
