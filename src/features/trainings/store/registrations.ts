import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import type { Encrypted } from '../../../platform/db/types.ts';
import type { Mark } from '../../../platform/keeping.ts';
import { codeOf } from '../rules.ts';

/** What somebody is to be told about their registration. */
export type Telling =
  | 'confirmed'
  | 'waiting'
  | 'promoted'
  | 'changed'
  | 'cancelled'
  | 'reminder'
  | 'thanks'
  | 'missed'
  | 'full';

export interface RegistrationRow {
  id: string;
  sessionId: string;
  personId: string;
  state: 'confirmed' | 'waiting' | 'cancelled';
  at: Date;
  since: Date | null;
  /** What they show at the door. */
  code: string;
  language: string;
  name: Encrypted | null;
  access: Encrypted | null;
  remindedFor: Date | null;
  tell: Telling | null;
  rated: boolean;
}

/** Follows from the id and the server's key: nobody guesses another's. */
const codeFor = (ctx: Ctx, id: string): string => codeOf(ctx.vault.hash('training code', id));

const columns = [
  ...(['id', 'session_id as sessionId', 'person_id as personId', 'state', 'at', 'since'] as const),
  ...(['code', 'language', 'name', 'access', 'reminded_for as remindedFor', 'tell', 'rated'] as const),
] as const;

const registrations = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('registrations')
    .select(columns)
    .where('network_id', '=', ctx.network.id)
    .$narrowType<Pick<RegistrationRow, 'state' | 'tell'>>();

/** Those of a session in the order in which they asked. */
export const selectOfSession = (ctx: Ctx, sessionId: string): Promise<RegistrationRow[]> =>
  registrations(ctx).where('session_id', '=', sessionId).orderBy('at').orderBy('id').execute();

export const selectRegistration = async (ctx: Ctx, id: string): Promise<RegistrationRow | null> =>
  (await registrations(ctx).where('id', '=', id).executeTakeFirst()) ?? null;

/** Those of a session that these codes or people have. */
export async function selectAtDoor(
  ctx: Ctx,
  sessionId: string,
  { codes = [], personIds = [] }: { codes?: string[]; personIds?: string[] },
): Promise<RegistrationRow[]> {
  if (codes.length + personIds.length === 0) return [];
  return registrations(ctx)
    .where('session_id', '=', sessionId)
    .where((e) =>
      e.or([e('code', '=', e.fn.any(e.val(codes))), e('person_id', '=', e.fn.any(e.val(personIds)))]),
    )
    .execute();
}

/** Somebody's own, of sessions that end after then. */
export const selectOwn = (ctx: Ctx, personId: string, after: Date): Promise<RegistrationRow[]> =>
  registrations(ctx)
    .where('person_id', '=', personId)
    .where('session_id', 'in', (e) =>
      e
        .selectFrom('training_sessions')
        .select('id')
        .where('network_id', '=', ctx.network.id)
        .where('ends_at', '>', after),
    )
    .execute();

export type NewRegistration = Pick<
  RegistrationRow,
  'id' | 'sessionId' | 'personId' | 'state' | 'at' | 'language'
> &
  Partial<RegistrationRow>;

/** Somebody who has one of the session already keeps it. Returns those that are new. */
export async function insertRegistrations(ctx: Ctx, rows: NewRegistration[]): Promise<RegistrationRow[]> {
  const added: RegistrationRow[] = [];
  for (let i = 0; i < rows.length; i += 1000) {
    const some = await ctx.tx
      .insertInto('registrations')
      .values(
        rows.slice(i, i + 1000).map((r) => ({
          network_id: ctx.network.id,
          ...{ id: r.id, session_id: r.sessionId, person_id: r.personId, state: r.state, at: r.at },
          ...{
            since: r.since ?? null,
            language: r.language,
            code: codeFor(ctx, r.id),
            name: r.name ?? null,
            access: r.access ?? null,
          },
          ...{ tell: r.tell ?? null, rated: r.rated ?? false },
        })),
      )
      .onConflict((c) => c.doNothing())
      .returning(columns)
      .$narrowType<Pick<RegistrationRow, 'state' | 'tell'>>()
      .execute();
    added.push(...some);
  }
  return added;
}

export async function updateRegistration(
  ctx: Ctx,
  ids: string[],
  change: Partial<Omit<RegistrationRow, 'id' | 'sessionId' | 'personId'>>,
): Promise<void> {
  if (ids.length === 0) return;
  const { remindedFor, ...rest } = change;
  await ctx.tx
    .updateTable('registrations')
    .set({ ...rest, ...(remindedFor !== undefined && { reminded_for: remindedFor }) })
    .where('network_id', '=', ctx.network.id)
    .where('id', 'in', ids)
    .execute();
}

