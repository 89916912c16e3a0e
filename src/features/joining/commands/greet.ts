import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import type { SealedInput } from '../../../platform/http/sealed.ts';
import { dayAndTime, textLang } from '../../../platform/i18n/index.ts';
import { authorize } from '../../../platform/policy.ts';
import { conflict, forbidden, invalid, notFound, type Problem, refused } from '../../../platform/problem.ts';
import { addressesOf, send } from '../../channels/index.ts';
import { dropRecordKeys, sealFor } from '../../keys/index.ts';
import { callSigns, moveTo, namesOf, type Person, type Spent, spend } from '../../people/index.ts';
import { currentPlaybook } from '../../playbooks/index.ts';
import type { HOWS, Outcome } from '../contract.ts';
import { say } from '../messages.ts';
import { policy } from '../policy.ts';
import { checklistOf, movesOf, unspoken } from '../rules.ts';
import * as store from '../store.ts';
import { seen } from './list.ts';
import { presentGreeting } from './present.ts';

/** Who reads vetting notes: coordinators and counsel, as of complaints. A greeter writes them, and may not read them again. */
const readers = ['conduct'] as const;

const taken = (person: Person, greeterId: string | null) => ({ ...person, personId: person.id, greeterId });

async function shown(ctx: Ctx, id: string) {
  const greeting = (await store.lockGreeting(ctx, id))!;
  return presentGreeting(ctx, greeting, await callSigns(ctx, [greeting.greeterId]));
}

const changed = (ctx: Ctx, kind: string, personId: string) =>
  emit(ctx, { kind: `applicant.${kind}`, subject: personId, data: { person: personId } });

/** The same id again is the same act. Throws 409, saying who, where another has taken them. */
export async function take(ctx: Ctx, { id, personId }: { id: string; personId: string }) {
  const person = await seen(ctx, personId);
  const greeterId = ctx.actor.personId;
  if (!greeterId) throw forbidden('take an applicant without being a member');
  if (person.id === greeterId) throw refused('Nobody greets themselves.', 'Another greeter takes you.');
  if (!(await store.insertGreeting(ctx, { id, personId, greeterId }))) {
    const open = (await store.selectGreetings(ctx, [personId])).find(
      (g) => g.id === id || g.endedAt === null,
    );
    if (open?.id === id && open.greeterId === greeterId) return shown(ctx, id);
    const by = open && (await callSigns(ctx, [open.greeterId])).get(open.greeterId);
    throw conflict('Somebody has taken this applicant.', by ? { who: by } : {}, 'Take another one.');
  }
  await store.touchApplications(ctx, [personId]);
  await audit(ctx, { act: 'applicant.taken', subject: personId, data: { greeting: id } });
  await changed(ctx, 'taken', personId);
  return shown(ctx, id);
}

/** The open greeting, for who may do this with it. Throws 404 and 403, and 409 when it has ended. */
async function open(ctx: Ctx, id: string, verb: 'book' | 'note' | 'end' | 'release') {
  authorize(policy, ctx.actor, 'list', 'applicants');
  const greeting = await store.lockGreeting(ctx, id);
  if (!greeting) throw notFound('greeting');
  const person = await seen(ctx, greeting.personId);
  authorize(policy, ctx.actor, verb, 'applicant', taken(person, greeting.greeterId));
  return { greeting, person };
}

const ended = () =>
  conflict('This conversation has ended.', {}, 'Take the applicant again to have another one.');

/** Name, addresses and hours, for who talks with them; one look, which stays spent. */
export async function contact(ctx: Ctx, personId: string): Promise<Spent<ContactCard>> {
  authorize(policy, ctx.actor, 'list', 'applicants');
  return spend<ContactCard>(ctx, async () => {
    const found = await seen(ctx, personId).catch((problem: Problem) => problem);
    if (!('id' in found)) return { shown: 1, answer: found };
    const had = await store.selectGreetings(ctx, [personId]);
    const greeter = had.find((g) => g.endedAt === null)?.greeterId ?? null;
    authorize(policy, ctx.actor, 'contact', 'applicant', taken(found, greeter));
    await audit(ctx, { act: 'applicant.named', subject: personId });
    const applications = await store.selectApplications(ctx, [personId]);
    const otherNames = applications.flatMap(({ id, name }) =>
      name ? [ctx.vault.decrypt<string>(name, { record: id, field: 'name' })] : [],
    );
    const name = (await namesOf(ctx, [personId])).get(personId) ?? null;
    const addresses = (await addressesOf(ctx, [personId])).get(personId) ?? [];
    return { shown: 1, answer: { name, otherNames, addresses, availability: found.availability } };
  });
}

interface ContactCard {
  name: string | null;
  otherNames: string[];
  addresses: { kind: string; address: string }[];
  availability: Person['availability'];
}

