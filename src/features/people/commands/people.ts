import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { conflict, forbidden, notFound, refused } from '../../../platform/problem.ts';
import { currentPlaybook } from '../../playbooks/index.ts';
import type { EmergencyContact, Window } from '../contract.ts';
import { type NotSendable, sendable } from '../rules.ts';
import * as store from '../store.ts';

export type { Person } from '../store.ts';

/** Throws 404 when nobody in this network has that id. */
export async function person(ctx: Ctx, id: string): Promise<store.Person> {
  const [found] = await store.selectPeople(ctx, [id]);
  if (!found) throw notFound('member');
  return found;
}

export const people = (ctx: Ctx, ids: string[]): Promise<store.Person[]> => store.selectPeople(ctx, ids);

export const peopleByRole = (ctx: Ctx, role: string, limit: number): Promise<store.Person[]> =>
  store.selectByRole(ctx, role, limit);

export const personOfAccount = async (ctx: Ctx, accountId: string): Promise<store.Person | null> =>
  (await store.selectByAccount(ctx, accountId)) ?? null;

/** Binds an account to its person. */
export const linkAccount = (ctx: Ctx, personId: string, accountId: string): Promise<void> =>
  store.updatePerson(ctx, personId, { accountId });

export async function callSigns(ctx: Ctx, ids: string[]): Promise<Map<string, string>> {
  const found = await store.selectPeople(ctx, [...new Set(ids)]);
  return new Map(found.map((p) => [p.id, p.callSign]));
}

/** Whether each of these may be sent at all: active, not suspended, today's agreement signed. Unknown ids are absent. */
export async function isSendable(
  ctx: Ctx,
  personIds: string[],
): Promise<Map<string, { ok: boolean; reasons: NotSendable[] }>> {
  const { conduct } = await currentPlaybook(ctx);
  const found = await store.selectPeople(ctx, personIds);
  return new Map(found.map((p) => [p.id, sendable({ ...p, currentVersion: conduct.version })]));
}

/** What matching needs to know of a person; a suspended one is not active. */
export interface ResponderFacts {
  id: string;
  callSign: string;
  chapterId: string;
  zoneIds: string[];
  homeCell: string;
  languages: string[];
  roles: string[];
  active: boolean;
  agreementVersion: number | null;
  availability: Window[];
}

/** Facts of these people; of everyone when `ids` is null. */
export async function responderFacts(ctx: Ctx, ids: string[] | null): Promise<ResponderFacts[]> {
  const found = await store.selectPeople(ctx, ids);
  return found.map((p) => ({
    id: p.id,
    callSign: p.callSign,
    chapterId: p.chapterId,
    zoneIds: p.zoneIds,
    homeCell: p.homeCell,
    languages: p.languages,
    roles: p.roles,
    active: p.state === 'active' && !p.suspended,
    agreementVersion: p.signedVersion,
    availability: p.availability,
  }));
}

/** The member who acts. Throws 403 for an account without a person. */
export async function me(ctx: Ctx): Promise<store.Person> {
  if (!ctx.actor.personId) throw forbidden('this without being a member');
  return person(ctx, ctx.actor.personId);
}

export interface MyChanges {
  availability?: Window[] | undefined;
  languages?: string[] | undefined;
  state?: 'active' | 'paused' | undefined;
  emergencyContact?: EmergencyContact | null | undefined;
}

/** Changes my own record. Pausing and coming back are mine; leaving or being admitted are not. */
export async function changeMe(ctx: Ctx, changes: MyChanges): Promise<store.Person> {
  const mine = await me(ctx);
  const { emergencyContact, state, ...rest } = changes;
  if (state && !['active', 'paused'].includes(mine.state))
    throw conflict('You are not active yet, so there is nothing to pause.');
  const sealed = emergencyContact
    ? await ctx.vault.seal(emergencyContact, { record: mine.id, field: 'emergency_contact' })
    : emergencyContact;
  await store.updatePerson(ctx, mine.id, { ...rest, state, emergencyContact: sealed });
  await emit(ctx, { kind: 'person.changed', subject: mine.id });
  return me(ctx);
}

/** Signs the agreement as it reads today. Throws 422 for another version than today's. */
export async function signAgreement(ctx: Ctx, id: string, version: number): Promise<store.Person> {
  const mine = await me(ctx);
  const { slug, conduct } = await currentPlaybook(ctx);
  if (version !== conduct.version)
    throw refused('The agreement has changed since you opened it.', 'Read it as it is now, then sign.');
  await store.insertAgreements(ctx, [{ id, personId: mine.id, playbook: slug, version, signedAt: ctx.now }]);
  await emit(ctx, { kind: 'agreement.signed', subject: mine.id });
  return me(ctx);
}

/** Whom to tell when one of ours is hurt or arrested; null when they named nobody. Only for that moment. */
export async function emergencyContact(ctx: Ctx, personId: string): Promise<EmergencyContact | null> {
  const sealed = await store.selectEmergencyContact(ctx, personId);
  return sealed
    ? ctx.vault.open<EmergencyContact>(sealed, { record: personId, field: 'emergency_contact' })
    : null;
}
