import { afterEach, describe, expect, it } from 'vitest';
import { atSwitchboard } from '../../../test/switchboard.ts';
import { peopleByRole } from '../people/index.ts';
import { onShift } from '../shifts/index.ts';

const line = atSwitchboard();
const { api, calling, calls, minutes, number, paged, phoneOf, ringing, seconds } = line;

describe('a caller', () => {
  it('rings everyone on shift at once; the first to press 1 has it, and the others stop', async () => {
    const phone = await calling('1');
    expect(phone.last).toContain('You are next.');
    expect(ringing(line.board.operators)).toBe(3);
    expect(ringing(line.board.dispatchers)).toBe(0);
    const [first, second] = line.board.operators.map(phoneOf);
    await first!.pickUp();
    expect(first!.last).toMatch(/One caller is waiting|Una persona espera|有 1 人在等候/);
    await second!.pickUp();
    await first!.press('1');
    await line.board.settle();
    expect([first!.room, phone.room]).toEqual([phone.room, expect.any(String)]);
    expect(ringing(line.board.operators)).toBe(0);
    expect(second!.state).toBe('over');
    const { open } = await calls();
    expect(open).toMatchObject([
      { state: 'talking', choice: 'now', answeredBy: { personId: line.board.operators[0]!.id } },
    ]);
    await first!.hangUp();
    expect(phone.last).toContain('Goodbye');
    expect((await calls()).open).toEqual([]);
    expect((await calls()).missed.map((c: { id: string }) => c.id)).not.toContain(open[0].id);
  });

  it('goes to one of two who press 1 in the same moment', async () => {
    for (let n = 0; n < 5; n++) {
      const phone = await calling('1');
      const [a, b, c] = line.board.operators.map(phoneOf);
      await Promise.all([a!.pickUp(), b!.pickUp(), c!.pickUp()]);
      await Promise.all([a!.press('1'), b!.press('1'), c!.press('1')]);
      await line.board.settle();
      expect([a, b, c].filter((p) => p!.state === 'talking')).toHaveLength(1);
      expect(
        [a, b, c].filter(
          (p) => p!.state === 'over' && /Nobody is waiting|Ya no espera|已经没有人/.test(p!.last),
        ),
      ).toHaveLength(2);
      await phone.hangUp();
      await line.board.settle();
      expect([a, b, c].map((p) => p!.state)).toEqual(['over', 'over', 'over']);
      minutes(2);
    }
  });

  it('is one of three at once, and each is had by one', async () => {
    const phones = [await calling('2'), await calling('1'), await calling('2')];
    await phones[0]!.wait();
    // What happens now comes before what happened before, whoever called first.
    expect(phones.map((p) => /You are (next|number \d)/.exec(p.last)![1])).toEqual([
      'number 2',
      'next',
      'number 3',
    ]);
    for (const who of line.board.operators) {
      await phoneOf(who).pickUp();
      await line.board.carrier.phones.find((p) => p.to === who.phone && p.state === 'asked')!.press('1');
      await line.board.settle();
    }
    expect(phones.map((p) => p.state)).toEqual(['talking', 'talking', 'talking']);
    expect(new Set(phones.map((p) => p.room)).size).toBe(3);
    expect((await calls()).open.find((c: { choice: string }) => c.choice === 'now')).toMatchObject({
      answeredBy: { personId: line.board.operators[0]!.id },
      choice: 'now',
    });
    const fourth = await calling('1');
    expect(ringing(line.board.operators)).toBe(0);
    const busy = line.board.carrier.phones.find(
      (p) => p.to === line.board.operators[1]!.phone && p.state === 'talking',
    )!;
    await busy.hangUp();
    await line.board.settle();
    expect(ringing(line.board.operators)).toBe(1);
    await fourth.hangUp();
    await line.board.settle();
    expect(ringing(line.board.operators)).toBe(0);
  });

  it('whom nobody answers reaches those behind the desk, then leaves a message', async () => {
    const before = await paged(/nobody has answered/);
    const phone = await calling('1');
    for (const who of line.board.operators) await phoneOf(who).ignore();
    seconds(20);
    await phone.wait();
    expect(phone.last).toContain('We are still calling.');
    await line.board.settle();
    expect(ringing(line.board.operators)).toBe(0);
    seconds(30);
    await phone.wait();
    await line.board.settle();
    expect(phone.last).toContain('We are calling more people.');
    expect([ringing(line.board.operators), ringing(line.board.dispatchers)]).toEqual([3, 2]);
    expect(await paged(/nobody has answered/)).toBe(before + 2);
    seconds(50);
    await phone.wait();
    await line.board.settle();
    expect(phone.last).toContain('nobody could answer');
    expect(phone.state).toBe('recording');
    expect(ringing([...line.board.operators, ...line.board.dispatchers])).toBe(0);
  });

  it('who hangs up while waiting is on the board as missed, with what they chose', async () => {
    const from = number();
    const phone = await calling('2', from);
    seconds(20);
    await phone.hangUp();
    await line.board.settle();
    expect(ringing(line.board.operators)).toBe(0);
    const [missed] = (await calls()).missed;
    expect(missed).toMatchObject({ choice: 'before', outcome: 'abandoned', language: 'en', before: 0 });
    const again = await calling('2', from);
    expect((await calls()).open[0]).toMatchObject({ before: 1 });
    await again.hangUp();
    expect(JSON.stringify(await calls())).not.toContain(from.slice(2));
  });

  it('who is cut off after the menu is a missed call too', async () => {
    const phone = await line.board.carrier.call(number());
    await phone.press('1');
    await phone.hangUp();
    expect((await calls()).missed[0]).toMatchObject({ outcome: 'cut_off', choice: null, queuedAt: null });
  });
});

