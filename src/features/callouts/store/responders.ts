import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '../../../platform/context.ts';
import type { Window } from '../../people/contract.ts';

export interface ResponderRow {
  personId: string;
  callSign: string;
  chapterId: string;
  zoneIds: string[];
  homeCell: string;
  languages: string[];
  active: boolean;
  vouched: boolean;
  observerUntil: Date | null;
  verifierUntil: Date | null;
  agreementVersion: number | null;
  availability: Window[];
}

export interface KnownResponder extends ResponderRow {
  outOn: string | null;
  restUntil: Date | null;
  askedCount: number;
  yesCount: number;
  askedAt: Date | null;
}

const chunk = 2000;

/** Writes what others own about people; what is ours (out, rest, asks) stays. A chunk is one JSON text. */
export async function upsertResponders(ctx: Ctx, rows: ResponderRow[]): Promise<void> {
  for (let i = 0; i < rows.length; i += chunk) {
    await sql`
      insert into responders (network_id, person_id, call_sign, chapter_id, zone_ids, home_cell, languages, active, vouched,
        observer_until, verifier_until, agreement_version, availability)
      select ${ctx.network.id}, r."personId", r."callSign", r."chapterId", r."zoneIds", r."homeCell", r.languages::clear[],
        r.active, r.vouched, r."observerUntil", r."verifierUntil", r."agreementVersion", r.availability
      from json_to_recordset(${JSON.stringify(rows.slice(i, i + chunk))}::json) r("personId" uuid, "callSign" text,
        "chapterId" uuid, "zoneIds" uuid[], "homeCell" text, languages text[], active boolean, vouched boolean,
        "observerUntil" timestamptz, "verifierUntil" timestamptz, "agreementVersion" int, availability jsonb)
      on conflict (network_id, person_id) do update set call_sign = excluded.call_sign, chapter_id = excluded.chapter_id,
        zone_ids = excluded.zone_ids, home_cell = excluded.home_cell, languages = excluded.languages,
        active = excluded.active, vouched = excluded.vouched, observer_until = excluded.observer_until,
        verifier_until = excluded.verifier_until, agreement_version = excluded.agreement_version,
        availability = excluded.availability`.execute(ctx.tx);
  }
}

const responders = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('responders')
    .select([
      'person_id as personId',
      'call_sign as callSign',
      'chapter_id as chapterId',
      'zone_ids as zoneIds',
      'home_cell as homeCell',
      'languages',
      'active',
      'vouched',
      'observer_until as observerUntil',
      'verifier_until as verifierUntil',
      'agreement_version as agreementVersion',
      'availability',
      'out_on as outOn',
      'rest_until as restUntil',
      'asked_count as askedCount',
      'yes_count as yesCount',
      'asked_at as askedAt',
    ])
    .where('network_id', '=', ctx.network.id)
    .$narrowType<{ availability: Window[] }>();

/** Those who live in these cells (resolution 8); only active ones with a certificate for a role, where one is given. */
export const selectNear = (
  ctx: Ctx,
  cells: string[],
  certified?: 'observer' | 'verifier',
): Promise<KnownResponder[]> =>
  responders(ctx)
    .where((e) => e('home_cell', '=', e.fn.any(e.val(cells))))
    .$if(certified !== undefined, (q) =>
      q
        .where('active', '=', true)
        .where(certified === 'verifier' ? 'verifier_until' : 'observer_until', '>', ctx.now),
    )
    .execute();

export const selectResponders = (ctx: Ctx, personIds: readonly string[]): Promise<KnownResponder[]> =>
  personIds.length === 0
    ? Promise.resolve([])
    : responders(ctx)
        .where('person_id', 'in', [...personIds])
        .execute();

export interface AskLoad {
  personId: string;
  thisWeek: number;
  open: number;
}

/** How often each of them was asked since then, and how many asks are unanswered. */
export async function selectAskLoad(
  ctx: Ctx,
  personIds: readonly string[],
  since: Date,
): Promise<Map<string, AskLoad>> {
  if (personIds.length === 0) return new Map();
  const { rows } = await sql<AskLoad>`
    select person_id as "personId", count(*)::int as "thisWeek", count(*) filter (where state = 'asked')::int as open
    from assignments where network_id = ${ctx.network.id} and person_id = any(${[...personIds]}::uuid[]) and asked_at >= ${since}
    group by person_id`.execute(ctx.tx);
  return new Map(rows.map((r) => [r.personId, r]));
}

export const addAsked = (ctx: Ctx, personIds: readonly string[]): Promise<void> =>
  change(ctx, personIds, { asked_count: sql`asked_count + 1`, asked_at: ctx.now });

export const addYes = (ctx: Ctx, personIds: readonly string[]): Promise<void> =>
  change(ctx, personIds, { yes_count: sql`yes_count + 1` });

export const setOut = (ctx: Ctx, personIds: readonly string[], incidentId: string | null): Promise<void> =>
  change(ctx, personIds, { out_on: incidentId });

export const setRest = (ctx: Ctx, personIds: readonly string[], until: Date): Promise<void> =>
  change(ctx, personIds, { rest_until: until });

async function change(
  ctx: Ctx,
  personIds: readonly string[],
  set: Partial<{
    asked_count: RawBuilder<number>;
    yes_count: RawBuilder<number>;
    asked_at: Date;
    out_on: string | null;
    rest_until: Date;
  }>,
): Promise<void> {
  if (personIds.length === 0) return;
  await ctx.tx
    .updateTable('responders')
    .set(set)
    .where('network_id', '=', ctx.network.id)
    .where('person_id', 'in', [...personIds])
    .execute();
}
