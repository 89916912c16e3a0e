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

/** Writes what others own about a person; what is ours (out, rest, asks) stays. */
export async function upsertResponders(ctx: Ctx, rows: ResponderRow[]): Promise<void> {
  for (let i = 0; i < rows.length; i += 1000) {
    await ctx.tx
      .insertInto('responders')
      .values(
        rows.slice(i, i + 1000).map((r) => ({
          network_id: ctx.network.id,
          person_id: r.personId,
          call_sign: r.callSign,
          chapter_id: r.chapterId,
          zone_ids: r.zoneIds,
          home_cell: r.homeCell,
          languages: r.languages,
          active: r.active,
          vouched: r.vouched,
          observer_until: r.observerUntil,
          verifier_until: r.verifierUntil,
          agreement_version: r.agreementVersion,
          availability: JSON.stringify(r.availability),
        })),
      )
      .onConflict((c) =>
        c.columns(['network_id', 'person_id']).doUpdateSet((e) => ({
          call_sign: e.ref('excluded.call_sign'),
          chapter_id: e.ref('excluded.chapter_id'),
          zone_ids: e.ref('excluded.zone_ids'),
          home_cell: e.ref('excluded.home_cell'),
          languages: e.ref('excluded.languages'),
          active: e.ref('excluded.active'),
          vouched: e.ref('excluded.vouched'),
          observer_until: e.ref('excluded.observer_until'),
          verifier_until: e.ref('excluded.verifier_until'),
          agreement_version: e.ref('excluded.agreement_version'),
          availability: e.ref('excluded.availability'),
        })),
      )
      .execute();
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
