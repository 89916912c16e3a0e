import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { authorize } from '../../../platform/policy.ts';
import { conflict, notFound, refused } from '../../../platform/problem.ts';
import { addressesOf } from '../../channels/index.ts';
import { people } from '../../people/index.ts';
import type { Always } from '../contract.ts';
import { policy } from '../policy.ts';
import * as store from '../store.ts';

/** Ways that make a noise in somebody's pocket. */
const ringing = new Set(['wall', 'push', 'signal', 'whatsapp', 'sms', 'voice']);

/** Who is always there; null while the network has named nobody. */
export async function readAlways(ctx: Ctx): Promise<Always | null> {
  const row = await store.selectAlways(ctx);
  const [person] = row ? await people(ctx, [row.personId]) : [];
  if (!person) return null;
  const ways = (await addressesOf(ctx, [person.id])).get(person.id) ?? [];
  return {
    personId: person.id,
    callSign: person.callSign,
    rings: ways.some(({ kind }) => ringing.has(kind)),
    away: person.state !== 'active' || person.suspended,
  };
}

/** Names the person with whom every plan ends. Throws 404 for nobody, 422 for who is not active. */
export async function nameAlways(
  ctx: Ctx,
  { id, personId }: { id: string; personId: string },
): Promise<Always> {
  authorize(policy, ctx.actor, 'name', 'alwaysThere');
  const [person] = await people(ctx, [personId]);
  if (!person) throw notFound('person');
  if (person.state !== 'active' || person.suspended)
    throw refused(
      `${person.callSign} is not active now, so nobody would be there.`,
      'Name an active member whom a page reaches at any hour.',
    );
  const before = await store.selectAlways(ctx);
  if (before?.id !== id && before?.personId !== personId) {
    await store.insertAlways(ctx, { id, personId });
    await audit(ctx, { act: 'escalation.always', subject: personId });
    await emit(ctx, { kind: 'escalation.always', subject: personId });
  }
  return (await readAlways(ctx))!;
}

/** Throws 409 while every plan ends with this person: another is named first. */
export async function mustNotBeAlwaysThere(ctx: Ctx, personId: string): Promise<void> {
  if ((await store.selectAlways(ctx))?.personId !== personId) return;
  throw conflict(
    'This is the person who is always there: whatever nobody answers ends with them.',
    {},
    'First name another one, at the desk under “Paging”. Then remove this member.',
  );
}

/** What the doctor says: whether somebody is always there, and can be rung. */
export async function checkAlways(ctx: Ctx): Promise<{ well: boolean; says: string }> {
  const always = await readAlways(ctx);
  const ill = (says: string) => ({ well: false, says: `Always there: ${says}` });
  if (!always)
    return ill(
      'nobody is named, so that pages end with every admin and coordinator. An admin names one under “Paging”.',
    );
  if (always.away)
    return ill(`${always.callSign} is paused, suspended or has left. An admin names another under “Paging”.`);
  if (!always.rings)
    return ill(
      `${always.callSign} has no way to be rung: no number, no app that wakes. Add one, or name another under “Paging”.`,
    );
  return { well: true, says: `Always there: ${always.callSign}, who can be rung.` };
}
