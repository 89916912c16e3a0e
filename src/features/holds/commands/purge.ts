import { audit } from '../../../platform/audit/index.ts';
import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { enqueue } from '../../../platform/jobs/index.ts';
import type { Expiring, Keeping, KnowsAbout, Mark } from '../../../platform/keeping.ts';
import type { Kind } from '../contract.ts';
import { covers, endsBefore, isKind, isOver } from '../rules.ts';
import * as store from '../store.ts';
import { gather } from './gather.ts';

/** What every feature keeps and knows; the composition root gives it. */
export interface House {
  keeps: Keeping[];
  abouts: KnowsAbout[];
}

/** One page is one transaction: short enough that who places a hold waits for milliseconds. */
const page = 200;
const day = 24 * 60;

const kindOf = ({ name, kind }: Keeping): Kind => {
  if (!isKind(kind)) throw new Error(`${name} is kept as ${kind}, which has no time`);
  return kind;
};

/** Sets a run going over everything that is kept; what still runs from before goes on beside it. */
export async function startRuns(ctx: Ctx, { keeps }: House): Promise<void> {
  for (const keeping of keeps) {
    await store.beginRun(ctx, keeping.name, kindOf(keeping));
    await enqueue(ctx, 'holds.purge', { name: keeping.name }, ctx.now);
  }
}

/** Removes one page of what is over and not held, and sets the next going in the same transaction. */
export async function purgePage(
  ctx: Ctx,
  house: House,
  { name, after }: { name: string; after: Mark | null },
): Promise<void> {
  const keeping = house.keeps.find((k) => k.name === name);
  // Removed from the house since it was set going.
  if (!keeping) return;
  await store.lockHolds(ctx, 'share');
  const found = await sift(ctx, house, keeping, { now: ctx.now, after, limit: page });
  const purged = found.over.length > 0 ? await keeping.purge(ctx, found.over) : 0;
  const { next } = found;
  if (next)
    await enqueue(ctx, 'holds.purge', { name, after: { at: next.at.toISOString(), id: next.id } }, ctx.now);
  await store.countRun(ctx, name, { purged, held: found.held, finished: !next });
  if (purged > 0)
    await audit(ctx, {
      act: 'retention.purged',
      subject: ctx.network.id,
      data: { what: name, count: purged },
    });
}

/** What the coming night would find, up to one page; nothing is changed. */
export async function preview(ctx: Ctx, house: House, keeping: Keeping) {
  const tomorrow = plusMinutes(ctx.now, day);
  const { over, held, next } = await sift(ctx, house, keeping, { now: tomorrow, after: null, limit: page });
  return { due: over.length, held, more: next !== null };
}

async function sift(
  ctx: Ctx,
  { abouts }: House,
  keeping: Keeping,
  { now, after, limit }: { now: Date; after: Mark | null; limit: number },
) {
  const kind = kindOf(keeping);
  const settings = await store.selectSettings(ctx);
  const holds = await store.selectInForce(ctx);
  const rows = await keeping.due(ctx, endsBefore(kind, now, settings), after, limit);
  const subjects = await gather(ctx, abouts, rows);
  const over: string[] = [];
  let held = 0;
  for (const row of rows) {
    const { subject, ended } = subjects.get(row.id)!;
    if (!isOver(kind, { since: row.about.at, ended }, now, settings)) continue;
    if (holds.some((hold) => covers(hold, subject))) held++;
    else over.push(row.id);
  }
  return { over, held, next: rows.length < limit ? null : markOf(rows.at(-1)!) };
}

const markOf = ({ id, about }: Expiring): Mark => ({ at: about.ended, id });
