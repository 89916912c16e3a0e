import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { type Headers, type Line, networkWithThreads, told } from '../../../test/desk-threads.ts';
import { settlePeople, text } from '../../../test/village.ts';
import { newId } from '../../platform/id.ts';
import { sealFields } from '../keys/rules.ts';
import { wordsOf } from './rules.ts';

const { net, me, you, other, signInAgain, call, list, read, say, texter } = await networkWithThreads();

describe('the desk', () => {
  it('marks, gives to somebody, is done with it, and is called again by the next word', async () => {
    const { number, thread } = await texter('Unmarked cars on Roosevelt and 82nd now');
    const marks = (body: object) => call('POST', `threads/${thread}/marks`, body);
    expect((await marks({ needsAnswer: true })).body).toMatchObject({ needsAnswer: true });
    const given = await call('POST', `threads/${thread}/assignment`, { personId: me.id });
    expect(given.body.assignedTo).toEqual({ personId: me.id, callSign: me.callSign });
    const stranger = await call('POST', `threads/${thread}/assignment`, { personId: you.id });
    expect([stranger.status, stranger.body.next]).toEqual([
      422,
      'Give it to somebody who is, or take it yourself.',
    ]);
    expect((await marks({ resolved: true })).body).toMatchObject({ needsAnswer: false, unread: false });
    const ids = async (query = '') => (await list(query)).items.map((t: { id: string }) => t.id);
    expect(await ids()).not.toContain(thread);
    expect(await ids('?resolved=1')).toContain(thread);
    net.clock.advance(1);
    await text(net, number, 'They are leaving');
    await text(net, number, 'and are back again');
    await net.settle();
    expect(await ids()).toContain(thread);
    expect((await marks({ seen: true })).body.unread).toBe(false);
    expect((await marks({ seen: false })).body.unread).toBe(true);
  });

  it('lists who waits for an answer before whom it has answered, with the last line of each', async () => {
    const one = await texter('A van at Roosevelt and 82nd now');
    await text(net, one.number, '1');
    net.clock.advance(1);
    await text(net, one.number, 'The driver is asking around');
    await net.settle();
    const two = await texter('A bus at Canal St and Bowery now');
    net.clock.advance(1);
    await text(net, two.number, 'It is still there');
    await net.settle();
    net.clock.advance(1);
    await say(two.thread, 'Thank you.');
    const { items } = await list();
    const at = (id: string) => items.findIndex((t: { id: string }) => t.id === id);
    expect(at(one.thread)).toBeLessThan(at(two.thread));
    expect(wordsOf(items[at(one.thread)].last.said)).toBe('The driver is asking around');
    expect(items[at(two.thread)].last).toMatchObject({
      from: 'desk',
      body: 'Thank you.',
      callSign: me.callSign,
    });
    expect(items[at(two.thread)].lastAt).toBe((await read(two.thread)).lastAt);
  });

  it('sees who else has it before them, for half a minute', async () => {
    const { thread } = await texter('A bus at Roosevelt and 82nd now');
    const here = (typing: boolean, headers?: Headers) =>
      call('PUT', `threads/${thread}/here`, { typing }, headers);
    expect((await here(false)).status).toBe(200);
    expect((await read(thread)).here).toEqual([]);
    expect((await here(true, other)).status).toBe(200);
    expect((await read(thread)).here).toEqual([{ callSign: you.callSign, typing: true }]);
    net.clock.advance(0.6);
    expect((await read(thread)).here).toEqual([]);
  });

  it('finds nothing of what went to the legal desk', async () => {
    const { number, thread } = await texter('Vans at Roosevelt and 82nd now');
    await text(net, number, 'detained: my cousin, on the corner');
    await net.settle();
    expect(told(await read(thread)).join()).not.toContain('cousin');
    const { rows } = await net.tx((ctx) =>
      sql<{
        id: string;
      }>`select id from reports where network_id = ${ctx.network.id} and kind = 'detained'`.execute(ctx.tx),
    );
    expect((await call('GET', `threads/${rows[0]!.id}`)).status).toBe(404);
  });
});

