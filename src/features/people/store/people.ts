import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import type { Encrypted, Sealed } from '../../../platform/db/types.ts';
import type { Window } from '../contract.ts';

export interface Person {
  id: string;
  accountId: string | null;
  callSign: string;
  chapterId: string;
  zoneIds: string[];
  homeCell: string;
  languages: string[];
  skills: string[];
  roles: string[];
  state: string;
  availability: Window[];
  suspended: boolean;
  /** The newest version of the current playbook's agreement that was signed; null when none. */
  signedVersion: number | null;
}

export interface NewPerson extends Omit<Person, 'accountId' | 'suspended' | 'signedVersion'> {
  name: Encrypted | null;
}

const selection = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('people as p')
    .where('p.network_id', '=', ctx.network.id)
    .select([
      'p.id',
      'p.account_id as accountId',
      'p.call_sign as callSign',
      'p.chapter_id as chapterId',
      'p.zone_ids as zoneIds',
      'p.home_cell as homeCell',
      'p.languages',
      'p.skills',
      'p.roles',
      'p.state',
      sql<Window[]>`p.availability`.as('availability'),
      sql<boolean>`exists (select from suspensions s where s.network_id = p.network_id and s.person_id = p.id and s.lifted_at is null)`.as(
        'suspended',
      ),
      sql<
        number | null
      >`(select max(a.version) from agreements a where a.network_id = p.network_id and a.person_id = p.id)`.as(
        'signedVersion',
      ),
    ]);

/** People by id; all of the network when `ids` is null. */
export function selectPeople(ctx: Ctx, ids: string[] | null): Promise<Person[]> {
  if (ids?.length === 0) return Promise.resolve([]);
  const query = selection(ctx).orderBy('p.id');
  return (ids ? query.where(sql<boolean>`p.id = any(${ids}::uuid[])`) : query).execute();
}

export const selectByAccount = (ctx: Ctx, accountId: string): Promise<Person | undefined> =>
  selection(ctx).where('p.account_id', '=', accountId).executeTakeFirst();

/** Active people with a role, first by id. */
export const selectByRole = (ctx: Ctx, role: string, limit: number): Promise<Person[]> =>
  selection(ctx)
    .where(sql<boolean>`${role} = any(p.roles)`)
    .where('p.state', '=', 'active')
    .orderBy('p.id')
    .limit(limit)
    .execute();

/** People whose call sign begins so, in any case of letters. */
export const selectByCallSign = (
  ctx: Ctx,
  start: string,
  chapterIds: string[] | null,
  limit: number,
): Promise<Person[]> => {
  let query = selection(ctx).orderBy('p.call_sign').limit(limit);
  if (chapterIds) query = query.where(sql<boolean>`p.chapter_id = any(${chapterIds}::uuid[])`);
  return query.where(sql<boolean>`starts_with(lower(p.call_sign), ${start.toLowerCase()})`).execute();
};

const rowsAtOnce = 1000;

export async function insertPeople(ctx: Ctx, people: NewPerson[]): Promise<void> {
  for (let i = 0; i < people.length; i += rowsAtOnce) {
    await ctx.tx
      .insertInto('people')
      .values(
        people.slice(i, i + rowsAtOnce).map((p) => ({
          network_id: ctx.network.id,
          id: p.id,
          call_sign: p.callSign,
          name: p.name,
          chapter_id: p.chapterId,
          zone_ids: p.zoneIds,
          home_cell: p.homeCell,
          languages: p.languages,
          skills: p.skills,
          roles: p.roles,
          state: p.state,
          state_at: ctx.now,
          availability: JSON.stringify(p.availability),
        })),
      )
      .execute();
  }
}

export interface Changes {
  availability?: Window[];
  languages?: string[];
  state?: string;
  emergencyContact?: Sealed | null;
  accountId?: string;
}

export async function updatePerson(ctx: Ctx, id: string, changes: Changes): Promise<void> {
  await ctx.tx
    .updateTable('people')
    .set({
      ...(changes.availability && { availability: JSON.stringify(changes.availability) }),
      ...(changes.languages && { languages: changes.languages }),
      ...(changes.state && { state: changes.state, state_at: ctx.now }),
      ...(changes.emergencyContact !== undefined && { emergency_contact: changes.emergencyContact }),
      ...(changes.accountId && { account_id: changes.accountId }),
    })
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .execute();
}

export async function selectEmergencyContact(ctx: Ctx, id: string): Promise<Buffer | null> {
  const row = await ctx.tx
    .selectFrom('people')
    .select('emergency_contact')
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.emergency_contact ?? null;
}

export interface NewAgreement {
  id: string;
  personId: string;
  playbook: string;
  version: number;
  signedAt: Date;
}

/** Signings; the same id again changes nothing. */
export async function insertAgreements(ctx: Ctx, agreements: NewAgreement[]): Promise<void> {
  for (let i = 0; i < agreements.length; i += rowsAtOnce) {
    await ctx.tx
      .insertInto('agreements')
      .values(
        agreements.slice(i, i + rowsAtOnce).map((a) => ({
          network_id: ctx.network.id,
          id: a.id,
          person_id: a.personId,
          playbook: a.playbook,
          version: a.version,
          signed_at: a.signedAt,
        })),
      )
      .onConflict((c) => c.doNothing())
      .execute();
  }
}
