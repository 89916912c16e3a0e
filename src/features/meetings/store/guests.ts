import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';

export interface Contact {
  kind: 'sms' | 'email';
  address: string;
}

export interface GuestRow {
  id: string;
  meetingId: string;
  personId: string | null;
  contact: Contact | null;
  name: string | null;
  access: string | null;
  language: string;
  source: 'page' | 'app' | 'door' | 'phone';
  coming: boolean;
  saidAt: Date;
  reminded: number;
  arrivedAt: Date | null;
  door: number | null;
  member: boolean;
}

export type NewGuest = Omit<GuestRow, 'saidAt' | 'reminded' | 'arrivedAt' | 'door' | 'member'> & {
  codeKey: Buffer;
  contactKey: Buffer | null;
};

const bound = (id: string, field: string) => ({ record: id, field });

const boxed = (ctx: Ctx, id: string, field: 'contact' | 'name' | 'access', value: unknown) =>
  value === null || value === '' ? null : ctx.vault.encrypt(value, bound(id, field));

/** One more guest; nothing where the meeting has them already, by id, person or contact. Whether they are new. */
export async function insertGuest(ctx: Ctx, guest: NewGuest): Promise<boolean> {
  const { id } = guest;
  const { numInsertedOrUpdatedRows } = await ctx.tx
    .insertInto('meeting_guests')
    .values({
      ...{ network_id: ctx.network.id, id, meeting_id: guest.meetingId, person_id: guest.personId },
      ...{ code_key: guest.codeKey, contact_key: guest.contactKey, language: guest.language },
      contact: boxed(ctx, id, 'contact', guest.contact),
      name: boxed(ctx, id, 'name', guest.name),
      access: boxed(ctx, id, 'access', guest.access),
      ...{ source: guest.source, coming: guest.coming, said_at: ctx.now, reminded: 0, member: false },
    })
    .onConflict((c) => c.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

const guests = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('meeting_guests')
    .select([
      ...(['id', 'meeting_id as meetingId', 'person_id as personId', 'contact', 'name', 'access'] as const),
      ...(['language', 'source', 'coming', 'said_at as saidAt', 'reminded', 'door', 'member'] as const),
      'arrived_at as arrivedAt',
    ])
    .$narrowType<Pick<GuestRow, 'source'>>()
    .where('network_id', '=', ctx.network.id);

type Raw = Awaited<ReturnType<ReturnType<typeof guests>['execute']>>[number];

function opened(ctx: Ctx, { contact, name, access, ...row }: Raw): GuestRow {
  const open = <T>(box: Uint8Array | null, field: string) =>
    box && ctx.vault.decrypt<T>(box, bound(row.id, field));
  return {
    ...row,
    contact: open<Contact>(contact, 'contact'),
    name: open<string>(name, 'name'),
    access: open<string>(access, 'access'),
  };
}

export const selectGuests = (ctx: Ctx, meetingId: string): Promise<GuestRow[]> =>
  selectGuestsOfAll(ctx, [meetingId]);

/** Of several meetings. */
export async function selectGuestsOfAll(ctx: Ctx, meetingIds: string[]): Promise<GuestRow[]> {
  if (meetingIds.length === 0) return [];
  const rows = await guests(ctx)
    .where('meeting_id', 'in', meetingIds)
    .orderBy('said_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => opened(ctx, row));
}

export async function selectGuestsById(ctx: Ctx, ids: string[]): Promise<GuestRow[]> {
  if (ids.length === 0) return [];
  return (await guests(ctx).where('id', 'in', ids).execute()).map((row) => opened(ctx, row));
}

/** By the one thing that is known of them. */
export async function selectGuest(
  ctx: Ctx,
  by:
    | { id: string }
    | { codeKey: Buffer }
    | { meetingId: string; personId: string }
    | { meetingId: string; contactKey: Buffer },
): Promise<GuestRow | null> {
  const query =
    'id' in by
      ? guests(ctx).where('id', '=', by.id)
      : 'codeKey' in by
        ? guests(ctx).where('code_key', '=', by.codeKey)
        : 'personId' in by
          ? guests(ctx).where('meeting_id', '=', by.meetingId).where('person_id', '=', by.personId)
          : guests(ctx).where('meeting_id', '=', by.meetingId).where('contact_key', '=', by.contactKey);
  const row = await query.executeTakeFirst();
  return row ? opened(ctx, row) : null;
}

/** What one person said of these meetings. */
export async function selectGuestsOf(ctx: Ctx, personId: string, meetingIds: string[]): Promise<GuestRow[]> {
  if (meetingIds.length === 0) return [];
  const rows = await guests(ctx)
    .where('person_id', '=', personId)
    .where('meeting_id', 'in', meetingIds)
    .execute();
  return rows.map((row) => opened(ctx, row));
}

/** Where one person says that they come, of meetings that are not over. */
export async function selectComing(ctx: Ctx, personId: string): Promise<GuestRow[]> {
  const rows = await guests(ctx)
    .where('person_id', '=', personId)
    .where('coming', '=', true)
    .where('meeting_id', 'in', (e) =>
      e
        .selectFrom('meetings')
        .select('id')
        .where('network_id', '=', ctx.network.id)
        .where('ends_at', '>', ctx.now),
    )
    .execute();
  return rows.map((row) => opened(ctx, row));
}

/** Says anew whether they come. Who came has come. */
export async function updateAnswer(
  ctx: Ctx,
  id: string,
  said: { coming: boolean; access: string | null; name?: string | null },
): Promise<void> {
  await ctx.tx
    .updateTable('meeting_guests')
    .set({
      ...{ coming: said.coming, access: boxed(ctx, id, 'access', said.access) },
      ...(said.name && { name: boxed(ctx, id, 'name', said.name) }),
    })
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .execute();
}

export interface Named {
  ids?: readonly string[];
  codeKeys?: readonly Buffer[];
  /** Of one meeting. */
  contacts?: { meetingId: string; keys: readonly Buffer[] };
}

/** Guests by whatever is known of each, held until the transaction ends, in the order of their ids. */
export async function lockGuests(ctx: Ctx, { ids = [], codeKeys = [], contacts }: Named): Promise<Held[]> {
  const by = [
    ...(ids.length > 0 ? [sql<boolean>`id in (${sql.join(ids)})`] : []),
    ...(codeKeys.length > 0 ? [sql<boolean>`code_key in (${sql.join(codeKeys)})`] : []),
    ...(contacts && contacts.keys.length > 0
      ? [sql<boolean>`(meeting_id = ${contacts.meetingId} and contact_key in (${sql.join(contacts.keys)}))`]
      : []),
  ];
  if (by.length === 0) return [];
  const rows = await guests(ctx)
    .select('code_key as codeKey')
    .where((e) => e.or(by))
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map(({ codeKey, ...row }) => ({ ...opened(ctx, row), codeKey: Buffer.from(codeKey) }));
}

export type Held = GuestRow & { codeKey: Buffer };

/** Somebody who is known by now, or a contact they gave later. */
export async function linkGuest(ctx: Ctx, id: string, personId: string, member: boolean): Promise<void> {
  await ctx.tx
    .updateTable('meeting_guests')
    .set({ person_id: personId, member })
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .where('person_id', 'is', null)
    .where(({ not, exists, selectFrom, ref }) =>
      not(
        exists(
          selectFrom('meeting_guests as other')
            .select('other.id')
            .whereRef('other.network_id', '=', ref('meeting_guests.network_id'))
            .whereRef('other.meeting_id', '=', ref('meeting_guests.meeting_id'))
            .where('other.person_id', '=', personId),
        ),
      ),
    )
    .execute();
}

/** Those who said that they come to these and are not yet reminded for the last time. */
export async function takeToRemind(ctx: Ctx, meetingIds: string[]): Promise<GuestRow[]> {
  if (meetingIds.length === 0) return [];
  const rows = await guests(ctx)
    .where('meeting_id', 'in', meetingIds)
    .where('coming', '=', true)
    .where('reminded', '<', 2)
    .where('arrived_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .skipLocked()
    .execute();
  return rows.map((row) => opened(ctx, row));
}

export async function markReminded(ctx: Ctx, ids: string[], reminded: number): Promise<void> {
  if (ids.length === 0) return;
  await ctx.tx
    .updateTable('meeting_guests')
    .set({ reminded })
    .where('network_id', '=', ctx.network.id)
    .where('id', 'in', ids)
    .execute();
}

/** They are reminded anew, of another day. */
export async function resetReminded(ctx: Ctx, meetingIds: string[]): Promise<void> {
  if (meetingIds.length === 0) return;
  await ctx.tx
    .updateTable('meeting_guests')
    .set({ reminded: 0 })
    .where('network_id', '=', ctx.network.id)
    .where('meeting_id', 'in', meetingIds)
    .where('reminded', '>', 0)
    .where('arrived_at', 'is', null)
    .execute();
}

/** Many at once, as they are known to have said and come. */
export async function insertGuests(
  ctx: Ctx,
  rows: (Pick<GuestRow, 'id' | 'meetingId' | 'personId' | 'arrivedAt' | 'door' | 'saidAt'> & {
    codeKey: Buffer;
  })[],
): Promise<void> {
  if (rows.length === 0) return;
  await ctx.tx
    .insertInto('meeting_guests')
    .values(
      rows.map((g) => ({
        ...{ network_id: ctx.network.id, id: g.id, meeting_id: g.meetingId, person_id: g.personId },
        ...{ code_key: g.codeKey, language: 'en', source: 'app', coming: true, said_at: g.saidAt },
        ...{ reminded: g.arrivedAt ? 2 : 0, arrived_at: g.arrivedAt, door: g.door },
        ...{ way: g.arrivedAt ? 'scan' : null, member: g.arrivedAt !== null },
      })),
    )
    .execute();
}
