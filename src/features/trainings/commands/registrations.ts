import { timingSafeEqual } from 'node:crypto';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { conflict, notFound } from '../../../platform/problem.ts';
import { isEmail, readNumber } from '../../channels/index.ts';
import { type Application, apply } from '../../joining/index.ts';
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
  name?: string | undefined;
  needs: Access[];
}

/**
 * Gives somebody a seat, or a place on the waiting list where there is none; for whoever has asked whether they may. The
 * same person twice is once: the first registration stays, and is returned. Throws 404, 409 for what has begun or is off.
 */
export async function register(ctx: Ctx, asked: Asked): Promise<store.RegistrationRow> {
  const session = await store.lockSession(ctx, asked.sessionId);
  if (!session) throw notFound('session');
  const all = await store.selectOfSession(ctx, session.id);
  const before = all.find((r) => r.personId === asked.personId);
  if (before && before.state !== 'cancelled') return before;
  if (session.state !== 'planned' || session.startsAt <= ctx.now)
    throw conflict('Nobody can register for this session any more.', undefined, 'Choose another one.');
  const seats = (await seatsOf(ctx, [session]))(session);
  const taken = all.filter((r) => r.state === 'confirmed').length;
  const state: 'confirmed' | 'waiting' = taken < seats ? 'confirmed' : 'waiting';
  // Who gave a seat back keeps the registration that they had, and its page.
  const id = before?.id ?? asked.id;
  const change = {
    ...{ state, at: ctx.now, since: state === 'confirmed' ? ctx.now : null, language: asked.language },
    name: asked.name ? ctx.vault.encrypt(asked.name, { record: id, field: 'name' }) : null,
    access: asked.needs.length > 0 ? ctx.vault.encrypt(asked.needs, { record: id, field: 'access' }) : null,
    ...{ tell: state, remindedFor: null },
  };
  const { sessionId, personId } = asked;
  if (before) await store.updateRegistration(ctx, [id], change);
  else await store.insertRegistrations(ctx, [{ id, sessionId, personId, ...change }]);
  await changed(ctx, sessionId, personId);
  return (await store.selectRegistration(ctx, id))!;
}

const changed = (ctx: Ctx, session: string, person: string) =>
  emit(ctx, { kind: 'registration.changed', subject: session, data: { session, person } });

/** Gives a seat back; the next who waits has it. Again is the same act. Throws 409 once it has begun. */
export async function cancelRegistration(ctx: Ctx, row: store.RegistrationRow): Promise<void> {
  const session = (await store.lockSession(ctx, row.sessionId))!;
  const now = await store.selectRegistration(ctx, row.id);
  if (!now || now.state === 'cancelled') return;
  if (session.startsAt <= ctx.now)
    throw conflict('This session has begun.', undefined, 'Nothing is to be done.');
  await store.updateRegistration(ctx, [row.id], { state: 'cancelled', since: null, tell: null });
  await promote(ctx, row.sessionId);
  await changed(ctx, row.sessionId, row.personId);
}

/** What somebody who comes to a course may want to do. */
const wantOf = (course: Course): Application['wants'] => (course === 'rights' ? [] : [course]);

const applyFor = (
  ctx: Ctx,
  { course, chapterId }: store.SessionRow,
  { language, ...who }: Pick<Application, 'id' | 'addresses'> & { name: string; language: string },
) =>
  apply(ctx, {
    ...{ ...who, source: 'training', kind: 'member', languages: [language] },
    ...{ wants: wantOf(course), chapterId },
  });

/** Who walked in without a seat, by name; where they can be reached is theirs to say. They have a seat from now on. */
export async function admitAtDoor(
  ctx: Ctx,
  session: store.SessionRow,
  { id, name, reach }: { id: string; name: string; reach: string | null },
): Promise<store.RegistrationRow> {
  const language = session.languages[0]!;
  // A door in a hurry mistypes: who stands there comes in all the same.
  const kind = reach?.includes('@') ? 'email' : 'sms';
  const isGood = reach && (kind === 'email' ? isEmail(reach) : await readNumber(reach));
  const addresses: Application['addresses'] = isGood ? [{ kind, address: reach }] : [];
  const { personId } = await applyFor(ctx, session, { id, name, language, addresses });
  const own = await store.selectAtDoor(ctx, session.id, { personId });
  if (own) return own;
  await store.insertRegistrations(ctx, [
    {
      ...{ id, sessionId: session.id, personId, state: 'confirmed', at: ctx.now, since: ctx.now, language },
      name: ctx.vault.encrypt(name, { record: id, field: 'name' }),
    },
  ]);
  return (await store.selectRegistration(ctx, id))!;
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
  const { personId } = await applyFor(ctx, session, { id, name, language, addresses: [address] });
  const own = await store.selectAtDoor(ctx, session.id, { personId });
  if (own && own.id !== asked.id) return null;
  return register(ctx, { ...asked, personId });
}
