import { describe, expect, it } from 'vitest';
import { testNetwork } from '../../../test/harness.ts';
import { heard, networkWithPages, onShift, village, work } from '../../../test/paging.ts';
import { type Neighbour, onPhone, settlePeople, text } from '../../../test/village.ts';
import { newId } from '../../platform/id.ts';
import { escalate, nameAlways, settle } from './index.ts';

const { net, dispatcher, coordinator, always, other, another, pages, report, raise, desk, onBoard } =
  await networkWithPages();

describe('a live report that nobody takes', () => {
  it('pages who is on shift, then coordinators, then who is always there, three times, and then stands on the board', async () => {
    await report();
    await pages(2);
    // Nobody is on as operator, so the dispatcher is paged for both steps.
    expect(await pages(1, dispatcher)).toEqual([
      expect.stringContaining('a live report waits and nobody has taken it'),
    ]);
    await pages(3, dispatcher);
    await pages(4, coordinator);
    await pages(5, always);
    for (let time = 2; time <= 3; time++) {
      await pages(5, dispatcher);
      await pages(3, dispatcher);
      await pages(4, coordinator);
      await pages(5, always);
    }
    expect(await onBoard()).toEqual([
      expect.objectContaining({ kind: 'report', state: 'running', paged: 3 }),
    ]);
    await pages(5);
    const [left] = await onBoard();
    expect(left).toMatchObject({ state: 'unanswered', nextAt: null, paged: 3 });
    const { body } = await desk('GET', `escalations/${left.id}`);
    expect(body.pages).toHaveLength(12);
    expect(body.pages[0]).toMatchObject({ callSign: dispatcher.callSign, manner: 'urgent', told: true });
    // For ever quiet from then on.
    await pages(600);
  });

  it('pages nobody once it is taken, and again when it is given back', async () => {
    const id = await report();
    const operator = () => net.signIn(['operator'], other.id);
    await pages(2);
    expect((await desk('POST', `reports/${id}/claim`, undefined, await operator())).status).toBe(200);
    await pages(60);
    expect((await desk('POST', `reports/${id}/release`, undefined, await operator())).status).toBe(200);
    await pages(2);
    await pages(1, dispatcher);
    expect((await desk('POST', `reports/${id}/claim`, undefined, await operator())).status).toBe(200);
    await pages(60);
    expect(await onBoard()).toEqual([]);
  });
});

describe('"I have it"', () => {
  it('by text stops the steps, and asks again when it is not done in time', async () => {
    const subject = await raise();
    await pages(0, dispatcher);
    expect(await text(net, dispatcher.phone, 'YES')).toContain('you have it');
    await pages(4, dispatcher); // the reply
    const [held] = await onBoard();
    expect(held).toMatchObject({ state: 'acknowledged', ackedBy: dispatcher.callSign });
    await pages(1, dispatcher);
    await net.tx((ctx) => settle(ctx, subject));
    await pages(60);
  });

  it('at the desk is one person’s: who comes second hears who was first', async () => {
    await raise();
    await pages(0, dispatcher);
    const [{ id }] = await onBoard();
    const first = await net.signIn(['operator'], other.id);
    const second = await net.signIn(['dispatcher'], another.id);
    expect((await desk('POST', `escalations/${id}/acknowledge`, undefined, first)).status).toBe(200);
    expect((await desk('POST', `escalations/${id}/acknowledge`, undefined, first)).status).toBe(200);
    const late = await desk('POST', `escalations/${id}/acknowledge`, undefined, second);
    expect(late).toMatchObject({ status: 409, body: { who: other.callSign } });
    expect(await text(net, dispatcher.phone, 'yes')).toContain(`${other.callSign} has it already`);
  });

  it('in the field app is for who was paged, and for nobody else', async () => {
    await raise();
    await pages(0, dispatcher);
    const mine = await net.signIn(['observer'], dispatcher.id, 'field');
    const theirs = await net.signIn(['observer'], always.id, 'field');
    const [page] = (await desk('GET', 'escalations/mine', undefined, mine)).body.items;
    expect(page.can).toEqual(['acknowledge', 'decline']);
    expect((await desk('GET', 'escalations/mine', undefined, theirs)).body.items).toEqual([]);
    expect((await desk('POST', `escalations/${page.id}/acknowledge`, undefined, theirs)).status).toBe(404);
    expect((await desk('POST', `escalations/${page.id}/acknowledge`, undefined, mine)).status).toBe(200);
    await pages(4);
  });

  it('is for all that one message told of', async () => {
    for (let n = 0; n < 3; n++) await raise();
    expect(await pages(0, dispatcher)).toEqual([expect.stringContaining('3 callers wait')]);
    expect(await text(net, dispatcher.phone, 'yes')).toContain('all 3');
    expect((await onBoard()).map((e: { state: string }) => e.state)).toEqual(
      Array.from({ length: 3 }, () => 'acknowledged'),
    );
  });
});

