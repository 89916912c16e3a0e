import type { Ctx } from '../../../platform/context.ts';
import { abilities, authorize, can } from '../../../platform/policy.ts';
import { notFound } from '../../../platform/problem.ts';
import { callSigns } from '../../people/index.ts';
import type { Escalation, Page } from '../contract.ts';
import { policy } from '../policy.ts';
import { graver } from '../rules.ts';
import * as store from '../store.ts';

const shownOver = 100;

/** What waits and has been paged for, what nobody answered first; or what is over, the last first. */
export async function listEscalations(ctx: Ctx, over: boolean): Promise<Escalation[]> {
  authorize(policy, ctx.actor, 'list', 'escalation');
  const rows = over ? await store.selectOver(ctx, shownOver) : await store.selectOpen(ctx);
  const shown = await present(
    ctx,
    // What nobody was paged for yet stands on the board as what it is.
    rows.filter((row) => row.step > 0),
  );
  const rank = { unanswered: 0, running: 1, acknowledged: 2, settled: 3 };
  return over ? shown : shown.sort((a, b) => rank[a.state] - rank[b.state] || graver(a.kind, b.kind));
}

/** What the member was paged for and still waits, or is in their hands. */
export async function myPages(ctx: Ctx): Promise<Escalation[]> {
  authorize(policy, ctx.actor, 'list', 'ownPage');
  return present(ctx, await store.selectOpenPaged(ctx, ctx.actor.personId!));
}

/** With who was paged when. Throws 404. */
export async function readEscalation(ctx: Ctx, id: string): Promise<Escalation & { pages: Page[] }> {
  const shown = await presentOne(ctx, id);
  const pages = await store.selectPages(ctx, [id]);
  const signs = await callSigns(
    ctx,
    pages.map((page) => page.personId),
  );
  return {
    ...shown,
    pages: pages.map(({ step, personId, at, told, manner, declinedAt }) => ({
      ...{ step, told, manner, callSign: signs.get(personId) ?? '' },
      at: at.toISOString(),
      declinedAt: declinedAt?.toISOString() ?? null,
    })),
  };
}

/** Throws 404 where it is not the actor's to see. */
export async function presentOne(ctx: Ctx, id: string): Promise<Escalation> {
  const row = await store.selectEscalation(ctx, id);
  const [shown] = row ? await present(ctx, [row]) : [];
  if (!shown) throw notFound('escalation');
  return shown;
}

async function present(ctx: Ctx, rows: store.EscalationRow[]): Promise<Escalation[]> {
  const pages = Map.groupBy(
    await store.selectPages(
      ctx,
      rows.map((row) => row.id),
    ),
    (page) => page.escalationId,
  );
  const signs = await callSigns(
    ctx,
    rows.flatMap((row) => row.ackedBy ?? []),
  );
  return rows.flatMap((row): Escalation[] => {
    const own = pages.get(row.id) ?? [];
    const subject = subjectOf(row, own);
    if (!can(policy, ctx.actor, 'read', 'escalation', subject)) return [];
    const { id, kind, facts, state, drill, dueAt, ackedBy } = row;
    return [
      {
        ...{
          id,
          kind,
          subject: row.subject,
          facts,
          state,
          drill,
          paged: new Set(own.map((page) => page.personId)).size,
        },
        taker: subject.asked.includes(ctx.actor.personId ?? ''),
        own: facts.personId !== undefined && facts.personId === ctx.actor.personId,
        beganAt: row.beganAt.toISOString(),
        nextAt: dueAt?.toISOString() ?? null,
        ackedBy: ackedBy && (signs.get(ackedBy) ?? null),
        mine: ackedBy !== null && ackedBy === ctx.actor.personId,
        ackedAt: row.ackedAt?.toISOString() ?? null,
        endedAt: row.endedAt?.toISOString() ?? null,
        lastPagedAt: own.at(-1)?.at.toISOString() ?? null,
        can: possible(ctx, row, subject),
      },
    ];
  });
}

/** What decides who may do what with one. */
export const subjectOf = (row: store.EscalationRow, pages: store.PageRow[]) => ({
  ...row,
  paged: pages.filter((page) => !page.taker).map((page) => page.personId),
  asked: pages.filter((page) => page.taker).map((page) => page.personId),
});

function possible(ctx: Ctx, row: store.EscalationRow, subject: ReturnType<typeof subjectOf>): string[] {
  if (row.state === 'settled') return [];
  const isFree = row.state !== 'acknowledged';
  return abilities(policy, ctx.actor, 'escalation', subject).filter(
    (verb) => (verb === 'acknowledge' && isFree) || (verb === 'decline' && row.state === 'running'),
  );
}
