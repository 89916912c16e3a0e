import { describe, expect, it } from 'vitest';
import { hour, networkAtNight } from '../../../test/nights.ts';
import { text } from '../../../test/village.ts';
import { leaveBuddy, removeSeat } from '../shifts/commands.ts';

const {
  net,
  sitter,
  buddy,
  dispatcher,
  coordinator,
  always,
  seat,
  comes,
  standsBy,
  work,
  pagedAfter,
  readAll,
  onBoard,
  last,
} = await networkAtNight();

describe('a night that somebody sits through alone', () => {
  it('is told them a day ahead and never at night, then coordinators, then who is always there, and urgently before it', async () => {
    // From ten in the evening of tomorrow.
    const shift = await seat(sitter, 34);
    expect(await pagedAfter(19 * hour + 40)).toEqual([]);
    expect(await pagedAfter(20)).toEqual([sitter]);
    expect(await last(sitter)).toMatch(/you sit alone as operator, Thu, Nov 26.*ask a buddy.*Reply YES/);
    expect(await pagedAfter(4 * hour)).toEqual([coordinator]);
    expect(await last(coordinator)).toMatch(`${sitter.callSign} sits alone as operator`);
    expect(await pagedAfter(4 * hour)).toEqual([always]);
    expect(await onBoard()).toMatchObject([{ kind: 'noBuddy', subject: shift, state: 'running', paged: 3 }]);
    // Four hours before it begins it is urgent, and no hour is too late for that.
    expect(await pagedAfter(2 * hour)).toEqual([sitter]);
    expect(await pagedAfter(20)).toEqual([coordinator]);
    expect(await pagedAfter(20)).toEqual([always]);
    // The second time, and that is all.
    expect(await pagedAfter(80)).toEqual([sitter, coordinator, always]);
    expect(await pagedAfter(40)).toEqual([]);
    expect(await onBoard()).toMatchObject([{ kind: 'noBuddyNow', state: 'unanswered', paged: 3 }]);
    await standsBy(shift);
    expect(await onBoard()).toEqual([]);
    expect(await pagedAfter(hour)).toEqual([]);
  });

  it('is in the hands of who says that they see to it, asked again when they have not, and over with a buddy', async () => {
    const shift = await seat(sitter, 16);
    expect(await pagedAfter(0)).toEqual([sitter]);
    const headers = await net.signIn(['observer'], sitter.id, 'field');
    const mine = await net.app.inject({ url: '/api/v1/escalations/mine', headers });
    expect(mine.json().items).toMatchObject([{ own: true, taker: false, can: ['acknowledge', 'decline'] }]);
    expect(await text(net, sitter.phone, 'YES')).toContain('you have it');
    await readAll();
    expect(await pagedAfter(4 * hour - 20)).toEqual([]);
    expect(await pagedAfter(20)).toEqual([sitter]);
    await standsBy(shift);
    expect(await pagedAfter(12 * hour)).toEqual([]);
  });

  it('is the coordinators’ at once when who sits alone cannot find anybody', async () => {
    await seat(sitter, 16);
    await pagedAfter(0);
    expect(await text(net, sitter.phone, 'NO')).toContain('The next are paged');
    // The answer, and the next.
    expect(await pagedAfter(0)).toEqual([sitter, coordinator]);
  });

  it('that loses its buddy while it runs is urgent, and wakes nobody while it has one', async () => {
    const shift = await seat(sitter, 10);
    const stands = await standsBy(shift);
    expect(await pagedAfter(10 * hour)).toEqual([]);
    await comes(sitter, shift);
    expect(await pagedAfter(3 * hour)).toEqual([]);
    // One in the morning.
    await net.tx((ctx) => leaveBuddy(ctx, stands), net.actor([], buddy.id));
    // That the buddy goes, and that there is none.
    expect(await pagedAfter(0)).toEqual([sitter, sitter]);
    expect(await pagedAfter(40)).toEqual([coordinator, always]);
  });

  it('that they are taken off is nobody’s any more', async () => {
    const shift = await seat(sitter, 16);
    expect(await pagedAfter(0)).toEqual([sitter]);
    await net.tx((ctx) => removeSeat(ctx, shift), net.actor('coordinator'));
    await work();
    expect((await onBoard()).map(({ kind }) => kind)).not.toContain('noBuddy');
  });

  it('asks whom it is about in no plan of another kind', async () => {
    const headers = await net.signIn(['admin']);
    const ask = (kind: string) =>
      net.app.inject({
        ...{ method: 'POST', url: '/api/v1/escalation-policies/previews', headers },
        payload: {
          ...{ kind, chapterId: null },
          plan: {
            ...{ after: 0, times: 1, again: 30 },
            steps: [
              { to: { who: 'self' }, manner: 'quiet', minutes: 5 },
              { to: { who: 'always' }, manner: 'ring', minutes: 5 },
            ],
          },
        },
      });
    expect((await ask('report')).json().errors).toMatchObject([
      { message: expect.stringContaining('about themselves') },
    ]);
    expect((await ask('noBuddy')).json().items).toMatchObject([
      { step: 0, minutes: 0, callSigns: [] },
      { step: 1, minutes: 5, callSigns: [always.callSign] },
    ]);
  });
});

describe('a learner who does not come', () => {
  it('is asked after by the dispatcher, then coordinators, then who is always there, until they are here', async () => {
    await comes(dispatcher, await seat(dispatcher, 0));
    const shift = await seat(sitter, 0, true);
    expect(await pagedAfter(9)).toEqual([]);
    // Where nobody dispatches, who is on as operator.
    expect(await pagedAfter(1)).toEqual([dispatcher]);
    expect(await last(dispatcher)).toMatch(/is learning, has not come.*Nothing is short/);
    expect(await pagedAfter(30)).toEqual([coordinator]);
    expect(await pagedAfter(60)).toEqual([always]);
    await comes(sitter, shift);
    expect(await pagedAfter(5 * hour)).toEqual([]);
    expect(await onBoard()).toEqual([]);
  });

  it('wakes nobody: what began at night is over with the shift', async () => {
    await seat(sitter, 11, true);
    expect(await pagedAfter(12 * hour)).toEqual([]);
    expect(await pagedAfter(8 * hour)).toEqual([]);
    expect(await onBoard()).toEqual([]);
  });
});
