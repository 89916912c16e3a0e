import { describe, expect, it } from 'vitest';
import { atSwitchboard } from '../../../test/switchboard.ts';
import { newId } from '../../platform/id.ts';

const line = atSwitchboard();
const { api, calling, calls, number, phoneOf, ringing } = line;

describe('calling back', () => {
  const back = (payload: object, as = line.headers) =>
    line.board.net.app.inject({ method: 'POST', url: '/api/v1/calls/back', headers: as, payload });

  const mineNow = () => line.board.carrier.phones.findLast((p) => p.to === line.board.operators[0]!.phone)!;

  async function message(asks: boolean) {
    const from = number();
    const phone = await calling('0', from);
    await phone.speak(7);
    await (asks ? phone.press('1') : phone.hangUp());
    return { from, report: (await api('GET', 'reports')).body.items.at(-1) };
  }

  it('rings one’s own telephone, then theirs; the number is gone when the carrier has it', async () => {
    const { from, report } = await message(true);
    const id = newId();
    const ask = { id, reportId: report.id, number: from };
    const answer = await back(ask);
    expect(answer.json()).toMatchObject({ state: 'talking', outgoing: true });
    expect(answer.body).not.toContain(from.slice(1));
    expect((await back(ask)).statusCode).toBe(200);
    await line.board.settle();
    expect([ringing(line.board.operators), line.board.carrier.ringing().has(from)]).toEqual([1, false]);
    const mine = phoneOf(line.board.operators[0]!);
    await mine.pickUp();
    await line.board.settle();
    const theirs = line.board.carrier.ringing().get(from)!;
    expect(theirs.from).toBe(line.board.carrier.number);
    await theirs.pickUp();
    expect(theirs.room).toBe(mine.room);
    const kept = await line.board.net.tx((ctx) =>
      ctx.tx.selectFrom('calls').select(['number']).where('network_id', '=', ctx.network.id).execute(),
    );
    expect(kept.every((c) => c.number === null)).toBe(true);
    await theirs.hangUp();
    await line.board.settle();
    expect(mine.state).toBe('over');
    // It began in the same minute as the message that asked for it.
    const { items } = (await api('GET', 'calls/log')).body;
    expect(items.find((one: { id: string }) => one.id === id)).toMatchObject({
      outgoing: true,
      outcome: 'answered',
    });
  });

  it.each([
    ['at the desk', (id: string) => api('POST', `calls/${id}/hang-up`)],
    ['on one’s telephone', () => mineNow().hangUp()],
  ])('stops ringing them when it is ended %s', async (_, end) => {
    const { from, report } = await message(true);
    const id = newId();
    await back({ id, reportId: report.id, number: from });
    await line.board.settle();
    await mineNow().pickUp();
    await line.board.settle();
    const theirs = line.board.carrier.ringing().get(from)!;
    // On hold they are rung all the same, and hear so when they are there.
    expect((await api('POST', `calls/${id}/hold`)).body).toMatchObject({ state: 'held' });
    await line.board.settle();
    expect([theirs.state, (await calls()).open[0].state]).toEqual(['ringing', 'held']);
    await end(id);
    await line.board.settle();
    expect([theirs.state, mineNow().state, (await calls()).open]).toEqual(['over', 'over', []]);
  });

  it('is held before it is dialled without an end to it', async () => {
    const { from, report } = await message(true);
    const id = newId();
    await back({ id, reportId: report.id, number: from });
    await line.board.settle();
    await api('POST', `calls/${id}/hold`);
    await line.board.settle();
    expect((await calls()).open[0]).toMatchObject({ id, state: 'held' });
    await mineNow().pickUp();
    await line.board.settle();
    const theirs = line.board.carrier.ringing().get(from)!;
    await theirs.pickUp();
    expect(theirs.last).toContain('Somebody will be back');
    await api('POST', `calls/${id}/resume`);
    await line.board.settle();
    expect(theirs.room).toBe(mineNow().room);
    await theirs.hangUp();
  });

  it('of somebody who was detained is for the legal desk alone', async () => {
    const from = number();
    const phone = await calling('3', from);
    await phone.press('0');
    await phone.speak(9);
    await phone.press('1');
    await line.board.net.settle();
    const legal = await line.board.net.signIn(['legal'], line.board.legal[0]!.id);
    const [intake] = (await api('GET', 'intakes?open=1', legal)).body.items;
    const { report } = (await api('GET', `intakes/${intake.id}`, legal)).body;
    expect(report).toMatchObject({ contact: from, media: [{ type: 'audio/mpeg' }] });
    const ask = { id: newId(), reportId: report.id, number: from };
    expect((await back(ask)).statusCode).toBe(404);
    expect((await back(ask, legal)).json()).toMatchObject({ line: 'legal', outgoing: true });
    await line.board.settle();
    expect(ringing(line.board.legal)).toBe(1);
    expect((await calls()).open).toEqual([]);
  });

  it('who is not reached is no missed call, and who did not ask is not called', async () => {
    const { from, report } = await message(true);
    await back({ id: newId(), reportId: report.id, number: from });
    await line.board.settle();
    const mine = phoneOf(line.board.operators[0]!);
    await mine.pickUp();
    await line.board.settle();
    await line.board.carrier.ringing().get(from)!.ignore();
    await line.board.settle();
    expect(mine.state).toBe('over');
    const { open, missed } = await calls();
    expect([open, missed.filter((c: { outgoing: boolean }) => c.outgoing)]).toEqual([[], []]);
    const silent = await message(false);
    const refusal = await back({ id: newId(), reportId: silent.report.id, number: silent.from });
    expect([refusal.statusCode, refusal.json().next]).toEqual([
      422,
      expect.stringContaining('may be shared'),
    ]);
    const observer = await line.board.net.signIn(['observer']);
    expect((await back({ id: newId(), reportId: report.id, number: from }, observer)).statusCode).toBe(403);
    expect((await back({ id: newId(), reportId: newId(), number: from })).statusCode).toBe(404);
    expect((await back({ id: newId(), reportId: report.id, number: '911' })).statusCode).toBe(400);
  });
});
