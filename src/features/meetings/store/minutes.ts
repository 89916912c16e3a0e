import type { Ctx } from '../../../platform/context.ts';
import type { ItemPlan } from '../contract.ts';

export interface ItemRow extends ItemPlan {
  notes: string;
  spentS: number;
}

const bound = (id: string, field: string) => ({ record: id, field });

/** Puts the agenda in the place of what it was; what was noted and spent on an item that stays is kept. */
export async function replaceItems(ctx: Ctx, meetingId: string, items: readonly ItemPlan[]): Promise<void> {
  await ctx.tx
    .deleteFrom('meeting_items')
    .where('network_id', '=', ctx.network.id)
    .where('meeting_id', '=', meetingId)
    .$if(items.length > 0, (q) =>
      q.where(
        'id',
        'not in',
        items.map((i) => i.id),
      ),
    )
    .execute();
  if (items.length === 0) return;
  await ctx.tx
    .insertInto('meeting_items')
    .values(
      items.map(({ id, title, minutes, ownerId, ownerName }, position) => ({
        ...{ network_id: ctx.network.id, id, meeting_id: meetingId, position, minutes, owner_id: ownerId },
        ...{ spent_s: 0, details: ctx.vault.encrypt({ title, ownerName }, bound(id, 'details')) },
      })),
    )
    .onConflict((c) =>
      c
        .columns(['network_id', 'id'])
        .doUpdateSet((e) => ({
          position: e.ref('excluded.position'),
          minutes: e.ref('excluded.minutes'),
          owner_id: e.ref('excluded.owner_id'),
          details: e.ref('excluded.details'),
        }))
        .where('meeting_items.meeting_id', '=', meetingId),
    )
    .execute();
}

export async function selectItems(ctx: Ctx, meetingId: string): Promise<ItemRow[]> {
  const rows = await ctx.tx
    .selectFrom('meeting_items')
    .select(['id', 'minutes', 'owner_id as ownerId', 'details', 'notes', 'spent_s as spentS'])
    .where('network_id', '=', ctx.network.id)
    .where('meeting_id', '=', meetingId)
    .orderBy('position')
    .execute();
  return rows.map(({ details, notes, ...row }) => ({
    ...row,
    ...ctx.vault.decrypt<Pick<ItemPlan, 'title' | 'ownerName'>>(details, bound(row.id, 'details')),
    notes: notes ? ctx.vault.decrypt<string>(notes, bound(row.id, 'notes')) : '',
  }));
}

export async function updateItem(
  ctx: Ctx,
  id: string,
  change: { notes?: string; spentS?: number },
): Promise<void> {
  await ctx.tx
    .updateTable('meeting_items')
    .set({
      ...(change.notes !== undefined && { notes: ctx.vault.encrypt(change.notes, bound(id, 'notes')) }),
      ...(change.spentS !== undefined && { spent_s: change.spentS }),
    })
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .execute();
}

export interface DecisionRow {
  id: string;
  meetingId: string;
  itemId: string | null;
  words: string;
  votes: { for: number; against: number; abstained: number } | null;
  carried: boolean;
  at: Date;
}

export async function saveDecision(ctx: Ctx, row: DecisionRow): Promise<void> {
  const said = {
    ...{ item_id: row.itemId, carried: row.carried, way: row.votes ? 'vote' : 'consensus' },
    words: ctx.vault.encrypt(row.words, bound(row.id, 'words')),
    votes_for: row.votes?.for ?? null,
    votes_against: row.votes?.against ?? null,
    abstained: row.votes?.abstained ?? null,
  };
  await ctx.tx
    .insertInto('meeting_decisions')
    .values({
      ...{ network_id: ctx.network.id, id: row.id, meeting_id: row.meetingId, at: row.at },
      ...{ by: ctx.actor.personId, ...said },
    })
    .onConflict((c) =>
      c
        .columns(['network_id', 'id'])
        .doUpdateSet(said)
        .where('meeting_decisions.meeting_id', '=', row.meetingId),
    )
    .execute();
}

export async function selectDecisions(ctx: Ctx, meetingId: string): Promise<DecisionRow[]> {
  const rows = await ctx.tx
    .selectFrom('meeting_decisions')
    .select(['id', 'meeting_id as meetingId', 'item_id as itemId', 'words', 'carried', 'at'])
    .select(['votes_for as for', 'votes_against as against', 'abstained'])
    .where('network_id', '=', ctx.network.id)
    .where('meeting_id', '=', meetingId)
    .orderBy('at')
    .orderBy('id')
    .execute();
  return rows.map(({ words, for: yes, against, abstained, ...row }) => ({
    ...row,
    words: ctx.vault.decrypt<string>(words, bound(row.id, 'words')),
    votes: yes === null ? null : { for: yes, against: against ?? 0, abstained: abstained ?? 0 },
  }));
}

