import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { clockTime, type Lang } from '../../../platform/i18n/index.ts';
import { type Kind, send } from '../../channels/index.ts';
import { callSigns } from '../../people/index.ts';
import { chapters } from '../../places/index.ts';
import type { Loan } from '../contract.ts';
import { say } from '../messages.ts';
import type { Notices, RequestRow, ShiftRow, SlotRow, SurgeRow } from '../store.ts';
import { daySpan, readersOf, roleName, when } from '../words.ts';

type Told = Pick<ShiftRow, 'id' | 'personId' | 'startsAt' | 'endsAt'> & { role: string };

/** The way that somebody chose for what concerns shifts. */
export const wayOf = (chosen: Notices | undefined): Kind | undefined =>
  (chosen?.way as Kind | null | undefined) ?? undefined;

/** What a sentence about a shift needs. */
export const partsOf = (ctx: Ctx, lang: Lang, s: Pick<Told, 'role' | 'startsAt' | 'endsAt'>) => ({
  network: ctx.network.name,
  role: roleName(lang, s.role),
  from: when(lang, s.startsAt, ctx.network.timeZone),
  to: clockTime(lang, s.endsAt, ctx.network.timeZone),
});

/** Tells the holders of shifts that have not ended what became of them. */
export async function tell(
  ctx: Ctx,
  what: 'given' | 'off' | 'moved' | 'swapped',
  shifts: Told[],
): Promise<void> {
  const ahead = shifts.filter((s) => s.endsAt > ctx.now);
  const readers = await readersOf(
    ctx,
    ahead.map((s) => s.personId),
  );
  await send(
    ctx,
    ahead.map((s) => {
      const language = readers.get(s.personId) ?? 'en';
      const body = say(language, what, partsOf(ctx, language, s));
      return { to: { personId: s.personId }, body, language, purpose: 'shift', subject: s.id };
    }),
  );
}

/** Somebody asks to swap: told to the other, who answers in the app. */
export async function tellAsked(ctx: Ctx, requestId: string, mine: Told, theirs: Told): Promise<void> {
  const lang = (await readersOf(ctx, [theirs.personId])).get(theirs.personId) ?? 'en';
  const who = (await callSigns(ctx, [mine.personId])).get(mine.personId) ?? '';
  const wanted = partsOf(ctx, lang, theirs);
  const given = partsOf(ctx, lang, mine);
  const body = say(lang, 'swapAsked', { ...wanted, who, from2: given.from, to2: given.to });
  const to = { personId: theirs.personId };
  await send(ctx, [{ to, body, language: lang, purpose: 'shift', subject: requestId }]);
}

/** A coordinator refused: told to who asked, with the reason where one was given. */
export async function tellRefused(
  ctx: Ctx,
  request: RequestRow,
  slot: SlotRow,
  why: string | null,
): Promise<void> {
  const lang = (await readersOf(ctx, [request.personId])).get(request.personId) ?? 'en';
  const parts = partsOf(ctx, lang, slot);
  const body = why ? say(lang, 'refusedWhy', { ...parts, why }) : say(lang, 'refused', parts);
  const to = { personId: request.personId };
  await send(ctx, [{ to, body, language: lang, purpose: 'shift', subject: request.id }]);
}

/** Something about these people's shifts has changed: their phones look again. */
export const concern = (ctx: Ctx, personIds: string[]) =>
  emit(ctx, ...personIds.map((person) => ({ kind: 'shift.changed', subject: person, data: { person } })));
/** One chapter asks another for people: told to who plans there, and to who asked what became of it. */
export async function tellLoan(
  ctx: Ctx,
  what: 'loanAsked' | 'loanAgreed' | 'loanRefused',
  loan: Pick<Loan, 'id' | 'borrowerId' | 'lenderId' | 'role' | 'fromDay' | 'untilDay'>,
  personIds: string[],
): Promise<void> {
  const names = new Map((await chapters(ctx)).map((c) => [c.id, c.name]));
  const readers = await readersOf(ctx, personIds);
  await send(
    ctx,
    personIds.map((personId) => {
      const language = readers.get(personId) ?? 'en';
      const body = say(language, what, {
        network: ctx.network.name,
        borrower: names.get(loan.borrowerId) ?? '',
        lender: names.get(loan.lenderId) ?? '',
        role: loan.role ? roleName(language, loan.role) : say(language, 'anyRole'),
        days: daySpan(language, loan.fromDay, loan.untilDay),
      });
      return { to: { personId }, body, language, purpose: 'shift', subject: loan.id };
    }),
  );
}

/** Invites to a surge: when, as what, and how many of its shifts one could take. Nobody is obliged. */
export async function tellSurge(
  ctx: Ctx,
  surge: SurgeRow,
  could: { personId: string; roles: string[]; shifts: number }[],
): Promise<void> {
  const readers = await readersOf(
    ctx,
    could.map((c) => c.personId),
  );
  const zone = ctx.network.timeZone;
  await send(
    ctx,
    could.map(({ personId, roles, shifts }) => {
      const language = readers.get(personId) ?? 'en';
      const body = say(language, 'surge', {
        network: ctx.network.name,
        from: when(language, surge.from, zone),
        to: when(language, surge.until, zone),
        roles: roles.map((role) => roleName(language, role)).join(', '),
        shifts,
      });
      return { to: { personId }, body, language, purpose: 'shift', subject: surge.id };
    }),
  );
}
