import { beforeEach, describe, expect, it } from 'vitest';
import { atSwitchboard } from '../../../test/switchboard.ts';
import { newId } from '../../platform/id.ts';

const line = atSwitchboard();
const { calling, calls, minutes, phoneOf, ringing } = line;

const send = async (path: string, payload: object | undefined = undefined, as = line.headers) => {
  const url = `/api/v1/calls/${path}`;
  const answer = await line.board.net.app.inject({
    method: 'POST',
    url,
    headers: as,
    ...(payload && { payload }),
  });
  return { status: answer.statusCode, body: answer.json() };
};
const hard = (as = line.headers, id = newId()) => send('hard', { id }, as);
const back = (as = line.headers) => send('hard/end', undefined, as);
const me = () => line.board.operators[0]!.id;
const stateOf = async (personId = me()) => {
  const { items } = await presence();
  return items.find((p: { personId: string }) => p.personId === personId)?.state;
};
const presence = async () =>
  (await line.board.net.app.inject({ url: '/api/v1/presence', headers: line.headers })).json();

/** Who was paged about it so far, by step, and in which words. */
const paged = () =>
  line.board.net.tx(async (ctx) => {
    const rows = await ctx.tx
      .selectFrom('escalation_pages as p')
      .innerJoin('escalations as e', (j) =>
        j.onRef('e.id', '=', 'p.escalation_id').onRef('e.network_id', '=', 'p.network_id'),
      )
      .select(['p.person_id as personId', 'p.manner', 'e.state'])
      .where('e.network_id', '=', ctx.network.id)
      .where('e.kind', '=', 'hardCall')
      .where('e.ended_at', 'is', null)
      .orderBy('p.step')
      .execute();
    return rows;
  });

/** Somebody who agreed to stand by the operator now. */
const buddy = (personId: string) =>
  line.board.net.tx(async (ctx) => {
    const shift = await ctx.tx
      .selectFrom('shifts')
      .select('id')
      .where('network_id', '=', ctx.network.id)
      .where('person_id', '=', me())
      .where('starts_at', '<=', ctx.now)
      .where('ends_at', '>', ctx.now)
      .executeTakeFirstOrThrow();
    await ctx.tx
      .insertInto('shift_buddies')
      .values({
        network_id: ctx.network.id,
        id: newId(),
        shift_id: shift.id,
        person_id: personId,
        state: 'agreed',
        at: ctx.now,
      })
      .execute();
  });

beforeEach(async () => {
  await back();
  await line.board.net.settle();
});

describe('a hard call', () => {
  it('covers the seat for a quarter of an hour: others are rung, and it ends by itself', async () => {
    expect((await hard()).body.cover).toMatchObject({ heard: null });
    expect(await stateOf()).toBe('covered');
    expect((await calls()).operators).toContainEqual(
      expect.objectContaining({ personId: me(), state: 'covered' }),
    );
    await calling('1');
    expect(ringing([line.board.operators[0]!])).toBe(0);
    expect(ringing(line.board.operators.slice(1))).toBe(line.board.operators.length - 1);
    minutes(16);
    line.headers = await line.board.net.signIn(['operator'], me());
    await line.board.net.settle();
    expect(await stateOf()).not.toBe('covered');
    expect((await calls()).cover).toBeNull();
  });

  it('stops the own telephone that rings, and ends when one says that one is back', async () => {
    await calling('1');
    expect(ringing([line.board.operators[0]!])).toBe(1);
    await hard();
    await line.board.settle();
    expect(ringing([line.board.operators[0]!])).toBe(0);
    expect((await back()).body).toEqual({ cover: null });
    expect(await stateOf()).not.toBe('covered');
  });

  it('begins with the end of the call that still goes on, and asks nobody before', async () => {
    await calling('1');
    const [call] = (await calls()).open;
    await send(`${call.id}/answer`);
    await line.board.settle();
    await phoneOf(line.board.operators[0]!).pickUp();
    expect((await hard()).body.cover).toEqual({ until: null, heard: null });
    await line.board.net.settle();
    expect([await stateOf(), await paged()]).toEqual(['in_call', []]);
    await send(`${call.id}/hang-up`);
    await line.board.net.settle();
    expect(await stateOf()).toBe('covered');
    expect((await calls()).cover.until).toBe(
      new Date(line.board.net.clock.now().getTime() + 15 * 60_000).toISOString(),
    );
    expect((await paged()).length).toBeGreaterThan(0);
  });

  it('asks the buddy first, by a page that wakes; then whoever is behind the desk, never oneself', async () => {
    const who = line.board.operators[1]!.id;
    await buddy(who);
    await hard();
    await line.board.net.settle();
    expect(await paged()).toMatchObject([{ personId: who, manner: 'ring' }]);
    minutes(5);
    await line.board.net.settle();
    const then = await paged();
    expect(then.map((p) => p.personId)).toEqual(
      expect.arrayContaining(line.board.dispatchers.map((d) => d.id)),
    );
    expect(then.map((p) => p.personId)).not.toContain(me());
    // What they read is who, and nothing of a call.
    const said = await line.board.net.tx(async (ctx) => {
      const rows = await ctx.tx
        .selectFrom('messages')
        .select(['id', 'body'])
        .where('network_id', '=', ctx.network.id)
        .where('person_id', '=', who)
        .orderBy('id', 'desc')
        .limit(1)
        .execute();
      return rows.map((r) => ctx.vault.decrypt<string>(r.body, { record: r.id, field: 'body' })).join();
    });
    const sign = (await presence()).items.find((p: { personId: string }) => p.personId === me()).callSign;
    expect(said).toContain(sign);
  });

  it('says who will call, and asks nobody any more when one is back', async () => {
    await hard();
    await line.board.net.settle();
    // The buddy of the test before still stands by.
    const headers = await line.board.net.signIn(['operator'], line.board.operators[1]!.id);
    const mine = (await line.board.net.app.inject({ url: '/api/v1/escalations/mine', headers })).json();
    const { id } = mine.items.find((e: { kind: string }) => e.kind === 'hardCall');
    await line.board.net.app.inject({
      method: 'POST',
      url: `/api/v1/escalations/${id}/acknowledge`,
      headers,
    });
    expect((await calls()).cover.heard).toEqual(expect.any(String));
    await back();
    expect(await paged()).toEqual([]);
  });

  it('is one however often it is pressed, and for who takes calls', async () => {
    const id = newId();
    const first = await hard(line.headers, id);
    minutes(5);
    expect((await hard(line.headers, id)).body).toEqual(first.body);
    expect((await hard()).body).toEqual(first.body);
    await back();
    // The first press, heard late, covers nothing again.
    expect((await hard(line.headers, id)).body).toEqual({ cover: null });
    expect((await back()).body).toEqual({ cover: null });
    const observer = await line.board.net.signIn(['observer']);
    expect((await hard(observer)).status).toBe(403);
    expect((await line.board.net.app.inject({ method: 'POST', url: '/api/v1/calls/hard' })).statusCode).toBe(
      401,
    );
    expect((await send('hard', {})).status).toBe(400);
  });
});