export interface ActionRow {
  id: string;
  meetingId: string;
  itemId: string | null;
  words: string;
  ownerId: string | null;
  guestId: string | null;
  ownerName: string | null;
  shown: boolean;
  dueOn: string | null;
  at: Date;
  doneAt: Date | null;
  remindedAt: Date | null;
}

export async function saveAction(
  ctx: Ctx,
  row: Omit<ActionRow, 'doneAt' | 'remindedAt' | 'shown'>,
): Promise<void> {
  const said = {
    ...{ item_id: row.itemId, owner_id: row.ownerId, guest_id: row.guestId, due_on: row.dueOn },
    words: ctx.vault.encrypt(row.words, bound(row.id, 'words')),
    owner_name: row.ownerName === null ? null : ctx.vault.encrypt(row.ownerName, bound(row.id, 'owner_name')),
  };
  await ctx.tx
    .insertInto('meeting_actions')
    .values({
      ...{ network_id: ctx.network.id, id: row.id, meeting_id: row.meetingId, at: row.at, shown: false },
      ...said,
    })
    .onConflict((c) =>
      c
        .columns(['network_id', 'id'])
        .doUpdateSet(said)
        .where('meeting_actions.meeting_id', '=', row.meetingId),
    )
    .execute();
}

const actions = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('meeting_actions')
    .select([
      ...(['id', 'meeting_id as meetingId', 'item_id as itemId', 'words', 'owner_id as ownerId'] as const),
      ...(['guest_id as guestId', 'owner_name as ownerName', 'shown', 'due_on as dueOn', 'at'] as const),
      ...(['done_at as doneAt', 'reminded_at as remindedAt'] as const),
    ])
    .where('network_id', '=', ctx.network.id);

type RawAction = Awaited<ReturnType<ReturnType<typeof actions>['execute']>>[number];

const openedAction = (ctx: Ctx, { words, ownerName, ...row }: RawAction): ActionRow => ({
  ...row,
  words: ctx.vault.decrypt<string>(words, bound(row.id, 'words')),
  ownerName: ownerName && ctx.vault.decrypt<string>(ownerName, bound(row.id, 'owner_name')),
});

export async function selectActions(ctx: Ctx, meetingId: string): Promise<ActionRow[]> {
  const rows = await actions(ctx).where('meeting_id', '=', meetingId).orderBy('at').orderBy('id').execute();
  return rows.map((row) => openedAction(ctx, row));
}

export async function selectAction(ctx: Ctx, id: string): Promise<ActionRow | null> {
  const row = await actions(ctx).where('id', '=', id).executeTakeFirst();
  return row ? openedAction(ctx, row) : null;
}

export async function selectActionsOf(ctx: Ctx, personId: string): Promise<ActionRow[]> {
  const rows = await actions(ctx)
    .where('owner_id', '=', personId)
    .where('done_at', 'is', null)
    .orderBy('due_on')
    .orderBy('id')
    .execute();
  return rows.map((row) => openedAction(ctx, row));
}

/** Open ones that somebody has and that are due by a day, for whoever takes them. */
export async function takeDueActions(ctx: Ctx, by: string): Promise<ActionRow[]> {
  const rows = await actions(ctx)
    .where('done_at', 'is', null)
    .where('due_on', '<=', by)
    .where((e) => e.or([e('owner_id', 'is not', null), e('guest_id', 'is not', null)]))
    .orderBy('due_on')
    .limit(500)
    .forUpdate()
    .skipLocked()
    .execute();
  return rows.map((row) => openedAction(ctx, row));
}

/** Somebody in the room takes one that nobody has. False when another was first. */
export async function takeAction(
  ctx: Ctx,
  id: string,
  by: { guestId: string; personId: string | null; name: string | null; shown: boolean },
): Promise<boolean> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('meeting_actions')
    .set({
      ...{ guest_id: by.guestId, owner_id: by.personId, shown: by.shown },
      owner_name: by.name === null ? null : ctx.vault.encrypt(by.name, bound(id, 'owner_name')),
    })
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .where('owner_id', 'is', null)
    .where('guest_id', 'is', null)
    .where('owner_name', 'is', null)
    .where('done_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function updateAction(
  ctx: Ctx,
  id: string,
  change: { doneAt?: Date | null; remindedAt?: Date },
): Promise<void> {
  await ctx.tx
    .updateTable('meeting_actions')
    .set({
      ...(change.doneAt !== undefined && { done_at: change.doneAt }),
      ...(change.remindedAt && { reminded_at: change.remindedAt }),
    })
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .execute();
}

export async function deleteLine(ctx: Ctx, meetingId: string, id: string): Promise<void> {
  for (const table of ['meeting_decisions', 'meeting_actions'] as const)
    await ctx.tx
      .deleteFrom(table)
      .where('network_id', '=', ctx.network.id)
      .where('meeting_id', '=', meetingId)
      .where('id', '=', id)
      .execute();
}
