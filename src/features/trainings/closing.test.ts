import { describe, expect, it } from 'vitest';
import { networkThatLearns, rights, status } from '../../../test/learning.ts';
import type { Neighbour } from '../../../test/village.ts';
import { newId } from '../../platform/id.ts';
import * as commands from './commands.ts';
import * as store from './store.ts';

const { net, crowd, trainer, session, at, comes, close, partsOf } = await networkThatLearns();

describe('when a session is closed', () => {
  it('who took part is credited, who left at half is not, and no-shows are learnt', async () => {
    const [stays, leaves, missing, walksIn] = crowd.slice(8, 12) as [
      Neighbour,
      Neighbour,
      Neighbour,
      Neighbour,
    ];
    const { id } = await session([stays, leaves, missing]);
    expect(await status(close(id))).toBe(422);
    net.clock.advance(60);
    for (const who of [stays, leaves, walksIn]) await comes(id, { personId: who.id });
    net.clock.advance(60);
    await net.tx((ctx) => commands.checkOut(ctx, id, { personId: leaves.id, at: at() }), trainer());
    net.clock.advance(60);
    const closed = await close(id);
    expect(closed).toMatchObject({ state: 'closed', expected: 3, came: 2 });
    expect(await close(id)).toEqual(closed);
    expect(await partsOf(stays)).toEqual([...rights].sort());
    expect(await partsOf(walksIn)).toEqual([...rights].sort());
    expect([await partsOf(leaves), await partsOf(missing)]).toEqual([[], []]);
    await net.settle();
    const purposes = (who: Neighbour) =>
      net.tx((ctx) =>
        ctx.tx
          .selectFrom('messages')
          .select('purpose')
          .where('network_id', '=', ctx.network.id)
          .where('person_id', '=', who.id)
          .orderBy('id', 'desc')
          .executeTakeFirst(),
      );
    expect((await purposes(stays))?.purpose).toBe('training_thanks');
    expect((await purposes(missing))?.purpose).toBe('training_missed');
    expect(await status(comes(id, { personId: missing.id }))).toBe(409);
  });

  it('is closed by itself a day later, where somebody was checked in', async () => {
    const { id } = await session([crowd[13]!]);
    const empty = await session([crowd[14]!]);
    await comes(id, { personId: crowd[13]!.id });
    net.clock.advance(30 * 60);
    await net.tx(commands.closeForgotten);
    const state = async (one: string) => (await net.tx((ctx) => store.selectSession(ctx, one)))!.state;
    expect([await state(id), await state(empty.id)]).toEqual(['closed', 'planned']);
  });

  it('offers a session with what was missed of a course that was begun', async () => {
    const who = crowd[15]!;
    const half = await session([who], { modules: rights.slice(0, 2) });
    await comes(half.id, { personId: who.id });
    net.clock.advance(200);
    await close(half.id);
    const other = await session([], { modules: rights.slice(2) });
    const same = await session([], { modules: rights.slice(0, 1) });
    const { items } = await net.tx((ctx) => commands.listOwn(ctx), net.actor([], who.id));
    const offered = (id: string) => items.find((s) => s.id === id)!.isMakeUp;
    expect([offered(other.id), offered(same.id)]).toEqual([true, false]);
  });
});

describe('what people thought', () => {
  it('is told once, by who was there, and shows no name', async () => {
    const [came, stayedAway] = [crowd[16]!, crowd[17]!];
    const { id, rows } = await session([came, stayedAway]);
    await comes(id, { personId: came.id });
    const say = (n: number, rating: number) =>
      net.tx((ctx) => commands.giveFeedback(ctx, rows[n]!, { rating, words: 'More practice, please.' }));
    expect(await status(say(1, 1))).toBe(422);
    await say(0, 5);
    await say(0, 1);
    const { feedback } = await net.tx((ctx) => commands.readRoster(ctx, id), trainer());
    expect(feedback).toEqual({ counts: [0, 0, 0, 0, 1], words: ['More practice, please.'] });
    const kept = await net.tx((ctx) =>
      ctx.tx.selectFrom('session_feedback').selectAll().where('session_id', '=', id).execute(),
    );
    expect(JSON.stringify(kept)).not.toContain(came.id);
  });
});

it('leaves nothing of who left the network, and their seat goes on', async () => {
  const [leaver, next] = [crowd[18]!, crowd[19]!];
  const { id } = await session([leaver, next], { capacity: 1, day: '2027-02-01' });
  await net.tx((ctx) => commands.leaveTrainings(ctx, leaver.id));
  const { items } = await net.tx((ctx) => commands.readRoster(ctx, id), trainer());
  expect(items).toMatchObject([{ personId: next.id, state: 'confirmed' }]);
});

it('forgets who registered and who came when their time is over', async () => {
  const { id, rows } = await session([crowd[23]!]);
  await comes(id, { personId: crowd[23]!.id });
  const gone = await net.tx((ctx) => store.deleteRegistrations(ctx, [rows[0]!.id]));
  expect(gone).toBe(1);
  expect(await net.tx((ctx) => store.selectAttendances(ctx, id))).toEqual([]);
});

describe('who teaches a session', () => {
  it('credits what its people had learnt before, and nobody else’s', async () => {
    const [teacher, learner, stays, came, outside] = crowd.slice(30, 35) as [
      Neighbour,
      Neighbour,
      Neighbour,
      Neighbour,
      Neighbour,
    ];
    const trainers = [
      { personId: teacher.id, part: 'lead' as const },
      { personId: learner.id, part: 'apprentice' as const },
    ];
    const { id, rows } = await session([stays, teacher], { trainers });
    await comes(id, { personId: came.id });
    const sent = (personId: string, by: Record<string, string>, on = id) =>
      net.app
        .inject({
          ...{ method: 'POST', url: `/api/v1/trainings/sessions/${on}/prior`, headers: by },
          payload: {
            ...{ id: newId(), personId, course: 'firstaid', parts: ['bleeding'] },
            reason: 'Saw the card of the Red Cross course of May',
          },
        })
        .then((answer) => answer.statusCode);
    const lead = await net.signIn(['trainer'], teacher.id);
    const apprentice = await net.signIn(['trainer'], learner.id, 'field');
    expect(await sent(stays.id, {})).toBe(401);
    expect([
      ...[await sent(stays.id, lead), await sent(came.id, lead)],
      // Not from this session, oneself, of another's session, as an apprentice.
      ...[await sent(outside.id, lead), await sent(teacher.id, lead)],
      ...[await sent(stays.id, lead, (await session([stays])).id), await sent(stays.id, apprentice)],
    ]).toEqual([200, 200, 404, 403, 404, 404]);
    const credited = async (who: Neighbour) => (await partsOf(who)).includes('bleeding');
    expect(await Promise.all([stays, came, outside, teacher].map(credited))).toEqual([
      ...[true, true],
      ...[false, false],
    ]);
    await net.tx((ctx) => commands.cancelRegistration(ctx, rows[0]!));
    expect(await sent(stays.id, lead)).toBe(404);
  });
});
