import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { idFromKey } from '../../../platform/id.ts';
import { authorize, can } from '../../../platform/policy.ts';
import { notFound, refused } from '../../../platform/problem.ts';
import { LONGEST_SURGE_DAYS, type Surge } from '../contract.ts';
import { policy } from '../policy.ts';
import { atWall, blocksOf, invited, whyNot } from '../rules.ts';
import * as store from '../store.ts';
import { candidates, rotaRules, shiftsAround } from './candidates.ts';
import { hoursAround } from './seats.ts';
import { dropSlot } from './slots.ts';
import { tellSurge } from './tell.ts';

/** Those that are on or to come: one that is over has ended by itself. */
export async function listSurges(ctx: Ctx): Promise<Surge[]> {
  authorize(policy, ctx.actor, 'read', 'shift');
  return (await store.selectSurges(ctx.tx, ctx.network.id, ctx.now)).map((row) => present(ctx, row));
}

const present = (ctx: Ctx, row: store.SurgeRow): Surge => ({
  ...row,
  from: row.from.toISOString(),
  until: row.until.toISOString(),
  can: row.until > ctx.now && can(policy, ctx.actor, 'plan', 'slot', row) ? ['end'] : [],
});

interface Wall {
  day: string;
  minute: number;
}

type Asked = Pick<Surge, 'id' | 'chapterId' | 'needs' | 'blockHours' | 'languages'> & {
  from: Wall;
  until: Wall;
};

/**
 * Lays shifts in blocks over the rota for an event of days, open for taking at once by the usual rules, and invites whom
 * nothing keeps from at least one of them. The same id again is the same act, and invites nobody twice.
 */
export async function startSurge(
  ctx: Ctx,
  { from, until, ...asked }: Asked,
): Promise<{ surge: Surge; slots: number; invited: number }> {
  authorize(policy, ctx.actor, 'plan', 'slot', asked);
  const zone = ctx.network.timeZone;
  const row: store.SurgeRow = {
    ...asked,
    from: atWall(from.day, from.minute, zone),
    until: atWall(until.day, until.minute, zone),
  };
  mustMakeSense(ctx, row);
  const blocks = blocksOf(row.from, row.until, row.blockHours);
  const slots = row.needs.flatMap(({ role, seats }) =>
    blocks.map(
      ({ startsAt, endsAt }): store.SlotRow => ({
        id: idFromKey('surge', `${row.id} ${role} ${startsAt.toISOString()}`),
        patternId: null,
        surgeId: row.id,
        ...{ role, chapterId: row.chapterId, startsAt, endsAt },
        ...{ minimum: seats, wanted: seats, languages: row.languages, state: 'published' as const },
      }),
    ),
  );
  if (!(await store.insertSurge(ctx.tx, ctx.network.id, row, ctx.actor.id, ctx.now))) {
    const known = (await store.selectSurge(ctx.tx, ctx.network.id, row.id))!;
    return { surge: present(ctx, known), slots: slots.length, invited: 0 };
  }
  await store.insertSlots(ctx.tx, ctx.network.id, slots);
  const told = await invite(ctx, row, slots);
  await audit(ctx, { act: 'rota.surge', subject: row.id, data: { slots: slots.length, invited: told } });
  await emit(ctx, { kind: 'shift.changed', subject: row.id, data: {} });
  return { surge: present(ctx, row), slots: slots.length, invited: told };
}

const dayMs = 86_400_000;

function mustMakeSense(ctx: Ctx, { from, until, needs }: store.SurgeRow): void {
  const roles = new Set(needs.map((n) => n.role));
  if (roles.size < needs.length)
    throw refused('A role is named twice.', 'Say once how many are needed of it.');
  if (until <= ctx.now) throw refused('These hours are over already.', 'Choose later ones.');
  if (+until - +from < 3_600_000)
    throw refused('A surge lasts an hour at least.', 'For a single shift add a one-off.');
  if (+until - +from > LONGEST_SURGE_DAYS * dayMs)
    throw refused(
      `A surge lasts at most ${LONGEST_SURGE_DAYS} days.`,
      'For what lasts longer make a pattern.',
    );
}

/**
 * Of those whom nothing keeps from some of these slots, taken by themselves, as few as the places need: told how many they
 * could take. The others see them in the app. Returns how many were told.
 */
async function invite(ctx: Ctx, surge: store.SurgeRow, slots: store.SlotRow[]): Promise<number> {
  const ahead = slots.filter((s) => s.endsAt > ctx.now);
  const everyone = await candidates(ctx, null);
  const rules = await rotaRules(ctx);
  const around = await shiftsAround(ctx, [...everyone.keys()], surge.from, surge.until);
  const could = [...everyone.values()].flatMap((person) => {
    const theirs = around.get(person.id) ?? [];
    const open = ahead.filter(
      (slot) => whyNot({ person, slot, sitting: [], theirs, rules, now: ctx.now }).length === 0,
    );
    return open.length > 0
      ? [{ personId: person.id, roles: [...new Set(open.map((s) => s.role))], shifts: open.length }]
      : [];
  });
  const places = new Map(
    surge.needs.map(({ role, seats }) => [role, seats * ahead.filter((s) => s.role === role).length]),
  );
  const ids = could.map((c) => c.personId);
  const asked = invited(could, places, await hoursAround(ctx, ids, surge.from));
  await tellSurge(ctx, surge, asked);
  return asked.length;
}

/** Ends it early: what has not begun is off, and who had a place is told. Over already is the same act. */
export async function endSurge(ctx: Ctx, id: string): Promise<Surge> {
  authorize(policy, ctx.actor, 'read', 'shift');
  const row = await store.selectSurge(ctx.tx, ctx.network.id, id);
  if (!row) throw notFound('surge');
  authorize(policy, ctx.actor, 'plan', 'slot', row);
  if (row.until <= ctx.now) return present(ctx, row);
  await store.endSurgeAt(ctx.tx, ctx.network.id, id, ctx.now);
  for (const slotId of await store.selectSlotsOfSurge(ctx.tx, ctx.network.id, id, ctx.now))
    await dropSlot(ctx, slotId);
  await audit(ctx, { act: 'rota.surgeEnded', subject: id });
  await emit(ctx, { kind: 'shift.changed', subject: id, data: {} });
  return present(ctx, { ...row, until: ctx.now });
}
