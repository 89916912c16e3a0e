import type { Ctx } from '../../platform/context.ts';
import { on } from '../../platform/events/consumers.ts';
import type { IsHeld } from '../../platform/keeping.ts';
import { followRoles } from './commands/rings.ts';
import { followSuspension, forgetLeft, lookForFlags, mark } from './commands.ts';

const account = ({ data }: { data: unknown }) => (data as { account: string }).account;

/** What features after this one know of a person and tell by their events. */
interface Later {
  isHeld: IsHeld;
  certificatesOf: (ctx: Ctx, personId: string) => Promise<{ course: string }[]>;
}

const person = ({ data }: { data: unknown }) => (data as { person: string }).person;

export const handlers = ({ isHeld, certificatesOf }: Later) => [
  on('role.given', 'people.given-rings', (ctx, event) => followRoles(ctx, account(event))),
  on('role.ended', 'people.ended-rings', (ctx, event) => followRoles(ctx, account(event))),
  on('vouch.given', 'people.flags', (ctx, { subject }) => lookForFlags(ctx, subject)),
  on('suspension.decided', 'people.conductFlags', async (ctx, { subject, data }) => {
    if ((data as { decision: string }).decision === 'upheld') await followSuspension(ctx, subject);
  }),
  on('certificate.changed', 'people.trainings', async (ctx, event) => {
    const held = await certificatesOf(ctx, person(event));
    const marks = held.map(({ course }) => ({ kind: 'training' as const, source: course }));
    await mark(ctx, person(event), marks);
  }),
  on('meeting.attended', 'people.meetings', (ctx, event) =>
    mark(ctx, person(event), [{ kind: 'meeting', source: event.subject }]),
  ),
  on('shift.shadowed', 'people.shadowed', (ctx, event) =>
    mark(ctx, person(event), [{ kind: 'shadowed', source: event.subject }]),
  ),
  on('hold.released', 'people.forgetLeft', (ctx) => forgetLeft(ctx, isHeld)),
];
