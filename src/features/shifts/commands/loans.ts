import { audit } from '../../../platform/audit/index.ts';
import { plusMinutes } from '../../../platform/clock.ts';
import type { Actor, Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { authorize, can } from '../../../platform/policy.ts';
import { conflict, notFound, refused } from '../../../platform/problem.ts';
import { rolesOf } from '../../accounts/index.ts';
import { people, peopleByRole, peopleHolding } from '../../people/index.ts';
import { chapters } from '../../places/index.ts';
import { type Loan, MOST_DAYS } from '../contract.ts';
import { policy } from '../policy.ts';
import { atWall, dayAt, daysBetween } from '../rules.ts';
import * as store from '../store.ts';
import { tellLoan } from './tell.ts';

const weekAgo = -7 * 24 * 60;

/** Loans that the actor's chapters have part in; an admin and who looks after the whole network sees all. */
export async function listLoans(ctx: Ctx): Promise<Loan[]> {
  authorize(policy, ctx.actor, 'read', 'rota');
  const rows = await store.selectLoans(ctx.tx, ctx.network.id, plusMinutes(ctx.now, weekAgo));
  const own = rows.filter((row) => mayPlan(ctx, row.borrowerId) || mayPlan(ctx, row.lenderId));
  return Promise.all(own.map((row) => present(ctx, row)));
}

const mayPlan = (ctx: Ctx, chapterId: string) => can(policy, ctx.actor, 'plan', 'slot', { chapterId });

async function present(ctx: Ctx, row: store.LoanRow): Promise<Loan> {
  const slots = (await store.selectSlots(ctx.tx, ctx.network.id, ctx.now, row.endsAt)).filter(
    (s) =>
      s.chapterId === row.borrowerId &&
      s.state === 'published' &&
      (row.role === null || s.role === row.role) &&
      s.startsAt >= row.startsAt &&
      s.startsAt < row.endsAt,
  );
  const seats = await store.selectOfSlots(
    ctx.tx,
    ctx.network.id,
    slots.map((s) => s.id),
  );
  const taken = Map.groupBy(
    seats.filter((s) => !s.learner),
    (s) => s.slotId,
  );
  const isOpen = row.endsAt > ctx.now && (row.state === 'asked' || row.state === 'agreed');
  return {
    id: row.id,
    borrowerId: row.borrowerId,
    lenderId: row.lenderId,
    role: row.role,
    fromDay: row.fromDay,
    untilDay: row.untilDay,
    state: row.state,
    at: row.at.toISOString(),
    free: slots.reduce((sum, s) => sum + Math.max(0, s.wanted - (taken.get(s.id)?.length ?? 0)), 0),
    can: [
      ...(isOpen && row.state === 'asked' && mayPlan(ctx, row.lenderId) ? ['decide'] : []),
      ...(isOpen && (mayPlan(ctx, row.borrowerId) || (row.state === 'agreed' && mayPlan(ctx, row.lenderId)))
        ? ['end']
        : []),
    ],
  };
}

/**
 * Asks another chapter for people. The same id again is the same act. Throws 403 for who does not plan for the chapter that
 * asks, 422 for days that cannot be.
 */
export async function askLoan(
  ctx: Ctx,
  loan: Pick<Loan, 'id' | 'borrowerId' | 'lenderId' | 'role' | 'fromDay' | 'untilDay'>,
): Promise<Loan> {
  authorize(policy, ctx.actor, 'read', 'rota');
  const known = new Set((await chapters(ctx)).map((c) => c.id));
  if (!known.has(loan.borrowerId) || !known.has(loan.lenderId)) throw notFound('chapter');
  authorize(policy, ctx.actor, 'plan', 'slot', { chapterId: loan.borrowerId });
  if (loan.borrowerId === loan.lenderId)
    throw refused('A chapter has its own people already.', 'Choose another chapter to ask.');
  const zone = ctx.network.timeZone;
  const days = daysBetween(loan.fromDay, loan.untilDay);
  if (days < 0 || days >= MOST_DAYS)
    throw refused(
      `A loan is for at most ${MOST_DAYS} days, from its first to its last.`,
      'Choose other days.',
    );
  if (loan.untilDay < dayAt(ctx.now, zone)) throw refused('These days are over.', 'Choose later ones.');
  const isNew = await store.insertLoan(ctx.tx, ctx.network.id, {
    ...loan,
    startsAt: atWall(loan.fromDay, 0, zone),
    endsAt: atWall(loan.untilDay, 1440, zone),
    ...{ state: 'asked' as const, by: ctx.actor.personId, at: ctx.now },
  });
  if (isNew) {
    await audit(ctx, { act: 'rota.loanAsked', subject: loan.id, data: { lender: loan.lenderId } });
    await tellLoan(ctx, 'loanAsked', loan, await plannersOf(ctx, loan.lenderId));
    await changed(ctx, loan.id);
  }
  return present(ctx, (await store.selectLoan(ctx.tx, ctx.network.id, loan.id))!);
}

const changed = (ctx: Ctx, id: string) => emit(ctx, { kind: 'shift.changed', subject: id, data: {} });

/** Coordinators who plan for a chapter. */
async function plannersOf(ctx: Ctx, chapterId: string): Promise<string[]> {
  const holding = await people(ctx, await peopleHolding(ctx, 'coordinator'));
  const found: string[] = [];
  for (const { id, accountId } of holding) {
    const roles = accountId ? await rolesOf(ctx, accountId) : [];
    const actor: Actor = { ...ctx.actor, kind: 'person', personId: id, roles };
    if (can(policy, actor, 'plan', 'slot', { chapterId })) found.push(id);
  }
  // The people of a demo have their parts before they ever signed in.
  const parts = ctx.network.demo ? await peopleByRole(ctx, 'coordinator', 400) : [];
  const unsigned = parts.filter((p) => !p.accountId && p.chapterId === chapterId).map((p) => p.id);
  return [...new Set([...found, ...unsigned])];
}

async function own(ctx: Ctx, id: string): Promise<store.LoanRow> {
  authorize(policy, ctx.actor, 'read', 'rota');
  const row = await store.lockLoan(ctx.tx, ctx.network.id, id);
  if (!row || !(mayPlan(ctx, row.borrowerId) || mayPlan(ctx, row.lenderId))) throw notFound('loan');
  return row;
}

/** The lending chapter agrees or not; whoever asked is told. Decided already is the same act. Throws 403 for the others, 409 when it is over. */
export async function decideLoan(ctx: Ctx, id: string, agree: boolean): Promise<Loan> {
  const row = await own(ctx, id);
  authorize(policy, ctx.actor, 'plan', 'slot', { chapterId: row.lenderId });
  const state = agree ? 'agreed' : 'refused';
  if (row.state === state) return present(ctx, row);
  if (row.state !== 'asked' || row.endsAt <= ctx.now) throw conflict('This is not asked any more.');
  await store.updateLoan(ctx.tx, ctx.network.id, id, state);
  await audit(ctx, { act: agree ? 'rota.loanAgreed' : 'rota.loanRefused', subject: id });
  if (row.by) await tellLoan(ctx, agree ? 'loanAgreed' : 'loanRefused', row, [row.by]);
  await changed(ctx, id);
  return present(ctx, { ...row, state });
}

/** Either side ends it: nobody takes more shifts by it; who has one keeps it. Ended already is the same act. */
export async function endLoan(ctx: Ctx, id: string): Promise<Loan> {
  const row = await own(ctx, id);
  if (row.state === 'refused' || row.state === 'ended') return present(ctx, row);
  if (row.state === 'asked') authorize(policy, ctx.actor, 'plan', 'slot', { chapterId: row.borrowerId });
  await store.updateLoan(ctx.tx, ctx.network.id, id, 'ended');
  await audit(ctx, { act: 'rota.loanEnded', subject: id });
  await changed(ctx, id);
  return present(ctx, { ...row, state: 'ended' });
}
