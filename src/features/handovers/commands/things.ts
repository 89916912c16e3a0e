import type { Ctx } from '../../../platform/context.ts';
import { callOf } from '../../calls/index.ts';
import { heldBy, passHeld } from '../../escalations/index.ts';
import { inHand, passDrafts, passReports } from '../../hotline/index.ts';
import { incidents, ledBy, passLead } from '../../incidents/index.ts';
import { zones } from '../../places/index.ts';
import { passThreads, withThem } from '../../threads/index.ts';
import type { Thing } from '../contract.ts';
import type { ThingRef } from '../store.ts';

/** All that is open with a person at the desk, what has waited longest first within its kind. */
export async function openThings(ctx: Ctx, personId: string): Promise<Thing[]> {
  const { reports, drafts } = await inHand(ctx, personId);
  const { threads, callbacks } = await withThem(ctx, personId);
  const led = await ledBy(ctx, personId);
  const call = await callOf(ctx, personId);
  const pages = await heldBy(ctx, personId);
  const zoneNames = new Map((await zones(ctx)).map((z) => [z.id, z.name]));
  const known = await incidents(
    ctx,
    led.map((i) => i.id),
  );
  const thing = (
    kind: Thing['kind'],
    { id, at }: { id: string; at: Date },
    more: Partial<Thing> = {},
  ): Thing => ({
    ...{ kind, id, at: at.toISOString(), number: null, about: null },
    ...more,
  });
  return [
    ...(call ? [thing('call', call, { about: call.language })] : []),
    ...led.map((one) => {
      const { number, label } = known.get(one.id)!;
      return thing('incident', one, { number, about: label });
    }),
    ...reports.map((one) => thing('report', one, { about: zoneNames.get(one.zoneId ?? '') ?? one.language })),
    ...threads.map((one) => thing('thread', one)),
    ...pages.map((one) => thing('page', one)),
    ...callbacks.map((one) => thing('callback', one)),
    ...drafts.map((one) => thing('draft', one)),
  ];
}

const idsOf = (things: readonly ThingRef[], kind: Thing['kind']) =>
  things.filter((t) => t.kind === kind).map((t) => t.id);

/** Everything goes from one to another. A caller on the line stays with who has them. */
export async function passOn(ctx: Ctx, things: readonly ThingRef[], from: string, to: string): Promise<void> {
  await passAll(ctx, things, from, to);
  await passDrafts(ctx, idsOf(things, 'draft'), from, to);
}

/** Everything is without an owner and for everyone to see; unsent forms wait for who takes it over. */
export const setFree = (ctx: Ctx, things: readonly ThingRef[], from: string): Promise<void> =>
  passAll(ctx, things, from, null);

/** What was set free and that nobody has taken since goes to one; and the unsent forms of who had them. */
export async function takeUp(ctx: Ctx, things: readonly ThingRef[], had: string, to: string): Promise<void> {
  await passAll(ctx, things, null, to);
  await passDrafts(ctx, idsOf(things, 'draft'), had, to);
}

async function passAll(ctx: Ctx, things: readonly ThingRef[], from: string | null, to: string | null) {
  await passReports(ctx, idsOf(things, 'report'), from, to);
  await passThreads(
    ctx,
    { threads: idsOf(things, 'thread'), callbacks: idsOf(things, 'callback') },
    from,
    to,
  );
  await passLead(ctx, idsOf(things, 'incident'), from, to);
  await passHeld(ctx, idsOf(things, 'page'), from, to);
}

/** Kinds and ids, without what a screen says of them. */
export const refsOf = (things: readonly Thing[]): ThingRef[] => things.map(({ kind, id }) => ({ kind, id }));
