import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Switchboard, switchboard } from '../../../test/switchboard.ts';
import { newId } from '../../platform/id.ts';
import { sweep } from './commands.ts';
import { digitsOf, fingerprintOf, toOffer } from './rules.ts';

let board: Switchboard;
let headers: Record<string, string>;
let other: Record<string, string>;

beforeAll(async () => {
  board = await switchboard();
});
afterAll(() => board.carrier.stop());
beforeEach(async () => {
  board.net.clock.advance(11);
  headers = await board.net.signIn(['operator'], board.operators[0]!.id);
  other = await board.net.signIn(['operator'], board.operators[1]!.id);
});

let doors = 0;
const newSecret = () =>
  Buffer.from(newId() + newId())
    .subarray(0, 32)
    .toString('base64url');

async function post(path: string, body: object, as: Record<string, string> = {}, from = '198.51.100.7') {
  const answer = await board.net.app.inject({
    method: 'POST',
    url: `/api/v1/calls/${path}`,
    payload: body,
    headers: as,
    remoteAddress: from,
  });
  return { status: answer.statusCode, body: answer.json() };
}
const place = (secret: string, choice = 'now', from = `203.0.113.${doors++ % 250}`) =>
  post('web', { secret, language: 'es', choice }, {}, from);
const hear = async (secret: string, have: string[] = []) => (await post('web/hear', { secret, have })).body;
const list = async (as = headers) =>
  (await board.net.app.inject({ url: '/api/v1/calls', headers: as })).json();
const rows = (table: 'call_signals' | 'call_peers') =>
  board.net.tx(({ tx }) => tx.selectFrom(table).selectAll().execute());

/** A caller whose call this desk has taken; both are on it. */
async function spoken() {
  const secret = newSecret();
  const caller = (await place(secret)).body.me as string;
  const [call] = (await list()).open;
  expect((await post(`${call.id}/answer`, {}, headers)).status).toBe(200);
  const me = newId();
  expect((await post(`${call.id}/join`, { me, part: 'operator' }, headers)).status).toBe(200);
  const end = () => post('web/hang-up', { secret });
  return { id: call.id as string, secret, caller, me, end };
}

describe('a caller in a browser', () => {
  it('waits like a telephone, rings no telephone, and is one call however often it is placed', async () => {
    const secret = newSecret();
    const first = await place(secret, 'before');
    expect(first.body).toMatchObject({ servers: [], relayOnly: false });
    expect((await place(secret, 'before')).body.me).toBe(first.body.me);
    await board.settle();
    expect(board.carrier.ringing().size).toBe(0);
    expect((await list()).open).toMatchObject([
      { door: 'web', language: 'es', choice: 'before', state: 'waiting', can: ['answer'] },
    ]);
    expect(await hear(secret)).toMatchObject({ state: 'waiting', place: 1 });
    await post('web/hang-up', { secret });
    expect(await hear(secret)).toMatchObject({ state: 'ended', peers: [] });
    expect((await list()).missed[0]).toMatchObject({ door: 'web', outcome: 'abandoned' });
  });

  it('is no caller of another secret', async () => {
    expect((await post('web/hear', { secret: newSecret(), have: [] })).status).toBe(404);
    expect((await post('web/hear', { secret: 'short', have: [] })).status).toBe(400);
    expect((await post('web/hang-up', { secret: newSecret() })).status).toBe(404);
  });

  it('who was detained waits for the legal desk alone', async () => {
    const secret = newSecret();
    await place(secret, 'detained');
    expect((await list()).open).toEqual([]);
    const legal = await board.net.signIn(['legal'], board.legal[0]!.id);
    expect((await list(legal)).open).toMatchObject([{ line: 'legal', choice: 'detained' }]);
    await post('web/hang-up', { secret });
  });

  it('is told to write when nobody answered, and is not rung for for ever', async () => {
    const secret = newSecret();
    await place(secret);
    for (let n = 0; n < 12; n++) {
      board.net.clock.advance(10 / 60);
      await hear(secret);
    }
    expect(await hear(secret)).toMatchObject({ state: 'unanswered', place: null });
    await post('web/hang-up', { secret });
  });

  it('who is gone without a word is gone a minute later', async () => {
    const secret = newSecret();
    await place(secret);
    board.net.clock.advance(2);
    await board.net.tx(sweep);
    expect(await hear(secret)).toMatchObject({ state: 'ended' });
  });

  it('hears when to come back after ten calls from one door in ten minutes', async () => {
    const door = '192.0.2.77';
    const secrets = Array.from({ length: 10 }, newSecret);
    for (const secret of secrets) expect((await place(secret, 'now', door)).status).toBe(200);
    const refused = await place(newSecret(), 'now', door);
    expect(refused.status).toBe(429);
    expect(refused.body.next).toMatch(/report/);
    for (const secret of secrets) await post('web/hang-up', { secret });
  });
});

