import { describe, expect, it } from 'vitest';
import { atSwitchboard } from '../../../test/switchboard.ts';
import { fetchNext } from '../hotline/commands.ts';

const line = atSwitchboard();
const { api, calling, calls, number, paged, ringing } = line;

describe('a message', () => {
  it('is a report at once, its recording fetched, forgotten at the carrier and kept sealed', async () => {
    const from = number();
    const phone = await line.board.carrier.call(from);
    await phone.press('2');
    await phone.press('0');
    expect(phone.last).toContain('Su mensaje se graba');
    const before = await paged(/left a message|dejó un mensaje|留言/);
    await phone.speak(34);
    expect(phone.last).toContain('Su mensaje llegó');
    await line.board.settle();
    const item = (await api('GET', 'reports')).body.items.at(-1);
    expect(item).toMatchObject({ door: 'voice', language: 'es', tense: 'now', queue: 'normal' });
    expect(item.words).toContain('34 segundos');
    expect(await paged(/left a message|dejó un mensaje|留言/)).toBeGreaterThan(before);
    await fetchNext(line.board.net.services, line.board.net.network.id);
    const report = (await api('GET', `reports/${item.id}`)).body;
    expect(report).toMatchObject({ contact: null, media: [{ type: 'audio/mpeg' }] });
    expect(line.board.carrier.asked.at(-1)!.path).toMatch(/^DELETE .*\/Recordings\/RE/);
    await phone.press('1');
    expect(phone.state).toBe('over');
    expect((await api('GET', `reports/${item.id}`)).body.contact).toBe(from);
  });

  it('of somebody who was detained goes to the legal desk alone', async () => {
    const phone = await calling('3');
    expect(phone.last).toContain('Only they will hear');
    expect([ringing(line.board.legal), ringing(line.board.operators)]).toEqual([1, 0]);
    expect((await calls()).open).toEqual([]);
    const legal = await line.board.net.signIn(['legal'], line.board.legal[0]!.id);
    expect((await calls(legal)).open).toMatchObject([{ line: 'legal', choice: 'detained', can: ['answer'] }]);
    const [call] = (await calls(legal)).open;
    expect((await api('POST', `calls/${call.id}/answer`)).status).toBe(404);
    await phone.press('0');
    expect(phone.last).toContain('only to the legal desk');
    await phone.speak(12);
    await phone.hangUp();
    await line.board.net.settle();
    expect(
      (await api('GET', 'reports')).body.items.filter((r: { kind: string }) => r.kind === 'detained'),
    ).toEqual([]);
    const [intake] = (await api('GET', 'intakes?open=1', legal)).body.items;
    expect((await api('GET', `intakes/${intake.id}`, legal)).body.report.words).toContain('12 seconds');
  });

  it('is asked of a banned number, which wakes nobody', async () => {
    const from = number();
    const first = await calling('0', from);
    await first.speak(5);
    await first.hangUp();
    await line.board.settle();
    const report = (await api('GET', 'reports')).body.items.at(-1);
    const dispatcher = await line.board.net.signIn(['dispatcher'], line.board.dispatchers[0]!.id);
    const answer = await line.board.net.app.inject({
      ...{ method: 'POST', url: '/api/v1/bans', headers: dispatcher, payload: { reportId: report.id } },
    });
    expect(answer.statusCode).toBe(200);
    const before = await paged(/./);
    const phone = await calling('1', from);
    expect(phone.state).toBe('recording');
    expect(line.board.carrier.ringing().size).toBe(0);
    await phone.speak(9);
    await line.board.settle();
    expect(await paged(/./)).toBe(before);
    expect((await api('GET', 'reports?queue=throttled')).body.items[0]).toMatchObject({ door: 'voice' });
  });

  it.each(['recording', 'end'] as const)(
    'is kept once when they hang up after speaking and the carrier tells of the %s first',
    async (first) => {
      const phone = await calling('0');
      await phone.speakAndHangUp(21, first);
      const [log] = (await api('GET', 'calls/log')).body.items;
      expect(log).toMatchObject({ outcome: 'message', choice: 'message' });
      const { items } = (await api('GET', 'reports')).body;
      expect(items.at(-1).words).toContain('21 seconds');
      expect((await calls()).missed.map((c: { id: string }) => c.id)).not.toContain(log.id);
      // The carrier says it again: nothing is kept twice.
      for (const { path, form } of phone.sent.slice(-2)) await line.board.post(path, form);
      expect((await api('GET', 'reports')).body.items).toHaveLength(items.length);
    },
  );

  it('that is only silence is asked for once more, then the caller is let go', async () => {
    const phone = await calling('0');
    await phone.wait();
    expect(phone.state).toBe('recording');
    expect(phone.last).toMatch(/^Sorry/);
    await phone.wait();
    expect(phone.state).toBe('over');
  });
});
