import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { authorize } from '../../../platform/policy.ts';
import { send } from '../../channels/index.ts';
import { people, peopleByRole, peopleHolding } from '../../people/index.ts';
import { policy } from '../policy.ts';
import { coverageOf, type Digest, dayAt, digestOf, minuteAt, type Seated, type Stretch } from '../rules.ts';
import * as store from '../store.ts';
import { digestText, readersOf } from '../words.ts';
import { candidates } from './candidates.ts';
import { usualNotices } from './notices.ts';
import { wayOf } from './tell.ts';

const week = 7 * 24 * 60;

/** The next seven days in stretches, of what is published: a draft is nothing that anybody knows of. */
async function weekAhead(ctx: Ctx): Promise<Stretch[]> {
  const [from, to] = [ctx.now, plusMinutes(ctx.now, week)];
  const slots = (await store.selectSlots(ctx.tx, ctx.network.id, from, to)).filter(
    (s) => s.state === 'published',
  );
  const shifts = (await store.selectBetween(ctx.tx, ctx.network.id, from, to)).filter((s) => !s.learner);
  const known = await candidates(ctx, [...new Set(shifts.map((s) => s.personId))]);
  const seats = shifts.map(
    (s): Seated => ({
      ...s,
      draft: s.state === 'draft',
      languages: known.get(s.personId)?.languages ?? [],
    }),
  );
  return coverageOf(slots, seats, from, to);
}

const concerning = (pieces: Stretch[], chapterId: string | null, now: Date): Digest =>
  digestOf(
    pieces.filter((p) => p.chapterId === null || p.chapterId === chapterId),
    now,
  );

const mostShort = 50;

/** The same for who looks at it at the desk: the network's and their own chapter's. */
export async function readDigest(ctx: Ctx): Promise<Digest> {
  authorize(policy, ctx.actor, 'read', 'shift');
  const [me] = await people(ctx, ctx.actor.personId ? [ctx.actor.personId] : []);
  const digest = concerning(await weekAhead(ctx), me?.chapterId ?? null, ctx.now);
  return { ...digest, short: digest.short.slice(0, mostShort) };
}

/** Minutes of the day between which the digest leaves: nobody is woken, and one of yesterday is of no use. */
const leaves = { from: 9 * 60, until: 20 * 60 };

const readers = ['coordinator', 'dispatcher', 'operator'];

/** Once a day, to coordinators and the desk: one message each, in their language, by the way that they chose. */
export async function sendDigest(ctx: Ctx): Promise<void> {
  const zone = ctx.network.timeZone;
  const minute = minuteAt(ctx.now, zone);
  if (minute < leaves.from || minute >= leaves.until) return;
  if (!(await store.beginDigest(ctx.tx, ctx.network.id, dayAt(ctx.now, zone), ctx.now))) return;
  const pieces = await weekAhead(ctx);
  // Where nothing is planned there is nothing to say.
  if (pieces.length === 0) return;
  const ids = new Set<string>();
  for (const role of readers) {
    for (const id of await peopleHolding(ctx, role)) ids.add(id);
    // The people of a demo have their parts before they ever signed in.
    if (ctx.network.demo) for (const { id } of await peopleByRole(ctx, role, 400)) ids.add(id);
  }
  const chosen = await store.selectNotices(ctx.tx, ctx.network.id, [...ids]);
  const to = (await people(ctx, [...ids])).filter(
    (p) => p.state === 'active' && !p.suspended && (chosen.get(p.id) ?? usualNotices).digest,
  );
  const languages = await readersOf(
    ctx,
    to.map((p) => p.id),
  );
  await send(
    ctx,
    to.map(({ id, chapterId }) => {
      const language = languages.get(id) ?? 'en';
      const body = digestText(ctx, language, concerning(pieces, chapterId, ctx.now));
      return { to: { personId: id }, by: wayOf(chosen.get(id)), body, language, purpose: 'digest' };
    }),
  );
}
