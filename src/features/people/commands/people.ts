import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { authorize } from '../../../platform/policy.ts';
import { conflict, notFound, refused } from '../../../platform/problem.ts';
import { currentPlaybook } from '../../playbooks/index.ts';
import type { EmergencyContact, Window } from '../contract.ts';
import { policy } from '../policy.ts';
import { callSignAt, isVouched, type NotSendable, sendable } from '../rules.ts';
import * as store from '../store.ts';
import { vouchByFounding } from './founding.ts';
import { agreementsInForce } from './in-force.ts';

export type Person = store.Person;

const contactBound = (id: string) => ({ record: id, field: 'emergency_contact' });

/** The one person of a call sign, at the server's console; null where there is none. */
export async function personCalled(ctx: Ctx, callSign: string): Promise<Person | null> {
  const { slug } = await currentPlaybook(ctx);
  const find = { q: callSign, chapterIds: null, limit: 50 };
  const found = await store.searchPeople(ctx.tx, ctx.network.id, slug, find);
  return found.find((p) => p.callSign.toLowerCase() === callSign.toLowerCase()) ?? null;
}

/** Those of the ids that are people here, in the order of ids. */
export async function people(ctx: Ctx, ids: string[]): Promise<Person[]> {
  const { slug } = await currentPlaybook(ctx);
  return store.selectPeople(ctx.tx, ctx.network.id, slug, ids);
}

/** Throws 404 when there is nobody by that id. */
export async function person(ctx: Ctx, id: string): Promise<Person> {
  const [found] = await people(ctx, [id]);
  if (!found) throw notFound('person');
  return found;
}

export async function callSigns(ctx: Ctx, ids: string[]): Promise<Map<string, string>> {
  const rows = await store.selectCallSigns(ctx.tx, ctx.network.id, [...new Set(ids)]);
  return new Map(rows.map((r) => [r.id, r.callSign]));
}

/** Asked at every request. */
export const personOfAccount = (
  ctx: Ctx,
  accountId: string,
): Promise<{ id: string; callSign: string; suspended: boolean } | null> =>
  store.selectByAccount(ctx.tx, ctx.network.id, accountId);

/** Active people of a role who are not suspended: those with no other role and the longest here come first. */
export async function peopleByRole(ctx: Ctx, role: string, n: number): Promise<Person[]> {
  const { slug } = await currentPlaybook(ctx);
  return store.selectByRole(ctx.tx, ctx.network.id, slug, role, n);
}

/** Whether each may be sent: active, not suspended, vouched for, an agreement signed that counts; and every reason why not. */
export async function isSendable(
  ctx: Ctx,
  personIds: string[],
): Promise<Map<string, { ok: boolean; reasons: NotSendable[] }>> {
  const facts = await responderFacts(ctx, [...new Set(personIds)]);
  const known = new Map(facts.map((p) => [p.id, sendable({ ...p, agreed: p.agreementCurrent })]));
  return new Map(
    personIds.map((id) => [id, known.get(id) ?? { ok: false, reasons: ['not_active' as NotSendable] }]),
  );
}

/** How many active members speak each language. */
export const countLanguages = (ctx: Ctx): Promise<Map<string, number>> =>
  store.countLanguages(ctx.tx, ctx.network.id);

/** How many active members a chapter has, or the network. */
export const countActive = (ctx: Ctx, chapterId: string | null): Promise<number> =>
  store.countActive(ctx.tx, ctx.network.id, chapterId);

/** What matching needs to know of a person; canaries are none. */
export interface ResponderFacts extends Person {
  /** Without those who are suspended. */
  active: boolean;
  /** The version of the conduct agreement signed last. */
  agreementVersion: number | null;
  /** It counts still: as it reads now, or within the days of grace after it changed. */
  agreementCurrent: boolean;
  /** May be sent, hold a desk role, be in the closed channel. */
  vouched: boolean;
}

/** Facts of these people; of everyone when `ids` is null. */
export async function responderFacts(ctx: Ctx, ids: string[] | null): Promise<ResponderFacts[]> {
  const { slug, trust } = await currentPlaybook(ctx);
  const inForce = await agreementsInForce(ctx);
  const found = await store.selectPeople(ctx.tx, ctx.network.id, slug, ids, { real: true });
  return found.map((p) => ({
    ...p,
    active: p.state === 'active' && !p.suspended,
    agreementVersion: p.signedVersion,
    agreementCurrent: p.signedVersion !== null && inForce.includes(p.signedVersion),
    vouched: isVouched(p, trust),
  }));
}

