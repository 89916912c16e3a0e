import { describe, expect, it } from 'vitest';
import { atSwitchboard } from '../../../test/switchboard.ts';
import { newId } from '../../platform/id.ts';

const line = atSwitchboard();
const { calling, calls, number } = line;

async function send(method: 'GET' | 'POST', path: string, payload?: object, as = line.headers) {
  const url = `/api/v1/${path}`;
  const answer = await line.board.net.app.inject({ method, url, headers: as, ...(payload && { payload }) });
  return { status: answer.statusCode, body: await line.board.net.open(as, answer.json()) };
}
const note = (given: object, as = line.headers) => send('POST', 'calls/kinds', { id: newId(), ...given }, as);

/** A caller whom the operator speaks with. */
async function talking(from = number()) {
  const phone = await calling('1', from);
  const [call] = (await calls()).open;
  await send('POST', `calls/${call.id}/answer`);
  await line.board.settle();
  return { phone, id: call.id as string };
}

async function typed() {
  const id = newId();
  const body = { id, what: 'The man in 4B', where: { text: '4 Elm St' }, tense: 'now' };
  expect((await send('POST', 'desk/reports', body)).status).toBe(200);
  return id;
}

/** What is left of a record anywhere that holds words: rows and the keys that open them. */
const left = (id: string) =>
  line.board.net.tx(async (ctx) => {
    const own = (table: 'reports' | 'record_keys', column: 'id' | 'record') =>
      ctx.tx
        .selectFrom(table)
        .select((s) => s.fn.countAll<string>().as('n'))
        .where('network_id', '=', ctx.network.id)
        .where(column as never, '=', id as never)
        .executeTakeFirstOrThrow();
    return [Number((await own('reports', 'id')).n), Number((await own('record_keys', 'record')).n)];
  });

const logged = async (id: string, as = line.headers) => {
  const { items } = (await send('GET', 'calls/log?days=1', undefined, as)).body;
  return items.find((c: { id: string }) => c.id === id);
};

describe('a call of a hard kind', () => {
  it('is ended at the carrier with one act, and leaves its kind in the log', async () => {
    const { phone, id } = await talking();
    expect((await note({ kind: 'abusive', callId: id })).body).toEqual({ report: null });
    await line.board.settle();
    expect(phone.state).toBe('over');
    expect(await logged(id)).toMatchObject({ outcome: 'answered', kind: 'abusive' });
  });

  it('leaves nothing of somebody accused: what was sent before it was noticed goes with its keys', async () => {
    const { id } = await talking();
    const reportId = await typed();
    await send('POST', `calls/${id}/report`, { reportId });
    expect(await left(reportId)).toEqual([1, expect.any(Number)]);
    expect((await note({ kind: 'denunciation', callId: id })).body).toEqual({ report: 'gone' });
    expect(await left(reportId)).toEqual([0, 0]);
    expect((await logged(id)).kind).toBe('denunciation');
    expect(
      (await send('GET', `calls/log?days=1`)).body.items.find((c: { id: string }) => c.id === id),
    ).not.toHaveProperty('reportId');
    // Nor is one bound to it afterwards.
    const other = await typed();
    expect((await send('POST', `calls/${id}/report`, { reportId: other })).status).toBe(422);
  });

  it('says why a report is still there: another wrote it, it is part of an incident, or it is held', async () => {
    const id = await typed();
    const other = await line.board.net.signIn(['operator'], line.board.operators[1]!.id);
    expect((await note({ kind: 'denunciation', reportId: id }, other)).body).toEqual({ report: 'not_yours' });
    const dispatcher = await line.board.net.signIn(['dispatcher'], line.board.dispatchers[0]!.id);
    await send('POST', `reports/${id}/claim`, {}, dispatcher);
    await send('POST', `reports/${id}/incident`, { id: newId(), label: '4 Elm St' }, dispatcher);
    expect((await note({ kind: 'denunciation', reportId: id })).body).toEqual({ report: 'linked' });
    const held = await typed();
    const legal = await line.board.net.signIn(['legal'], line.board.legal[0]!.id);
    const placed = await send('POST', 'holds', { id: newId(), reason: 'Court', recordId: held }, legal);
    expect(placed.status).toBe(200);
    expect((await note({ kind: 'denunciation', reportId: held })).body).toEqual({ report: 'held' });
    expect((await left(held))[0]).toBe(1);
  });

  it('lets the report of a child’s call stand', async () => {
    const { id } = await talking();
    const reportId = await typed();
    await send('POST', `calls/${id}/report`, { reportId });
    expect((await note({ kind: 'child', callId: id })).body).toEqual({ report: null });
    expect((await left(reportId))[0]).toBe(1);
  });

  it('is one call however often it is said, by its last word, and counts those by another telephone', async () => {
    const count = async () =>
      (await send('GET', 'calls/log?days=1')).body.kinds as { kind: string; n: number }[];
    const of = async (kind: string) => (await count()).find((k) => k.kind === kind)?.n ?? 0;
    const [official, suicidal] = [await of('official'), await of('suicidal')];
    const { id } = await talking();
    const given = { id: newId(), kind: 'official', callId: id };
    await send('POST', 'calls/kinds', given);
    await send('POST', 'calls/kinds', given);
    await note({ kind: 'suicidal', callId: id });
    await note({ kind: 'official' });
    expect([await of('official'), await of('suicidal')]).toEqual([official + 1, suicidal + 1]);
  });

  it('is for who took the call, and no kind but the five', async () => {
    const { id } = await talking();
    const other = await line.board.net.signIn(['operator'], line.board.operators[1]!.id);
    expect((await note({ kind: 'abusive', callId: id }, other)).status).toBe(404);
    expect((await note({ kind: 'rude', callId: id })).status).toBe(400);
    expect((await note({ kind: 'abusive', callId: newId() })).status).toBe(404);
    const observer = await line.board.net.signIn(['observer']);
    expect((await note({ kind: 'abusive' }, observer)).status).toBe(403);
    expect((await line.board.net.app.inject({ method: 'POST', url: '/api/v1/calls/kinds' })).statusCode).toBe(
      401,
    );
    expect((await calls()).open.map((c: { id: string }) => c.id)).toContain(id);
  });
});

describe('the ban list', () => {
  it('takes the telephone of a call: it is asked for a message, until a dispatcher lets it back', async () => {
    const from = number();
    const { id } = await talking(from);
    await note({ kind: 'abusive', callId: id });
    await line.board.settle();
    expect((await send('POST', `calls/${id}/ban`, { banned: true })).status).toBe(403);
    const dispatcher = await line.board.net.signIn(['dispatcher'], line.board.dispatchers[0]!.id);
    expect((await send('POST', `calls/${id}/ban`, { banned: true }, dispatcher)).body).toEqual({
      banned: true,
    });
    expect(await logged(id, dispatcher)).toMatchObject({ banned: true, can: ['ban'] });
    expect((await calling('1', from)).last).toContain('leave a message');
    await send('POST', `calls/${id}/ban`, { banned: false }, dispatcher);
    expect((await calling('1', from)).last).toContain('We are calling everyone');
  });
});