describe('"I cannot"', () => {
  it('pages the next at once, and who said so no more', async () => {
    await raise();
    await pages(0, dispatcher);
    expect(await text(net, dispatcher.phone, 'no')).toContain('The next are paged');
    await pages(0, dispatcher, coordinator); // the reply, and the next
    await pages(2, always);
    await pages(3, coordinator);
  });
});

describe('nobody on shift', () => {
  it('takes no time: the next step is at once', async () => {
    net.clock.advance(13 * 60);
    await raise();
    await pages(0, coordinator);
  });

  it('and nobody anywhere stands on the board at once, as unanswered', async () => {
    const empty = await village();
    await empty.tx((ctx) => escalate(ctx, { kind: 'call', subject: newId() }));
    await empty.settle();
    const answer = await empty.app.inject({
      url: '/api/v1/escalations',
      headers: await empty.signIn(['operator']),
    });
    // No step reached anybody, so that each was gone through without a page.
    expect(answer.json().items).toEqual([expect.objectContaining({ state: 'unanswered', paged: 0 })]);
  });

  it('names every admin and coordinator where nobody is always there', async () => {
    const apart = await village();
    const [boss] = (await settlePeople(apart, 1)) as [Neighbour];
    await apart.signIn(['admin'], boss.id);
    await apart.tx((ctx) => escalate(ctx, { kind: 'call', subject: newId() }));
    await apart.settle();
    expect(await onPhone(apart, boss.phone)).toHaveLength(1);
  });
});

describe('who changes meanwhile', () => {
  it('is not paged when they were removed in between, and the next is at once', async () => {
    const apart = await village();
    const [first, second, third] = (await settlePeople(apart, 3)) as [Neighbour, Neighbour, Neighbour];
    await onShift(first, 'dispatcher', apart);
    await apart.signIn(['coordinator'], second.id);
    await apart.tx((ctx) => nameAlways(ctx, { id: newId(), personId: third.id }));
    await apart.tx((ctx) => escalate(ctx, { kind: 'call', subject: newId() }));
    await apart.settle();
    const as = await apart.signIn(['admin']);
    const remove = (id: string) =>
      apart.app.inject({ method: 'POST', url: `/api/v1/people/${id}/removal`, headers: as, payload: {} });
    expect((await remove(second.id)).statusCode).toBe(200);
    await apart.settle();
    apart.clock.advance(1);
    await apart.settle();
    // Their time is over and nobody else coordinates: on to the last step, without waiting for the one between.
    expect(
      await Promise.all([first, second, third].map(async (who) => (await heard(who, apart)).length)),
    ).toEqual([1, 0, 1]);
    const kept = await remove(third.id);
    expect(kept.statusCode).toBe(409);
    expect(kept.json().detail).toContain('always there');
    const named = { id: newId(), personId: first.id };
    expect(
      (await apart.app.inject({ method: 'PUT', url: '/api/v1/always-there', headers: as, payload: named }))
        .statusCode,
    ).toBe(200);
    expect((await remove(third.id)).statusCode).toBe(200);
  });
});

describe('a clock that jumps', () => {
  it('pages each once when it goes an hour ahead, and when it comes back nobody is forgotten', async () => {
    await raise();
    await pages(0, dispatcher);
    await pages(60, coordinator);
    await pages(-60);
    await pages(2, always);
  });

  it('does not care for the hour that the network’s clocks turn back', async () => {
    const fall = await testNetwork({ volunteers: 1, at: new Date('2026-11-01T05:57:00Z') });
    const [boss] = (await settlePeople(fall, 1)) as [Neighbour];
    await fall.tx((ctx) => nameAlways(ctx, { id: newId(), personId: boss.id }));
    await fall.tx((ctx) => escalate(ctx, { kind: 'call', subject: newId() }));
    const counts: number[] = [];
    for (let minute = 0; minute < 9; minute++) {
      await work(fall);
      counts.push((await heard(boss, fall)).length);
      fall.clock.advance(1);
    }
    // At 1:57, 2:00, which is 1:00 again, and no more: every three minutes, twice.
    expect(counts).toEqual([1, 1, 1, 2, 2, 2, 2, 2, 2]);
  });
});
