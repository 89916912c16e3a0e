import type { Ctx } from '../../platform/context.ts';
import { on, onAll } from '../../platform/events/consumers.ts';
import type { EventRow } from '../../platform/events/index.ts';
import type { IsHeld } from '../../platform/keeping.ts';
import { followRoles } from './commands/rings.ts';
import {
  changedBoth,
  followMerges,
  followSuspension,
  forgetLeft,
  forgetMerged,
  lookForFlags,
  mark,
  unmarkTrainings,
} from './commands.ts';
import { belongings } from './store.ts';

const account = ({ data }: { data: unknown }) => (data as { account: string }).account;

/** What features after this one know of a person and tell by their events. */
interface Later {
  isHeld: IsHeld;
  certificatesOf: (ctx: Ctx, personIds: string[]) => Promise<Map<string, { course: string }[]>>;
}

const person = ({ data }: { data: unknown }) => (data as { person: string }).person;

const isParted = ({ data }: EventRow) => data.parted === true;

const marked = (kind: 'meeting' | 'shadowed') => (event: EventRow) => ({
  personId: person(event),
  kind,
  source: event.subject,
});

export const handlers = ({ isHeld, certificatesOf }: Later) => [
  on('role.given', 'people.given-rings', (ctx, event) => followRoles(ctx, account(event))),
  on('role.ended', 'people.ended-rings', (ctx, event) => followRoles(ctx, account(event))),
  on('vouch.given', 'people.flags', (ctx, { subject }) => lookForFlags(ctx, subject)),
  on('suspension.decided', 'people.conductFlags', async (ctx, { subject, data }) => {
    if ((data as { decision: string }).decision === 'upheld') await followSuspension(ctx, subject);
  }),
  onAll('certificate.changed', 'people.trainings', async (ctx, events) => {
    const held = await certificatesOf(ctx, [...new Set(events.map(person))]);
    const marks = [...held].flatMap(([personId, courses]) =>
      courses.map(({ course }) => ({ personId, kind: 'training' as const, source: course })),
    );
    await mark(ctx, marks);
    for (const personId of new Set(events.filter(isParted).map(person)))
      await unmarkTrainings(
        ctx,
        personId,
        (held.get(personId) ?? []).map(({ course }) => course),
      );
  }),
  onAll('meeting.attended', 'people.meetings', (ctx, events) => mark(ctx, events.map(marked('meeting')))),
  onAll('shift.shadowed', 'people.shadowed', (ctx, events) => mark(ctx, events.map(marked('shadowed')))),
  ...followMerges('people', belongings, { merged: changedBoth, parted: changedBoth }),
  on('person.removed', 'people.forgetMerged', (ctx, { subject }) => forgetMerged(ctx, subject)),
  on('hold.released', 'people.forgetLeft', (ctx) => forgetLeft(ctx, isHeld)),
];