describe('a misrouted message', () => {
  const move = (id: string, body: object, headers?: Headers) =>
    call('POST', `report-messages/${id}/move`, body, headers);
  const back = (id: string) => call('POST', `report-messages/${id}/move-back`);
  const kinds = async (incident: string) =>
    (await call('GET', `incidents/${incident}/timeline`)).body.items.map((e: { kind: string }) => e.kind);

  it('belongs to another report, stays in its thread, and both timelines say so', async () => {
    const one = await texter('Vans at Roosevelt and 82nd now');
    const two = await texter('Police at Canal St and Bowery now');
    const [from, into] = [newId(), newId()];
    await call('POST', `reports/${one.report}/incident`, { id: from });
    await call('POST', `reports/${two.report}/incident`, { id: into });
    net.clock.advance(1);
    await text(net, one.number, 'on Canal they left');
    await net.settle();
    const line = (await read(one.thread)).lines.findLast((l: Line) => l.from === 'person');
    expect((await move(line.id, { to: 'report', id: two.report })).status).toBe(200);
    const read1 = (await call('GET', `reports/${one.report}`)).body;
    const read2 = (await call('GET', `reports/${two.report}`)).body;
    expect(read1.additionList).toEqual([]);
    expect(read2.additionList).toMatchObject([{ words: 'on Canal they left', movedIn: true }]);
    expect((await read(one.thread)).lines.find((l: { id: string }) => l.id === line.id).moved).toMatchObject({
      to: 'report',
      id: two.report,
      callSign: me.callSign,
    });
    // Their replies never reach each other.
    expect(told(await read(two.thread)).join()).not.toContain('on Canal they left');
    expect(await kinds(from)).toContain('message.moved_out');
    expect(await kinds(into)).toContain('message.moved_in');
    expect((await move(line.id, { to: 'report', id: one.report })).status).toBe(409);

    expect((await back(line.id)).status).toBe(200);
    expect((await call('GET', `reports/${one.report}`)).body.additionList).toHaveLength(1);
    expect((await call('GET', `reports/${two.report}`)).body.additionList).toEqual([]);
    expect(await kinds(from)).toContain('message.moved_back');
    expect(await kinds(into)).toContain('message.moved_back');
  });

  it('answers by status', async () => {
    const { number, thread, report } = await texter('Vans at Roosevelt and 82nd now');
    net.clock.advance(1);
    await text(net, number, 'and more');
    await net.settle();
    const line = (await read(thread)).lines.findLast((l: Line) => l.from === 'person');
    const coordinator = await net.signIn(['coordinator'], (await settlePeople(net, 1))[0]!.id);
    expect((await move(line.id, { to: 'report', id: newId() }, {})).status).toBe(401);
    expect((await move(line.id, { to: 'report', id: newId() }, coordinator)).status).toBe(403);
    expect((await move(line.id, { to: 'report', id: newId() })).status).toBe(404);
    expect((await move(newId(), { to: 'report', id: report })).status).toBe(404);
    expect((await move(line.id, { to: 'report', id: report })).status).toBe(422);
    const incident = newId();
    await call('POST', `reports/${report}/incident`, { id: incident });
    const entry = newId();
    const keys = (await call('GET', 'keys/rings')).body;
    const { words } = await sealFields(keys, ['desk', 'legal'], entry, { words: 'and more' });
    const given = { to: 'incident', id: incident, entry: { id: entry, said: words } };
    expect((await move(line.id, given)).status).toBe(200);
    expect((await call('GET', `incidents/${incident}/timeline`)).body.items.at(-1)).toMatchObject({
      kind: 'message.moved_in',
      words: 'and more',
    });
    expect((await call('GET', `incidents/${incident}`)).body.sources).toBe(1);
    expect((await move(line.id, { to: 'elsewhere', id: report })).status).toBe(400);
  });
});

describe('a callback', () => {
  const open = async () => (await call('GET', 'callbacks')).body.items;
  const post = (id: string, verb: string, body: object, headers?: Headers) =>
    call('POST', `callbacks/${id}/${verb}`, body, headers);

  it('is asked for, called at its time, and not called again when nobody was reached', async () => {
    const { number, report, thread } = await texter('Vans at Roosevelt and 82nd now');
    const before = (await open()).length;
    await call('POST', `reports/${report}/ask`, { id: newId(), question: 'call_back' });
    await text(net, number, '917 555 0100 after six, do not say who you are');
    await net.settle();
    const [asked] = await open();
    expect(await open()).toHaveLength(before + 1);
    expect(asked).toMatchObject({
      id: report,
      threadId: thread,
      state: 'open',
      dueAt: null,
      contact: '917 555 0100 after six, do not say who you are',
    });
    const dueAt = new Date(net.clock.now().getTime() + 3_600_000).toISOString();
    expect((await post(report, 'time', { dueAt })).status).toBe(200);
    expect((await open())[0]).toMatchObject({ dueAt, callSign: me.callSign });
    await post(report, 'outcome', { outcome: 'not_reached' });
    await post(report, 'outcome', { outcome: 'not_reached' });
    expect((await open()).find((c: { id: string }) => c.id === report)).toMatchObject({
      state: 'not_reached',
      missed: 1,
    });
    await post(report, 'time', { dueAt });
    await post(report, 'outcome', { outcome: 'done' });
    expect((await open()).find((c: { id: string }) => c.id === report).state).toBe('done');
    net.clock.advance(25 * 60);
    await signInAgain();
    expect((await open()).some((c: { id: string }) => c.id === report)).toBe(false);
  });

  it('is not made of a no, nor of a number that nobody asked to be called', async () => {
    const before = (await open()).length;
    const { number, report } = await texter('Vans at Roosevelt and 82nd now');
    await call('POST', `reports/${report}/ask`, { id: newId(), question: 'call_back' });
    await text(net, number, 'No, thank you');
    await text(net, number, 'the shop is at 212 555 0100');
    await net.settle();
    expect(await open()).toHaveLength(before);
  });

  it('answers by status', async () => {
    const lawyer = await net.signIn(['legal']);
    const coordinator = await net.signIn(['coordinator'], (await settlePeople(net, 1))[0]!.id);
    const done = { outcome: 'done' };
    expect((await call('GET', 'callbacks', undefined, {})).status).toBe(401);
    expect((await call('GET', 'callbacks', undefined, lawyer)).status).toBe(403);
    expect((await post(newId(), 'outcome', done, coordinator)).status).toBe(403);
    expect((await post(newId(), 'outcome', done)).status).toBe(404);
    expect((await post(newId(), 'outcome', { outcome: 'perhaps' })).status).toBe(400);
  });
});
