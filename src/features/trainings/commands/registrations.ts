import { timingSafeEqual } from 'node:crypto';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { dayAndTime, type Lang } from '../../../platform/i18n/index.ts';
import { conflict, notFound } from '../../../platform/problem.ts';
import { isEmail, readNumber } from '../../channels/index.ts';
import { type Application, apply, applyAll } from '../../joining/index.ts';
import type { Access, Course } from '../contract.ts';
import * as store from '../store.ts';
import { seatsOf } from './present-sessions.ts';
import { promote } from './promote.ts';

/** The key of somebody's page of a registration; follows from its id and the server's key, so it is kept nowhere. */
export const tokenFor = (ctx: Ctx, id: string): string =>
  `${id}.${ctx.vault.hash('training page', id).subarray(0, 18).toString('base64url')}`;

/** The registration that a token opens. Throws 404. */
export async function byToken(ctx: Ctx, token: string): Promise<store.RegistrationRow> {
  const id = token.slice(0, 36);
  const asked = Buffer.from(token);
  const row = /^[0-9a-f-]{36}$/.test(id) ? await store.selectRegistration(ctx, id) : null;
  const known = row && Buffer.from(tokenFor(ctx, row.id));
  if (!row || !known || known.length !== asked.length || !timingSafeEqual(known, asked))
    throw notFound('registration');
  return row;
}

export const nameOf = (ctx: Ctx, { id, name }: store.RegistrationRow): string | null =>
  name && ctx.vault.decrypt<string>(name, { record: id, field: 'name' });

export const needsOf = (ctx: Ctx, { id, access }: store.RegistrationRow): Access[] =>
  access ? ctx.vault.decrypt<Access[]>(access, { record: id, field: 'access' }) : [];

export interface Asked {
  id: string;
  sessionId: string;
  personId: string;
  language: string;
  name?: string | null | undefined;
  needs: Access[];
}

/** Gives somebody a seat, or a place on the waiting list where there is none: `registerAll` of one. */
export async function register(ctx: Ctx, { sessionId, ...asked }: Asked): Promise<store.RegistrationRow> {
  return (await registerAll(ctx, sessionId, [asked]))[0]!;
}

/**
 * Gives people seats in the order of the list, and who comes after the last seat a place on the waiting list; for whoever has
 * asked whether they may. The same person twice is once: the first registration stays, and is returned. Throws 404, 409 for
 * what has begun or is off.
 */
export async function registerAll(
  ctx: Ctx,
  sessionId: string,
  list: Omit<Asked, 'sessionId'>[],
): Promise<store.RegistrationRow[]> {
  const session = await store.lockSession(ctx, sessionId);
  if (!session) throw notFound('session');
  const all = await store.selectOfSession(ctx, sessionId);
  const had = new Map(all.map((r) => [r.personId, r]));
  const asked = new Map(list.toReversed().map((one) => [one.personId, one]));
  const fresh = [...asked.values()].reverse().filter(({ personId }) => {
    const before = had.get(personId);
    return !before || before.state === 'cancelled';
  });
  if (fresh.length > 0) {
    if (session.state !== 'planned' || session.startsAt <= ctx.now)
      throw conflict('Nobody can register for this session any more.', undefined, 'Choose another one.');
    const taken = all.filter((r) => r.state === 'confirmed').length;
    const free = (await seatsOf(ctx, [session]))(session) - taken;
    for (const row of await seat(ctx, sessionId, fresh, had, free)) had.set(row.personId, row);
  }
  return list.map(({ personId }) => had.get(personId)!);
}

/** The first have what seats are free, the others wait. */
async function seat(
  ctx: Ctx,
  sessionId: string,
  fresh: Omit<Asked, 'sessionId'>[],
  had: Map<string, store.RegistrationRow>,
  free: number,
): Promise<store.RegistrationRow[]> {
  const rows = fresh.map(({ personId, language, name, needs, ...asked }, i) => {
    const state: 'confirmed' | 'waiting' = i < free ? 'confirmed' : 'waiting';
    // Who gave a seat back keeps the registration that they had, and its page.
    const id = had.get(personId)?.id ?? asked.id;
    return {
      ...{ id, sessionId, personId, state, at: ctx.now, since: state === 'confirmed' ? ctx.now : null },
      ...{ language, tell: state, remindedFor: null },
      name: name ? ctx.vault.encrypt(name, { record: id, field: 'name' }) : null,
      access: needs.length > 0 ? ctx.vault.encrypt(needs, { record: id, field: 'access' }) : null,
    };
  });
  const again = rows.filter((r) => had.has(r.personId));
  for (const { id, sessionId: _, personId: __, ...change } of again)
    await store.updateRegistration(ctx, [id], change);
  const added = await store.insertRegistrations(
    ctx,
    rows.filter((r) => !had.has(r.personId)),
  );
  await changed(
    ctx,
    sessionId,
    rows.map((r) => r.personId),
  );
  const personIds = again.map((r) => r.personId);
  return [...added, ...(await store.selectAtDoor(ctx, sessionId, { personIds }))];
}