/** What is needed of a new person; the rest has a default. */
export type PersonToAdd = Pick<Person, 'id' | 'chapterId' | 'homeCell'> & Partial<store.NewPerson>;

/** Adds people with call signs of their own; someone who exists stays as they are. */
export async function addPeople(ctx: Ctx, toAdd: PersonToAdd[]): Promise<void> {
  if (toAdd.length === 0) return;
  await store.lockCallSigns(ctx.tx, ctx.network.id);
  const before = await store.countPeople(ctx.tx, ctx.network.id);
  const rows = toAdd.map((p, i) => ({
    accountId: null,
    callSign: callSignAt(before + i),
    zoneIds: [],
    languages: ['en'],
    skills: [],
    roles: [],
    state: 'active' as const,
    stateAt: ctx.now,
    availability: [] as Window[],
    ...p,
  }));
  await store.insertPeople(ctx.tx, ctx.network.id, rows);
  await emit(ctx, ...rows.map(({ id }) => ({ kind: 'person.changed', subject: id, data: { person: id } })));
}

/**
 * Adds one person whose account has the same id, from the server's console: the network's founding vouches for them, or
 * there would never be anyone to vouch. Throws 409 when somebody has that call sign.
 */
export async function admit(ctx: Ctx, newcomer: PersonToAdd): Promise<void> {
  await addPeople(ctx, [{ ...newcomer, accountId: newcomer.id }]);
  await vouchByFounding(ctx, [newcomer.id]);
}

/** Binds an account to its person. */
export const linkAccount = (ctx: Ctx, personId: string, accountId: string): Promise<void> =>
  store.updatePerson(ctx.tx, ctx.network.id, personId, { accountId }, ctx.now);

/** The member who acts. Throws 404 when there is no member behind the account. */
export function me(ctx: Ctx): Promise<Person> {
  authorize(policy, ctx.actor, 'read', 'self');
  return person(ctx, ctx.actor.personId!);
}

export interface OwnChange {
  availability?: Window[] | undefined;
  languages?: string[] | undefined;
  state?: 'active' | 'paused' | undefined;
  emergencyContact?: EmergencyContact | null | undefined;
}

/** A member changes their own data. Throws 422 when one who is not active yet would make themselves so. */
export async function changeMe(ctx: Ctx, change: OwnChange): Promise<Person> {
  authorize(policy, ctx.actor, 'change', 'self');
  const before = await me(ctx);
  if (change.state && before.state !== 'active' && before.state !== 'paused')
    throw refused('Only an active member can pause, or come back from a pause.', 'Ask your coordinator.');
  const contact = change.emergencyContact;
  const encrypted = contact && ctx.vault.encrypt(contact, contactBound(before.id));
  await store.updatePerson(
    ctx.tx,
    ctx.network.id,
    before.id,
    { ...change, emergencyContact: encrypted },
    ctx.now,
  );
  await emit(ctx, { kind: 'person.changed', subject: before.id, data: { person: before.id } });
  return me(ctx);
}

export const hasEmergencyContact = async (ctx: Ctx, personId: string): Promise<boolean> =>
  (await store.selectEmergencyContact(ctx.tx, ctx.network.id, personId)) !== null;

/** Whom to tell when this person is hurt or arrested; null when they named nobody. */
export async function emergencyContact(ctx: Ctx, personId: string): Promise<EmergencyContact | null> {
  const box = await store.selectEmergencyContact(ctx.tx, ctx.network.id, personId);
  return box && ctx.vault.decrypt<EmergencyContact>(box, contactBound(personId));
}

/** A member signs the conduct agreement as it now reads. Throws 409 when it reads otherwise by now. */
export async function signAgreement(ctx: Ctx, signing: { id: string; version: number }): Promise<Person> {
  authorize(policy, ctx.actor, 'sign', 'self');
  const { slug, conduct } = await currentPlaybook(ctx);
  const member = await me(ctx);
  if (member.signedVersion === conduct.version) return member;
  if (signing.version !== conduct.version)
    throw conflict(
      `The agreement has changed: it is version ${conduct.version} now.`,
      { version: conduct.version },
      'Read it again and sign that version.',
    );
  await store.insertAgreements(ctx.tx, ctx.network.id, [
    { ...signing, personId: member.id, playbook: slug, signedAt: ctx.now },
  ]);
  await emit(ctx, { kind: 'agreement.signed', subject: member.id, data: { person: member.id } });
  return me(ctx);
}