export interface Fill {
  confirmed: number;
  waiting: number;
  attended: number;
}

/** How many have a seat, wait, and came, by session. */
export async function selectFill(ctx: Ctx, sessionIds: string[]): Promise<Map<string, Fill>> {
  if (sessionIds.length === 0) return new Map();
  const { rows } = await sql<Fill & { id: string }>`
    select s.id,
      (select count(*)::int from registrations r where r.network_id = s.network_id and r.session_id = s.id
        and r.state = 'confirmed') as confirmed,
      (select count(*)::int from registrations r where r.network_id = s.network_id and r.session_id = s.id
        and r.state = 'waiting') as waiting,
      (select count(*)::int from attendances a where a.network_id = s.network_id and a.session_id = s.id) as attended
    from training_sessions s where s.network_id = ${ctx.network.id} and s.id = any(${sessionIds})`.execute(
    ctx.tx,
  );
  return new Map(rows.map(({ id, ...fill }) => [id, fill]));
}

/** Sessions that begin within the time, with somebody waiting. */
export const selectWaited = async (ctx: Ctx, from: Date, to: Date): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select s.id from training_sessions s
    where s.network_id = ${ctx.network.id} and s.state = 'planned' and s.starts_at > ${from} and s.starts_at <= ${to}
      and exists (select from registrations r
        where r.network_id = s.network_id and r.session_id = s.id and r.state = 'waiting')
    order by s.id`.execute(ctx.tx);
  return rows.map(({ id }) => id);
};

export interface Reminded {
  id: string;
  startsAt: Date;
  since: Date | null;
  remindedFor: Date | null;
}

/** Who has a seat in what begins between. */
export const selectToRemind = async (ctx: Ctx, from: Date, to: Date): Promise<Reminded[]> => {
  const { rows } = await sql<Reminded>`
    select r.id, s.starts_at as "startsAt", r.since, r.reminded_for as "remindedFor"
    from registrations r join training_sessions s on s.network_id = r.network_id and s.id = r.session_id
    where r.network_id = ${ctx.network.id} and r.state = 'confirmed' and s.state = 'planned'
      and s.starts_at > ${from} and s.starts_at <= ${to} and r.tell is null`.execute(ctx.tx);
  return rows;
};

export async function isAnyToTell(ctx: Ctx): Promise<boolean> {
  const { rows } = await sql<{ any: boolean }>`select exists (select from registrations
    where network_id = ${ctx.network.id} and tell is not null) as any`.execute(ctx.tx);
  return rows[0]!.any;
}

/** Who is to be told something, for whoever takes them. */
export const takeToTell = (ctx: Ctx, limit: number): Promise<RegistrationRow[]> =>
  registrations(ctx)
    .where('tell', 'is not', null)
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();

/** Whose session ended by then, the oldest first. */
export async function selectOver(
  ctx: Ctx,
  by: Date,
  after: Mark | null,
  limit: number,
): Promise<{ id: string; personId: string; at: Date; ended: Date }[]> {
  const { rows } = await sql<{ id: string; personId: string; at: Date; ended: Date }>`
    select r.id, r.person_id as "personId", r.at, s.ends_at as ended
    from registrations r join training_sessions s on s.network_id = r.network_id and s.id = r.session_id
    where r.network_id = ${ctx.network.id} and s.ends_at <= ${by}
      and (${after?.at ?? null}::timestamptz is null or (s.ends_at, r.id) > (${after?.at ?? null}, ${after?.id ?? null}::uuid))
    order by s.ends_at, r.id limit ${limit}`.execute(ctx.tx);
  return rows;
}

/** With them goes who came: what was learnt there stands in the credits. */
export async function deleteRegistrations(ctx: Ctx, ids: string[]): Promise<number> {
  if (ids.length === 0) return 0;
  await sql`delete from attendances a using registrations r
    where a.network_id = ${ctx.network.id} and r.network_id = a.network_id and r.id = any(${ids})
      and a.session_id = r.session_id and a.person_id = r.person_id`.execute(ctx.tx);
  const { numDeletedRows } = await ctx.tx
    .deleteFrom('registrations')
    .where('network_id', '=', ctx.network.id)
    .where('id', 'in', ids)
    .executeTakeFirst();
  return Number(numDeletedRows);
}
