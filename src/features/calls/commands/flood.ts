import { createHash, timingSafeEqual } from 'node:crypto';
import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { Gauge } from '../../../platform/gauge.ts';
import { refused } from '../../../platform/problem.ts';
import { isTrusted } from '../../hotline/index.ts';
import { FLOOD, isSolution, PUZZLE, type Puzzle, triedText } from '../rules.ts';
import * as store from '../store.ts';

const telephones = new Gauge(FLOOD);
/** Apart: what scripts place must not make people with a telephone press digits. */
const browsers = new Gauge(FLOOD);

/** One whose report was part of an incident, or with whom the desk has spoken, is asked for nothing. */
const isKnown = async (ctx: Ctx, origin: Buffer) =>
  (await isTrusted(ctx, origin)) || (await store.wasAnswered(ctx, origin));

/** In a flood a telephone first shows that somebody hears and presses. Counts one more. */
export const isProven = async (ctx: Ctx, origin: Buffer): Promise<boolean> =>
  !telephones.isOver(ctx.network.id, ctx.now) || (await isKnown(ctx, origin));

/**
 * Whether a call from a browser waits behind those that have solved their puzzle: in a flood of either kind, where an
 * admin has chosen so. Counts one more.
 */
export async function mustSolve(ctx: Ctx, origin: Buffer): Promise<boolean> {
  const flood =
    browsers.isOver(ctx.network.id, ctx.now) || telephones.of(ctx.network.id, ctx.now) > FLOOD.most;
  return flood && (await store.selectPuzzles(ctx)) && !(await isKnown(ctx, origin));
}

/** Nothing is kept of it: the text says until when it holds and proves whose it is. A call has one secret, so it is good for one. */
export function puzzleFor(ctx: Ctx, carrierId: string): Puzzle {
  const until = Math.floor(plusMinutes(ctx.now, PUZZLE.minutes).getTime() / 1000);
  return { text: textOf(ctx, carrierId, until), parts: PUZZLE.parts, bits: PUZZLE.bits };
}

const textOf = (ctx: Ctx, carrierId: string, until: number) =>
  `${until}.${ctx.vault.hash('call puzzle', `${carrierId}\n${until}`).toString('base64url')}`;

/** Throws 422 for a puzzle that is another call's, is over, or is not solved. */
export function mustBeSolved(
  ctx: Ctx,
  carrierId: string,
  { text, guesses }: { text: string; guesses: number[] },
) {
  const until = Number(/^\d{1,12}(?=\.)/.exec(text)?.[0] ?? 0);
  const [given, own] = [Buffer.from(text), Buffer.from(textOf(ctx, carrierId, until))];
  const isOwn = given.length === own.length && timingSafeEqual(given, own);
  if (!isOwn || until * 1000 < ctx.now.getTime() || guesses.length !== PUZZLE.parts) throw notSolved;
  const fits = (guess: number, part: number) =>
    isSolution(
      createHash('sha256')
        .update(triedText(text, part, guess))
        .digest(),
      PUZZLE.bits,
    );
  if (!guesses.every(fits)) throw notSolved;
}

const notSolved = refused(
  'This does not solve the puzzle of this call, or it came too late.',
  'Stay on the page: the call waits all the same.',
);
