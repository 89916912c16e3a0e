import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Switchboard, switchboard } from '../../../test/switchboard.ts';
import { solve } from '../../call/solve.ts';
import { newId } from '../../platform/id.ts';
import type { Placed } from './contract.ts';
import { FLOOD, isSolution, PUZZLE } from './rules.ts';

let board: Switchboard;
let operator: Record<string, string>;
let admin: Record<string, string>;
beforeAll(async () => {
  board = await switchboard();
});
afterAll(() => board.carrier.stop());
beforeEach(async () => {
  board.net.clock.advance(FLOOD.minutes + 1);
  admin = await board.net.signIn(['admin']);
  operator = await board.net.signIn(['operator'], board.operators[0]!.id);
});

async function ask(
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: object,
  as = {},
  from = '198.51.100.7',
) {
  const answer = await board.net.app.inject({
    ...{ method, url: `/api/v1/calls${path}`, headers: as, remoteAddress: from },
    ...(body && { payload: body }),
  });
  return { status: answer.statusCode, body: answer.json() };
}
const choose = (puzzles: boolean, as = admin) => ask('PUT', '/settings', { puzzles }, as);

let doors = 0;
const newSecret = () =>
  Buffer.from(newId() + newId())
    .subarray(0, 32)
    .toString('base64url');
/** Each from a door of its own. */
async function place(from = `10.1.${doors >> 8}.${doors++ & 255}`) {
  const secret = newSecret();
  const { body } = await ask('POST', '/web', { secret, language: 'en', choice: 'now' }, {}, from);
  return { secret, ...(body as Placed) };
}
const solved = (secret: string, text: string, guesses: number[]) =>
  ask('POST', '/web/solve', { secret, text, guesses });
const placeOf = async (secret: string) =>
  (await ask('POST', '/web/hear', { secret, have: [] })).body.place as number;
const hangUp = (calls: { secret: string }[]) =>
  Promise.all(calls.map(({ secret }) => ask('POST', '/web/hang-up', { secret })));
async function flood() {
  const calls = [];
  for (let n = 0; n < FLOOD.most; n++) calls.push(await place());
  return calls;
}

describe('the puzzle of a call from a browser', () => {
  it('is an admin’s to choose, and off until they do', async () => {
    expect((await ask('GET', '/settings', undefined, admin)).body).toEqual({
      puzzles: false,
      canChange: true,
    });
    expect((await ask('GET', '/settings')).status).toBe(401);
    expect((await choose(true, operator)).status).toBe(403);
    const coordinator = await board.net.signIn(['coordinator']);
    expect((await choose(true, coordinator)).status).toBe(403);
    const calls = [...(await flood()), await place()];
    expect(calls.map(({ puzzle }) => puzzle)).toEqual(calls.map(() => null));
    await hangUp(calls);
    expect((await choose(true)).body).toEqual({ puzzles: true, canChange: true });
    expect((await ask('GET', '/settings', undefined, coordinator)).body).toEqual({
      puzzles: true,
      canChange: false,
    });
  });

  it('is asked for in a flood only; without it a call waits behind, with it in its turn', async () => {
    const calls = await flood();
    expect(calls.every(({ puzzle }) => puzzle === null)).toBe(true);
    const [machine, person] = [await place(), await place()];
    expect(machine.puzzle).toMatchObject({ parts: PUZZLE.parts, bits: PUZZLE.bits });
    // Before either has solved anything they wait in their order, and ring like every other.
    expect([await placeOf(machine.secret), await placeOf(person.secret)]).toEqual([21, 22]);
    const waiting = (await ask('GET', '', undefined, operator)).body.open as {
      behind: boolean;
      can: string[];
    }[];
    expect(waiting.filter(({ behind }) => behind)).toHaveLength(2);
    expect(waiting.every(({ can }) => can.includes('answer'))).toBe(true);

    const shares: number[] = [];
    const guesses = (await solve(person.puzzle!, { progress: (share) => shares.push(share) }))!;
    expect(shares.at(-1)).toBe(1);
    expect((await solved(person.secret, person.puzzle!.text, guesses)).status).toBe(200);
    expect([await placeOf(machine.secret), await placeOf(person.secret)]).toEqual([22, 21]);
    // Said again it is the same; and it is good for no other call.
    expect((await solved(person.secret, person.puzzle!.text, guesses)).status).toBe(200);
    expect((await solved(machine.secret, person.puzzle!.text, guesses)).status).toBe(422);
    await hangUp([...calls, machine, person]);
  });

  it('is refused where it is not solved, is made up or is over; the call waits on', async () => {
    const calls = await flood();
    const one = await place();
    const { text } = one.puzzle!;
    const guesses = (await solve(one.puzzle!))!;
    const later = `${Number(text.split('.')[0]) + 600}.${text.split('.')[1]}`;
    for (const [given, tried] of [
      [text, guesses.slice(1)],
      [text, [...guesses.slice(1), guesses[0]! + 1]],
      [text, []],
      [later, guesses],
      ['', guesses],
      ['.', guesses],
    ] as const)
      expect((await solved(one.secret, given, [...tried])).status).toBe(422);
    board.net.clock.advance(PUZZLE.minutes + 1);
    expect((await solved(one.secret, text, guesses)).status).toBe(422);
    expect(await placeOf(one.secret)).toBe(21);
    // The page that asks again for its call gets a puzzle that holds.
    const { body } = await ask('POST', '/web', { secret: one.secret, language: 'en', choice: 'now' });
    expect(body.me).toBe(one.me);
    const anew = (await solve(body.puzzle))!;
    expect((await solved(one.secret, body.puzzle.text, anew)).status).toBe(200);
    await hangUp([...calls, one]);
  });

  it('is not asked of a door that the desk has spoken with, nor are telephones asked for digits by it', async () => {
    const door = '203.0.113.9';
    const known = await place(door);
    const [{ id }] = (await ask('GET', '', undefined, operator)).body.open;
    expect((await ask('POST', `/${id}/answer`, {}, operator)).status).toBe(200);
    expect((await ask('POST', `/${id}/hang-up`, {}, operator)).status).toBe(200);
    const calls = await flood();
    expect((await place()).puzzle).not.toBeNull();
    expect((await place(door)).puzzle).toBeNull();
    const [proven] = await board.net.tx(async ({ tx }) => {
      await board.carrier.call('+16465550001');
      return tx.selectFrom('calls').select('state').where('door', '=', 'phone').execute();
    });
    expect(proven?.state).not.toBe('challenge');
    await hangUp([...calls, known]);
  });
});

it('a hash begins with so many zero bits', () => {
  const hash = (...bytes: number[]) => Uint8Array.from([...bytes, 0, 0, 0]);
  expect([isSolution(hash(0, 3), 14), isSolution(hash(0, 4), 14), isSolution(hash(0, 0), 14)]).toEqual([
    true,
    false,
    true,
  ]);
});

it('stops where nobody waits for it any more', async () => {
  const stop = new AbortController();
  stop.abort();
  expect(await solve({ text: 'x', parts: 8, bits: 30 }, { signal: stop.signal })).toBeNull();
});
