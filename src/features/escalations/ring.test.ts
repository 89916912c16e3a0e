import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Switchboard, switchboard } from '../../../test/switchboard.ts';
import { newId } from '../../platform/id.ts';
import { stepDue } from './commands.ts';
import { escalate, nameAlways } from './index.ts';

let board: Switchboard;
let headers: Record<string, string>;
beforeAll(async () => {
  board = await switchboard();
});
afterAll(() => board.carrier.stop());

const read = async (id: string) =>
  (await board.net.app.inject({ url: `/api/v1/escalations/${id}`, headers })).json();

/** Something waits whose only step rings who is always there. */
async function rings() {
  const { net, operators, carrier } = board;
  const [one] = operators;
  // One page tells of others of its kind for a quarter of an hour.
  net.clock.advance(20);
  headers = await net.signIn(['admin']);
  await net.tx(async (ctx) => {
    await nameAlways(ctx, { id: newId(), personId: one!.id });
    await ctx.tx
      .deleteFrom('addresses')
      .where('network_id', '=', ctx.network.id)
      .where('person_id', '=', one!.id)
      .where('kind', '=', 'wall')
      .execute();
  });
  const plan = {
    ...{ after: 0, times: 1, again: 10 },
    steps: [{ to: { who: 'always' }, manner: 'ring', minutes: 3 }],
  };
  const saved = await net.app.inject({
    ...{ method: 'PUT', url: '/api/v1/escalation-policies', headers },
    payload: { id: newId(), kind: 'voicemail', chapterId: null, plan },
  });
  expect(saved.statusCode).toBe(200);
  const subject = newId();
  await net.tx((ctx) => escalate(ctx, { kind: 'voicemail', subject }));
  while (await stepDue(net.services, net.network.id));
  await net.settle();
  const { id } = await net.tx((ctx) =>
    ctx.tx
      .selectFrom('escalations')
      .select('id')
      .where('network_id', '=', ctx.network.id)
      .where('subject', '=', subject)
      .executeTakeFirstOrThrow(),
  );
  return { id, phone: carrier.ringing().get(one!.phone)! };
}

it('rings who is always there, and 1 takes it up', async () => {
  const { id, phone } = await rings();
  await phone.pickUp();
  expect(phone.last).toMatch(/press 1|oprima 1/);
  expect((await read(id)).state).toBe('running');
  await phone.press('1');
  expect(phone.last).toMatch(/you have it|te encargas/);
  await board.net.settle();
  expect(await read(id)).toMatchObject({ state: 'acknowledged' });
});

it('goes on when a mailbox picks up', async () => {
  const { id, phone } = await rings();
  await phone.pickUp();
  for (let n = 0; n < 3; n++) await phone.wait();
  expect(phone.state).toBe('over');
  expect((await read(id)).state).toBe('running');
  board.net.clock.advance(4);
  while (await stepDue(board.net.services, board.net.network.id));
  expect((await read(id)).state).toBe('unanswered');
});