describe('when nobody is on shift', () => {
  /** Who sits as one of these, by rota and by duty, sits as something else. */
  const become = (role: string, from: readonly string[], people?: readonly string[]) =>
    line.board.net.tx(async (ctx) => {
      const who = people ?? (await Promise.all(from.map((r) => onShift(ctx, r)))).flat();
      await ctx.tx
        .updateTable('shifts')
        .set({ role })
        .where('person_id', 'in', who)
        .where('starts_at', '<=', ctx.now)
        .where('ends_at', '>', ctx.now)
        .execute();
      await ctx.tx
        .updateTable('duties')
        .set({ role })
        .where('person_id', 'in', who)
        .where('ended_at', 'is', null)
        .execute();
    });
  const nobody = (roles: string[]) => become('verifier', roles);
  const ids = (people: { id: string }[]) => people.map((p) => p.id);
  afterEach(async () => {
    await become('operator', [], ids(line.board.operators));
    await become('dispatcher', [], ids(line.board.dispatchers));
  });

  it('says so, and rings those who stand behind the desk', async () => {
    await nobody(['operator']);
    const before = await paged(/nobody has answered/);
    const phone = await calling('1');
    expect(phone.last).toContain('Nobody is at the desk at this hour');
    expect([ringing(line.board.operators), ringing(line.board.dispatchers)]).toEqual([0, 2]);
    expect(await paged(/nobody has answered/)).toBe(before + 2);
    await phoneOf(line.board.dispatchers[0]!).pickUp();
    await line.board.carrier.phones
      .find((p) => p.to === line.board.dispatchers[0]!.phone && p.state === 'asked')!
      .press('1');
    await line.board.settle();
    expect(phone.state).toBe('talking');
  });

  it('where they are not there either, says when the desk is back and takes a message at once', async () => {
    await nobody(['operator', 'dispatcher']);
    const before = await paged(/./);
    const phone = await calling('1');
    expect(phone.last).toMatch(/nobody who stands by could be reached.*The desk is back at \d+:\d\d/);
    expect(phone.state).toBe('recording');
    expect(line.board.carrier.ringing().size).toBe(0);
    // Nobody is on shift as dispatcher either: the coordinators are paged at once.
    const coordinators = await line.board.net.tx((ctx) => peopleByRole(ctx, 'coordinator', 100));
    expect(coordinators.length).toBeGreaterThan(0);
    expect(await paged(/./)).toBe(before + coordinators.length);
  });
});

describe('presence', () => {
  const set = (payload: object, as = line.headers) =>
    line.board.net.app.inject({ method: 'PUT', url: '/api/v1/calls/presence', headers: as, payload });

  it('who is on a break is not rung, who comes back is, and the board shows it', async () => {
    await set({ onBreak: true, byPhone: true });
    const phone = await calling('1');
    expect(ringing(line.board.operators)).toBe(2);
    const state = async (n: number) =>
      (await calls()).operators.find((o: { personId: string }) => o.personId === line.board.operators[n]!.id)
        .state;
    expect([await state(0), await state(1)]).toEqual(['break', 'ringing']);
    await set({ onBreak: false, byPhone: true });
    await line.board.settle();
    expect(ringing(line.board.operators)).toBe(3);
    await phoneOf(line.board.operators[1]!).pickUp();
    await line.board.carrier.phones.findLast((p) => p.to === line.board.operators[1]!.phone)!.press('1');
    await line.board.settle();
    expect([await state(0), await state(1)]).toEqual(['free', 'in_call']);
    await phone.hangUp();
  });

  it('whose telephone is not to ring takes calls at the desk, which then rings it', async () => {
    await set({ onBreak: false, byPhone: false });
    await calling('1');
    expect(ringing(line.board.operators)).toBe(2);
    const [call] = (await calls()).open;
    expect((await api('POST', `calls/${call.id}/answer`)).status).toBe(200);
    await line.board.settle();
    expect(ringing(line.board.operators)).toBe(1);
    await set({ onBreak: false, byPhone: true });
  });
});
