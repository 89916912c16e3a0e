import { describe, expect, it } from 'vitest';
import type { Phone } from '../../../test/fakes/carrier-voice.ts';
import { atSwitchboard } from '../../../test/switchboard.ts';
import { newId } from '../../platform/id.ts';
import { keeps } from './retention.ts';

const line = atSwitchboard();
const { api, calling, calls, phoneOf, ringing } = line;

describe('at the desk', () => {
  it('a click takes the call: only one’s own telephone rings on, and picking it up is enough', async () => {
    const phone = await calling('1');
    const [call] = (await calls()).open;
    expect(call.can).toEqual(['answer']);
    expect((await api('POST', `calls/${call.id}/answer`)).body).toMatchObject({
      state: 'talking',
      can: ['hold', 'handOver', 'hangUp', 'report'],
    });
    await line.board.settle();
    expect(ringing(line.board.operators)).toBe(1);
    expect(phone.state).toBe('talking');
    const mine = phoneOf(line.board.operators[0]!);
    await mine.pickUp();
    expect(mine.room).toBe(phone.room);
    const other = await line.board.net.signIn(['operator'], line.board.operators[1]!.id);
    const late = await api('POST', `calls/${call.id}/answer`, other);
    expect(late).toMatchObject({ status: 409, body: { detail: 'Somebody else has this call.' } });
    expect((await api('POST', `calls/${call.id}/hang-up`, other)).status).toBe(409);
    expect((await api('POST', `calls/${call.id}/hang-up`)).body).toMatchObject({
      state: 'ended',
      outcome: 'answered',
    });
    await line.board.settle();
    expect([phone.state, mine.state]).toEqual(['over', 'over']);
  });

  it('ends the call at the carrier before one’s telephone was picked up', async () => {
    const phone = await calling('1');
    const [call] = (await calls()).open;
    await api('POST', `calls/${call.id}/answer`);
    await line.board.settle();
    expect([phone.state, ringing(line.board.operators)]).toEqual(['talking', 1]);
    await api('POST', `calls/${call.id}/hang-up`);
    await line.board.settle();
    expect(phone.last).toContain('Goodbye');
    expect([phone.state, ringing(line.board.operators)]).toEqual(['over', 0]);
  });

  it('who takes a call and does not pick up gives the caller back to everyone', async () => {
    const phone = await calling('1');
    const [call] = (await calls()).open;
    await api('POST', `calls/${call.id}/answer`);
    await line.board.settle();
    await phoneOf(line.board.operators[0]!).ignore();
    await line.board.settle();
    expect((await calls()).open[0]).toMatchObject({ state: 'waiting', answeredBy: null });
    expect(phone.last).toContain('We are calling everyone at the desk');
  });

  it('the routes are for those whose line it is', async () => {
    expect((await line.board.net.app.inject({ url: '/api/v1/calls' })).statusCode).toBe(401);
    const observer = await line.board.net.signIn(['observer']);
    expect((await api('GET', 'calls', observer)).status).toBe(403);
    expect((await api('POST', `calls/${crypto.randomUUID()}/answer`)).status).toBe(404);
    expect((await api('POST', 'calls/nonsense/answer')).status).toBe(400);
  });
});

describe('holding and handing over', () => {
  const take = async (phone: Phone) => {
    const who = phoneOf(line.board.operators[0]!);
    await who.pickUp();
    await who.press('1');
    await line.board.settle();
    expect(phone.room).toBe(who.room);
    return { who, call: (await calls()).open[0] };
  };

  it('a caller on hold hears so, comes back, and is not lost when who held them is gone', async () => {
    const phone = await calling('1');
    const { who, call } = await take(phone);
    expect(call.can).toEqual(['hold', 'handOver', 'hangUp', 'report']);
    expect((await api('POST', `calls/${call.id}/hold`)).body).toMatchObject({ state: 'held' });
    await line.board.settle();
    expect(phone.last).toContain('Somebody will be back');
    await phone.wait();
    expect([phone.state, who.state]).toEqual(['paused', 'talking']);
    await api('POST', `calls/${call.id}/resume`);
    await line.board.settle();
    expect(phone.room).toBe(who.room);
    await api('POST', `calls/${call.id}/hold`);
    await line.board.settle();
    await who.hangUp();
    await line.board.settle();
    expect(phone.last).toContain('We are calling everyone at the desk');
    expect((await calls()).open[0]).toMatchObject({ state: 'waiting', answeredBy: null });
  });

  it('another member takes a caller over by pressing 1; who gave it is free', async () => {
    const phone = await calling('1');
    const { who, call } = await take(phone);
    const [, second] = line.board.operators;
    const give = (personId: string) =>
      line.board.net.app.inject({
        ...{
          method: 'POST',
          url: `/api/v1/calls/${call.id}/hand-over`,
          headers: line.headers,
          payload: { personId },
        },
      });
    expect((await give(line.board.operators[0]!.id)).statusCode).toBe(422);
    expect((await give(line.board.legal[0]!.id)).statusCode).toBe(422);
    expect((await give(second!.id)).json()).toMatchObject({
      state: 'held',
      handingTo: { personId: second!.id },
    });
    await line.board.settle();
    // Not picked up: it is with who has it.
    await phoneOf(second!).ignore();
    await line.board.settle();
    expect((await calls()).open[0]).toMatchObject({ state: 'held', handingTo: null });
    await give(second!.id);
    await line.board.settle();
    const other = phoneOf(second!);
    await other.pickUp();
    expect(other.last).toMatch(/hands a caller over|le pasa una llamada|转给您/);
    await other.press('1');
    await line.board.settle();
    expect([phone.room, who.state, other.state]).toEqual([other.room, 'over', 'talking']);
    expect((await calls()).open[0]).toMatchObject({ state: 'talking', answeredBy: { personId: second!.id } });
    expect((await api('POST', `calls/${call.id}/hold`)).status).toBe(409);
    await other.hangUp();
    expect(phone.last).toContain('Goodbye');
  });

  it('a report that was written down in the call belongs to it', async () => {
    const phone = await calling('1');
    const { call } = await take(phone);
    const reportId = newId();
    const bind = () =>
      line.board.net.app.inject({
        ...{
          method: 'POST',
          url: `/api/v1/calls/${call.id}/report`,
          headers: line.headers,
          payload: { reportId },
        },
      });
    expect((await bind()).json()).toMatchObject({ reportId });
    expect((await bind()).statusCode).toBe(200);
    await phone.hangUp();
    await line.board.settle();
    expect((await api('GET', 'calls/log')).body.items[0]).toMatchObject({
      outcome: 'answered',
      choice: 'now',
    });
  });
});

it('a call goes when its time is over, with whatever was rung for it', async () => {
  const phone = await calling('1');
  await phone.hangUp();
  await line.board.settle();
  const count = () =>
    line.board.net.tx(async (ctx) => {
      const rows = await ctx.tx
        .selectFrom('calls')
        .select('id')
        .where('network_id', '=', ctx.network.id)
        .execute();
      return rows.length;
    });
  const [keeping] = keeps;
  const due = await line.board.net.tx((ctx) => keeping!.due(ctx, ctx.now, null, 1000));
  expect(due.length).toBe(await count());
  const gone = await line.board.net.tx((ctx) =>
    keeping!.purge(
      ctx,
      due.map((d) => d.id),
    ),
  );
  expect([gone, await count()]).toEqual([due.length, 0]);
});
