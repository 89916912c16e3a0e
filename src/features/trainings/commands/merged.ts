import type { Ctx } from '../../../platform/context.ts';
import { type Merge, notedIds, noteMerged } from '../../people/index.ts';
import { COURSES } from '../contract.ts';
import * as store from '../store.ts';
import { changed } from './certify.ts';
import { creditClass } from './credits.ts';
import { seatsAhead } from './own-sessions.ts';
import { cancelRegistration, nameOf, needsOf, register } from './registrations.ts';

const seats = 'registrations.person_id';
const issued = 'certificates.person_id';

/**
 * Two were one person. A second seat in one session goes to who waits for it; what both learnt together may complete a
 * certificate.
 */
export async function followMerged(ctx: Ctx, merge: Merge): Promise<void> {
  const { kept, gone } = merge;
  const doubles = await seatsAhead(ctx, gone);
  for (const row of doubles) await cancelRegistration(ctx, row);
  await noteMerged(
    ctx,
    merge,
    seats,
    'rested',
    doubles.map((r) => r.id),
  );
  const before = await store.selectUnrevoked(ctx.tx, ctx.network.id, [kept]);
  for (const course of COURSES)
    await creditClass(ctx, { personIds: [kept], course, modules: [], how: 'session' });
  const own = new Set(before.map((c) => c.id));
  const made = (await store.selectUnrevoked(ctx.tx, ctx.network.id, [kept])).filter((c) => !own.has(c.id));
  await noteMerged(
    ctx,
    merge,
    issued,
    'made',
    made.map((c) => c.id),
  );
  const moved = new Set(await notedIds(ctx, merge, issued, 'moved'));
  const came = before.filter((c) => moved.has(c.id));
  await changed(ctx, ...came.map(({ course }) => ({ personId: kept, certified: course })));
}

/**
 * Two again: a certificate that only both together had learnt for stands no more. Who gave a second seat back has it
 * again, or a place on the waiting list where somebody else has it now.
 */
export async function followParted(ctx: Ctx, merge: Merge): Promise<void> {
  for (const id of await notedIds(ctx, merge, issued, 'made'))
    await store.revokeCertificate(ctx.tx, ctx.network.id, id, ctx.now);
  await changed(ctx, { personId: merge.kept, parted: true }, { personId: merge.gone, parted: true });
  for (const id of await notedIds(ctx, merge, seats, 'rested')) {
    const row = await store.selectRegistration(ctx, id);
    const [session] = row ? await store.selectByIds(ctx, [row.sessionId]) : [];
    if (!row || session?.state !== 'planned' || session.startsAt <= ctx.now) continue;
    await register(ctx, { ...row, name: nameOf(ctx, row), needs: needsOf(ctx, row) });
  }
}