describe('two browsers on a call', () => {
  it('find each other; what they said is encrypted, and gone when the call is', async () => {
    const { id, secret, caller, me, end } = await spoken();
    const events = async () =>
      (await board.net.tx(({ tx }) => tx.selectFrom('events').select('seq').execute())).length;
    const before = await events();
    const offer = { kind: 'offer', body: 'v=0 a=candidate 192.0.2.44' };
    expect((await post(`${id}/say`, { me, to: caller, ...offer }, headers)).status).toBe(200);
    const heard = await hear(secret);
    expect(heard).toMatchObject({ state: 'talking', signals: [{ from: me, ...offer }] });
    expect(heard.peers.map((p: { part: string }) => p.part)).toEqual(['caller', 'operator']);
    expect((await hear(secret, [heard.signals[0].id])).signals).toEqual([]);
    await post('web/say', { secret, to: me, kind: 'answer', body: 'v=0 answer' });
    expect((await post(`${id}/hear`, { me, have: [] }, headers)).body.signals).toMatchObject([
      { from: caller, kind: 'answer' },
    ]);
    expect(JSON.stringify(await rows('call_signals'))).not.toContain('192.0.2.44');
    // Only who is on the call asks for this, by themselves.
    expect(await events()).toBe(before);
    const long = Array.from({ length: 400 }, newId);
    expect((await post('web/hear', { secret, have: long })).body.signals).toHaveLength(1);
    await end();
    expect([await rows('call_signals'), await rows('call_peers')]).toEqual([[], []]);
  });

  it('are those who are on it: another desk, another call or too many words are refused', async () => {
    const { id, caller, me, end } = await spoken();
    const said = { to: caller, kind: 'offer', body: 'v=0' };
    expect((await post(`${id}/join`, { me: newId(), part: 'operator' }, other)).status).toBe(409);
    expect((await post(`${id}/join`, { me: newId(), part: 'learner' }, headers)).status).toBe(409);
    expect((await post(`${id}/say`, { me, ...said }, other)).status).toBe(409);
    expect((await post(`${id}/hear`, { me, have: [] }, other)).body).toMatchObject({ state: 'ended' });
    expect((await post(`${id}/say`, { me, ...said, to: newId() }, headers)).status).toBe(404);
    expect((await post(`${newId()}/join`, { me: newId(), part: 'learner' }, other)).status).toBe(404);
    expect((await post(`${id}/join`, { me: newId(), part: 'learner' })).status).toBe(401);
    const statuses: number[] = [];
    for (let n = 0; n < 41; n++) statuses.push((await post(`${id}/say`, { me, ...said }, headers)).status);
    expect(statuses.indexOf(409)).toBe(40);
    await end();
  });

  it('see who joins; who has the call takes them off; who handed it over is off it', async () => {
    const { id, secret, me, end } = await spoken();
    const learner = newId();
    expect((await post(`${id}/join`, { me: learner, part: 'learner' }, other)).status).toBe(200);
    expect((await hear(secret)).peers.map((p: { part: string }) => p.part)).toEqual([
      'caller',
      'operator',
      'learner',
    ]);
    expect((await post(`${id}/let-go`, { peer: me }, headers)).status).toBe(404);
    expect((await post(`${id}/let-go`, { peer: learner }, other)).status).toBe(409);
    expect((await post(`${id}/let-go`, { peer: learner }, headers)).status).toBe(200);
    expect((await post(`${id}/hear`, { me: learner, have: [] }, other)).body.state).toBe('ended');

    await post(`${id}/hand-over`, { personId: board.operators[1]!.id }, headers);
    expect(await hear(secret)).toMatchObject({ state: 'held' });
    expect((await post(`${id}/answer`, {}, other)).status).toBe(200);
    await post(`${id}/join`, { me: newId(), part: 'operator' }, other);
    const { state, peers } = await hear(secret);
    expect([state, peers.some((p: { id: string }) => p.id === me), peers.length]).toEqual([
      'talking',
      false,
      2,
    ]);
    await end();
  });
});

describe('a relay', () => {
  it('takes a password that ends by itself, and hides each address from the other', async () => {
    const turn = { url: 'turns:turn.example.org:5349', secret: 'shared' };
    const { config } = board.net.services;
    Object.assign(board.net.services, { config: { ...config, turn } });
    const secret = newSecret();
    const { servers, relayOnly } = (await place(secret)).body;
    Object.assign(board.net.services, { config });
    expect(relayOnly).toBe(true);
    const [{ urls, username, credential }] = servers;
    expect(urls).toBe(turn.url);
    expect(credential).toBe(createHmac('sha1', 'shared').update(username).digest('base64'));
    const ends = Number(username.split(':')[0]) * 1000 - board.net.clock.now().getTime();
    expect(Math.round(ends / 3_600_000)).toBe(4);
    await post('web/hang-up', { secret });
  });
});

describe('the rules', () => {
  it('gives each pair one offer, from who came later', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 6 }), (ids) => {
        const peers = ids.map((id) => ({ id, part: 'learner' as const }));
        const offers = ids.flatMap((me) =>
          toOffer(me, peers, new Set()).map(({ id }) => [me, id].sort().join()),
        );
        expect(new Set(offers).size).toBe(offers.length);
        expect(offers.length).toBe((ids.length * (ids.length - 1)) / 2);
      }),
    );
  });

  const described = (hex: string) => `v=0\r\na=setup:actpass\r\na=fingerprint:sha-256 ${hex}\r\na=mid:0\r\n`;

  it('has both ends read the same digits, and others where somebody stands between them', async () => {
    const [one, two, between] = ['AA:01', 'BB:02', 'CC:03'].map(described) as [string, string, string];
    expect(fingerprintOf(one)).toBe('SHA-256 AA:01');
    expect(await digitsOf(one, two)).toBe(await digitsOf(two, one));
    expect(await digitsOf(one, two)).toMatch(/^\d{4}$/);
    expect(await digitsOf(one, between)).not.toBe(await digitsOf(between, two));
  });
});