const changed = (ctx: Ctx, session: string, personIds: string[]) =>
  emit(
    ctx,
    ...personIds.map((person) => ({
      kind: 'registration.changed',
      subject: session,
      data: { session, person },
    })),
  );

/** Gives a seat back; the next who waits has it. Again is the same act. Throws 409 once it has begun. */
export async function cancelRegistration(ctx: Ctx, row: store.RegistrationRow): Promise<void> {
  const session = (await store.lockSession(ctx, row.sessionId))!;
  const now = await store.selectRegistration(ctx, row.id);
  if (!now || now.state === 'cancelled') return;
  if (session.startsAt <= ctx.now)
    throw conflict('This session has begun.', undefined, 'Nothing is to be done.');
  await store.updateRegistration(ctx, [row.id], { state: 'cancelled', since: null, tell: null });
  await promote(ctx, row.sessionId);
  await changed(ctx, row.sessionId, [row.personId]);
}

/**
 * The seat, or place on the waiting list, of a registration is given back by a word. Null where there is none by that id;
 * `begun` where it is too late.
 */
export async function giveBack(ctx: Ctx, id: string) {
  const row = await store.selectRegistration(ctx, id);
  const session = row && (await store.selectSession(ctx, row.sessionId));
  if (!session) return null;
  const isLate = session.startsAt <= ctx.now;
  if (!isLate) await cancelRegistration(ctx, row);
  return {
    ...({ course: session.course, language: row.language, state: isLate ? 'begun' : 'givenBack' } as const),
    when: (lang: Lang) => dayAndTime(lang, session.startsAt, ctx.network.timeZone),
  };
}

/** What somebody who comes to a course may want to do. */
const wantOf = (course: Course): Application['wants'] => (course === 'rights' ? [] : [course]);

const applicationFor = (
  { course, chapterId }: store.SessionRow,
  { language, ...who }: Pick<Application, 'id' | 'addresses'> & { name: string; language: string },
): Application => ({
  ...{ ...who, source: 'training', kind: 'member', languages: [language] },
  ...{ wants: wantOf(course), chapterId },
});

/**
 * Who walked in without a seat, by name; where they can be reached is theirs to say. They have a seat from now on. Returns
 * who each is, by the id of the act.
 */
export async function admitAtDoor(
  ctx: Ctx,
  session: store.SessionRow,
  list: { id: string; name: string; reach: string | null }[],
): Promise<Map<string, { personId: string; name: string | null }>> {
  if (list.length === 0) return new Map();
  const language = session.languages[0]!;
  const applied = await applyAll(
    ctx,
    await Promise.all(
      list.map(async ({ id, name, reach }) =>
        applicationFor(session, { id, name, language, addresses: await addressesIn(reach) }),
      ),
    ),
  );
  const personIds = applied.map((one) => one.personId);
  const had = await store.selectAtDoor(ctx, session.id, { personIds });
  const rows = list.map(({ id, name }, i) => ({
    ...{ id, sessionId: session.id, personId: personIds[i]!, state: 'confirmed' as const, at: ctx.now },
    ...{ since: ctx.now, language, name: ctx.vault.encrypt(name, { record: id, field: 'name' }) },
  }));
  const added = await store.insertRegistrations(
    ctx,
    rows.filter((row) => !had.some((r) => r.personId === row.personId)),
  );
  const seats = new Map([...had, ...added].map((r) => [r.personId, r]));
  return new Map(rows.map(({ id, personId }) => [id, { personId, name: nameOf(ctx, seats.get(personId)!) }]));
}

/** A door in a hurry mistypes: who stands there comes in all the same. */
async function addressesIn(reach: string | null): Promise<Application['addresses']> {
  const kind = reach?.includes('@') ? 'email' : 'sms';
  const isGood = reach && (kind === 'email' ? isEmail(reach) : await readNumber(reach));
  return isGood ? [{ kind, address: reach }] : [];
}

/**
 * Somebody without an account takes a seat: that makes them known, as an application does. Null where who is reached there
 * has a registration already, which is not shown to whoever typed the address. Throws as `register` does.
 */
export async function registerStranger(
  ctx: Ctx,
  {
    address,
    ...asked
  }: Omit<Asked, 'personId'> & { name: string; address: Application['addresses'][number] },
): Promise<store.RegistrationRow | null> {
  const session = await store.selectSession(ctx, asked.sessionId);
  if (!session) throw notFound('session');
  const { id, name, language } = asked;
  const { personId } = await apply(
    ctx,
    applicationFor(session, { id, name, language, addresses: [address] }),
  );
  const [own] = await store.selectAtDoor(ctx, session.id, { personIds: [personId] });
  if (own && own.id !== asked.id) return null;
  return register(ctx, { ...asked, personId });
}
