import { beforeAll, describe, expect, it } from 'vitest';
import { challengeOf } from '../../src/features/calls/commands/common.ts';
import { answer, arrive, hangUp, hungUp, noteKind, proceed } from '../../src/features/calls/commands.ts';
import { onShift } from '../../src/features/shifts/index.ts';
import type { Ctx } from '../../src/platform/context.ts';
import { newId } from '../../src/platform/id.ts';
import { type TestNetwork, testNetwork } from '../harness.ts';
import { held, longest, randomOf, times } from './times.ts';

/**
 * Fault 7, by telephone: robots that dial by themselves, a few people who mean ill, and two real callers a minute, one of a
 * number that the desk has spoken with before. The desk of three answers, and ends what is none.
 */

const wanted = times(7_000, 240);
const minutes = 10;
/** Seconds a step. */
const step = 5;
const steps = (minutes * 60) / step;
/** Of a robot's calls one in three presses 1 at whatever it is told; nobody hears it. */
const presses = 3;
const random = randomOf(17);

let net: TestNetwork;
let operators: string[];
const known = '+12125550001';

beforeAll(async () => {
  net = await testNetwork({ volunteers: 40 });
  operators = await net.tx((ctx) => onShift(ctx, 'operator'));
}, longest);

const row = (ctx: Ctx, carrierId: string) =>
  ctx.tx
    .selectFrom('calls')
    .select([
      'id',
      'turn',
      'state',
      'proven',
      'outcome',
      'started_at as startedAt',
      'answered_at as answeredAt',
    ])
    .where('network_id', '=', ctx.network.id)
    .where('carrier_id', '=', carrierId)
    .executeTakeFirstOrThrow();

/** Presses what the call asks for, one key after the other, until it waits, is asked for a message, or has ended. */
async function press(
  from: string,
  carrierId: string,
  keys: (ctx: Ctx, state: string, id: string) => string | null,
) {
  for (let n = 0; n < 9; n++) {
    const on = await net.tx(async (ctx) => {
      const call = await row(ctx, carrierId);
      if (['waiting', 'message', 'ended', 'talking'].includes(call.state)) return false;
      const digits = keys(ctx, call.state, call.id);
      await proceed(ctx, call.id, call.turn, { from, digits, recorded: null });
      return true;
    });
    if (!on) return;
  }
}

const ring = (from: string) => {
  const carrierId = `CA${newId()}`;
  return net.tx((ctx) => arrive(ctx, { door: 'wall', carrierId, from })).then(() => carrierId);
};

/** Hears what is said: presses the two digits, then that it happens now. */
async function person(from: string): Promise<string> {
  const carrierId = await ring(from);
  await press(from, carrierId, (ctx, state, id) => (state === 'challenge' ? challengeOf(ctx, id) : '1'));
  return carrierId;
}

async function robot(n: number): Promise<void> {
  const from = `+1646${String(n % 900).padStart(7, '0')}`;
  const carrierId = await ring(from);
  if (n % presses === 0) await press(from, carrierId, () => '1');
  await net.tx((ctx) => hungUp(ctx, 'wall', carrierId));
}

const ill = new Set<string>();
const busy = new Map<string, { call: string; carrierId: string; until: number }>();

/** Whoever is free takes the first who waits, hears in a quarter of a minute what it is, and ends it. */
async function desk(at: number): Promise<void> {
  for (const id of operators) {
    const ctxOf = net.actor(['operator'], id);
    const mine = busy.get(id);
    if (mine && mine.until > at) continue;
    if (mine) {
      busy.delete(id);
      await net.tx(
        (ctx) =>
          ill.has(mine.carrierId)
            ? noteKind(ctx, { id: newId(), kind: 'abusive', callId: mine.call }).then(() => {})
            : hangUp(ctx, mine.call),
        ctxOf,
      );
    }
    const next = await net.tx((ctx) =>
      ctx.tx
        .selectFrom('calls')
        .select(['id', 'carrier_id as carrierId'])
        .where('network_id', '=', ctx.network.id)
        .where('state', '=', 'waiting')
        .where('line', '=', 'desk')
        .orderBy('queued_at')
        .limit(1)
        .executeTakeFirst(),
    );
    if (!next) continue;
    await net.tx((ctx) => answer(ctx, next.id), ctxOf);
    busy.set(id, { call: next.id, carrierId: next.carrierId, until: at + 15 });
  }
}

describe('a flood of calls', () => {
  it(
    'drops none, lets a real caller be heard within a minute, and asks no number known to be good for digits',
    async () => {
      // Somebody whom the desk spoke with on another day.
      await person(known);
      await desk(-1000);
      await desk(0);
      net.clock.advance(24 * 60);
      operators = await net.tx((ctx) => onShift(ctx, 'operator'));

      const real: { carrierId: string; known: boolean }[] = [];
      let robots = 0;
      for (let n = 0; n < steps; n++) {
        const share = Math.floor((wanted * (n + 1)) / steps) - robots;
        for (let k = 0; k < share; k++) await robot(robots++);
        if (n % 12 === 3) real.push({ carrierId: await person(known), known: true });
        if (n % 12 === 8) real.push({ carrierId: await person(`+1347555${String(1000 + n)}`), known: false });
        if (random() < 0.25) ill.add(await person(`+1929555${String(1000 + n)}`));
        await desk(n * step);
        net.clock.advance(step / 60);
      }
      await desk(steps * step);
      const waits: number[] = [];
      await net.tx(async (ctx) => {
        for (const { carrierId, known: isKnown } of real) {
          const call = await row(ctx, carrierId);
          expect(call.answeredAt, 'a real caller was answered').not.toBeNull();
          if (isKnown) expect(call.proven, 'a number known to be good is not asked').toBe(true);
          waits.push((+call.answeredAt! - +call.startedAt) / 1000);
        }
        const { n } = await ctx.tx
          .selectFrom('calls')
          .select((s) => s.fn.countAll<number>().as('n'))
          .where('network_id', '=', ctx.network.id)
          .where('started_at', '>', new Date(ctx.now.getTime() - 60 * 60_000))
          .executeTakeFirstOrThrow();
        expect(Number(n)).toBe(robots + real.length + ill.size);
        // What rings, texts and pages went out is bounded, however many call.
        const pages = await ctx.tx
          .selectFrom('messages')
          .select((s) => s.fn.countAll<number>().as('n'))
          .where('network_id', '=', ctx.network.id)
          .where('purpose', 'in', ['call', 'escalation'])
          .executeTakeFirstOrThrow();
        expect(Number(pages.n)).toBeLessThan(200);
      });
      waits.sort((a, b) => a - b);
      const worst = waits[Math.ceil(0.99 * waits.length) - 1]!;
      expect(worst).toBeLessThanOrEqual(60);
      held(
        `${robots + real.length + ill.size} calls in ${minutes} minutes: none dropped, real callers answered within ${worst} s (p99), none of them known and asked for digits`,
      );
    },
    longest,
  );
});