/** Writes to an applicant in their language. False where they have no address, or none that may be written to. */
async function tell(
  ctx: Ctx,
  person: Person,
  {
    subject,
    key,
    more = {},
  }: { subject: string; key: 'booked' | 'welcome' | 'notNow' | 'declined'; more?: object },
): Promise<boolean> {
  const lang = textLang(person.languages);
  const name = (await namesOf(ctx, [person.id])).get(person.id) ?? person.callSign;
  const body = say(lang, key, { network: ctx.network.name, name, ...more } as never);
  const { unreachable } = await send(ctx, [
    { to: { personId: person.id }, body, language: lang, purpose: 'application', subject },
  ]);
  return unreachable.length === 0;
}

/** When and how; told each time that it moves. Throws 400 for a time that is over. */
export async function book(ctx: Ctx, id: string, { at, how }: { at: Date; how: (typeof HOWS)[number] }) {
  const { greeting, person } = await open(ctx, id, 'book');
  if (greeting.endedAt) throw ended();
  if (at <= ctx.now) throw invalid([{ path: 'body.at', message: 'must be a time to come' }]);
  if (greeting.bookedFor?.getTime() === at.getTime() && greeting.how === how)
    return { ...(await shown(ctx, id)), told: false };
  await store.updateGreeting(ctx, id, { bookedFor: at, how });
  await store.touchApplications(ctx, [person.id]);
  const lang = textLang(person.languages);
  const told = await tell(ctx, person, {
    ...{ subject: id, key: 'booked' as const },
    more: { when: dayAndTime(lang, at, ctx.network.timeZone), how },
  });
  await changed(ctx, 'booked', person.id);
  return { ...(await shown(ctx, id)), told };
}

/** What was gone through, and the notes; both may be changed until the conversation has ended. */
export async function note(
  ctx: Ctx,
  id: string,
  { checked, notes }: { checked: string[]; notes?: string | SealedInput | undefined },
) {
  const { greeting, person } = await open(ctx, id, 'note');
  if (greeting.endedAt) throw ended();
  const { slug } = await currentPlaybook(ctx);
  const known = checklistOf(slug).filter((line) => checked.includes(line.id));
  const boxes = notes === undefined ? {} : await sealFor(ctx, readers, id, { notes });
  if (notes !== undefined && greeting.notes) await dropRecordKeys(ctx, [greeting.notes]);
  await store.updateGreeting(ctx, id, { checked: known.map((line) => line.id), ...boxes });
  await changed(ctx, 'noted', person.id);
  return shown(ctx, id);
}

/**
 * How it ended. Who was met and is trained moves on to `met`; who is not trained yet does so with their certificate. Again
 * with the same outcome is the same act. Throws 422 for "met" while something of the checklist was not gone through, 409
 * where it ended otherwise.
 */
export async function end(
  ctx: Ctx,
  id: string,
  { outcome, tell: isTold, link }: { outcome: Outcome; tell: boolean; link: (lang: string) => string },
) {
  const { greeting, person } = await open(ctx, id, 'end');
  if (greeting.outcome === outcome) return { ...(await shown(ctx, id)), told: false };
  if (greeting.endedAt) throw ended();
  const { slug } = await currentPlaybook(ctx);
  const left = unspoken(slug, greeting.checked);
  if (outcome === 'met' && left.length > 0)
    throw refused(
      `${left.length} of the checklist are still open.`,
      'Go through them, or end it as “not now” and talk again.',
    );
  await store.updateGreeting(ctx, id, { outcome, endedAt: ctx.now });
  await store.touchApplications(ctx, [person.id], outcome === 'met' ? { settled: true } : {});
  await audit(ctx, { act: 'applicant.greeted', subject: person.id, data: { greeting: id, outcome } });
  if (outcome === 'met') await follow(ctx, [person.id]);
  await changed(ctx, 'greeted', person.id);
  const key = ({ met: 'welcome', not_now: 'notNow', declined: 'declined' } as const)[outcome];
  const more = { link: link(textLang(person.languages)) };
  const told = isTold && (await tell(ctx, person, { subject: id, key, more }));
  return { ...(await shown(ctx, id)), told };
}

/** For somebody else to take. */
export async function giveBack(ctx: Ctx, id: string) {
  const { greeting, person } = await open(ctx, id, 'release');
  if (greeting.endedAt) return shown(ctx, id);
  await store.updateGreeting(ctx, id, { outcome: 'given_back', endedAt: ctx.now });
  await audit(ctx, { act: 'applicant.givenBack', subject: person.id, data: { greeting: id } });
  await changed(ctx, 'given_back', person.id);
  return shown(ctx, id);
}

/** Moves people on to where they have come: by a certificate of a first course, or by a conversation. */
export async function follow(ctx: Ctx, personIds: string[], certified = false): Promise<void> {
  const greetings = await store.selectGreetings(ctx, personIds);
  const met = new Set(greetings.filter((g) => g.outcome === 'met').map((g) => g.personId));
  const groups = Map.groupBy(personIds, (id) => met.has(id));
  for (const [met, ids] of groups)
    for (const { to, from } of movesOf({ certified, met })) await moveTo(ctx, ids, to, from);
  if (certified) await store.touchApplications(ctx, personIds, { settled: true });
}
