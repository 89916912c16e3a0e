import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { corner, incidentAt, type Neighbour, onPhone, settlePeople, text } from '../../../test/village.ts';
import { resident } from '../../platform/context.ts';
import { openCall } from '../../platform/http/call.ts';
import { newId } from '../../platform/id.ts';
import { receive, send } from '../channels/index.ts';
import { claimer as hotlineClaimer } from '../hotline/index.ts';
import { sealFields } from '../keys/rules.ts';
import { wordsOf } from './rules.ts';

type Headers = Record<string, string>;
let net: TestNetwork;
let desk: Headers;
let other: Headers;
let me: Neighbour;
let you: Neighbour;

beforeAll(async () => {
  net = await testNetwork({ volunteers: 30 });
  [me, you] = (await settlePeople(net, 2)) as [Neighbour, Neighbour];
  desk = await net.signIn(['dispatcher'], me.id);
  other = await net.signIn(['operator'], you.id);
});

async function call(method: 'GET' | 'POST' | 'PUT', url: string, payload?: object, headers = desk) {
  const answer = await net.app.inject({
    ...{ method, url: `/api/v1/${url}`, headers },
    ...(payload && { payload }),
  });
  return { status: answer.statusCode, body: await net.open(headers, answer.json()) };
}
const list = async (query = '') => (await call('GET', `threads${query}`)).body;
const read = async (id: string) => (await call('GET', `threads/${id}`)).body;
const say = (id: string, words: string, line = newId()) =>
  call('POST', `threads/${id}/replies`, { id: line, words });

interface Line {
  from: string;
  said: Parameters<typeof wordsOf>[0];
  body: string | null;
  state: string | null;
}
/** What one would read on the screen. */
const told = (thread: { lines: Line[] }) =>
  thread.lines.map((l) => `${l.from}: ${l.body ?? wordsOf(l.said)}${l.state ? ` [${l.state}]` : ''}`);

let numbers = 5550200;
/** Somebody texts for the first time; their number and thread. */
async function texter(words: string) {
  const number = `+1212${++numbers}`;
  await text(net, number, words);
  await net.settle();
  const { items } = (await call('GET', 'reports?open=1')).body;
  return { number, report: items.at(-1).id as string, thread: items.at(-1).threadId as string };
}

describe('somebody who texts', () => {
  it('has one thread with everything said, in order and in both directions', async () => {
    const { number, report, thread } = await texter('Dos camionetas en Roosevelt Av y la 82 St, ahora');
    expect((await read(thread)).lines).toHaveLength(2);
    net.clock.advance(1);
    await text(net, number, '1');
    net.clock.advance(1);
    await text(net, number, 'También hay un autobús');
    await net.settle();

    const { items, needAnswer } = await list();
    expect(items[0]).toMatchObject({
      id: thread,
      unread: true,
      needsAnswer: true,
      way: 'wall',
      language: 'es',
    });
    expect(items[0].reports).toEqual([expect.objectContaining({ id: report, zone: 'Jackson Heights' })]);
    expect(needAnswer).toBe(1);

    net.clock.advance(1);
    const answered = await say(thread, 'Gracias. ¿Hacia dónde va el autobús?');
    expect(answered.body).toMatchObject({ needsAnswer: false, unread: false });
    await net.settle();
    expect(told(await read(thread))).toEqual([
      'person: Dos camionetas en Roosevelt Av y la 82 St, ahora (Roosevelt Av & 82 St)',
      expect.stringMatching(/^house: Recibido.* \[sent\]$/),
      'person: 1',
      expect.stringMatching(/^house: Gracias.* \[sent\]$/),
      'person: También hay un autobús',
      expect.stringMatching(/^house: .*\[sent\]$/),
      'desk: Gracias. ¿Hacia dónde va el autobús? [delivered]',
    ]);
    expect((await onPhone(net, number)).at(-1)!.body).toBe('Gracias. ¿Hacia dónde va el autobús?');
  });

  it('is written to once, however often the reply is sent', async () => {
    const { number, thread } = await texter('Two vans at Roosevelt and 82nd, right now');
    const id = newId();
    await Promise.all([
      say(thread, 'Thank you.', id),
      say(thread, 'Thank you.', id),
      say(thread, 'Thank you.', id),
    ]);
    await net.settle();
    expect((await onPhone(net, number)).filter((m) => m.body === 'Thank you.')).toHaveLength(1);
  });

  it('is one person by whatever way they write from a number, and is answered by the last', async () => {
    const phones = await openCall(net.services, net.network, resident, '');
    const from = (kind: 'sms' | 'whatsapp', body: string) =>
      receive(phones, { kind, providerId: newId(), address: '+12125550199', body, media: [] }, [
        hotlineClaimer,
      ]);
    await from('sms', 'Two vans at Roosevelt and 82nd, now');
    net.clock.advance(1);
    await from('whatsapp', 'I saw it myself');
    net.clock.advance(1);
    await net.settle();
    const [{ id }] = (await list()).items;
    const thread = (await say(id, 'Thank you.')).body;
    expect(thread).toMatchObject({ way: 'whatsapp', reports: [{}] });
    expect(thread.lines.map((l: { way: string }) => l.way)).toEqual([
      'sms',
      'sms',
      'sms',
      'whatsapp',
      'whatsapp',
    ]);
  });

  it('is not asked to come', async () => {
    const { number, thread } = await texter('Four people in vests at Canal St and Bowery now');
    const refused = await say(thread, 'Please come to the corner and watch');
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({ kept: 'Nothing was changed.', next: 'Say it without that.' });
    await net.settle();
    expect((await onPhone(net, number)).map((m) => m.body).join()).not.toContain('come to');
  });

  it('gets nothing after STOP, and the desk reads that', async () => {
    const { number, thread } = await texter('A van at Roosevelt and 82nd, now');
    await text(net, number, 'STOP');
    await say(thread, 'Are you still there?');
    await net.settle();
    expect(told(await read(thread)).at(-1)).toBe('desk: Are you still there? [stopped]');
  });
});

describe('somebody who wrote on the page', () => {
  const html = { accept: 'text/html' };
  it('reads the reply behind their receipt, and answers there', async () => {
    const sent = await net.app.inject({
      ...{ method: 'POST', url: '/api/v1/reports' },
      payload: { id: newId(), what: 'Vans', where: { text: 'Canal St' }, tense: 'now', language: 'zh' },
    });
    const { id, receipt } = sent.json();
    const path = `/zh/report/${receipt.replaceAll(' ', '-')}`;
    expect((await net.app.inject({ url: path, headers: html })).body).not.toContain('值班人员的留言');
    expect(told((await say(id, '现在还在继续吗？')).body).at(-1)).toBe('desk: 现在还在继续吗？ [page]');
    const page = (await net.app.inject({ url: path, headers: html })).body;
    expect(page).toContain('值班人员的留言');
    expect(page).toContain('现在还在继续吗？');

    net.clock.advance(1);
    await net.app.inject({
      ...{ method: 'POST', url: path },
      headers: { ...html, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ words: '还在' }).toString(),
    });
    await net.settle();
    const thread = await read(id);
    expect(told(thread).at(-1)).toBe('person: 还在');
    expect(thread).toMatchObject({ needsAnswer: true, unread: true, way: null });
  });
});

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
    const here = (typing: boolean, headers: Headers) =>
      call('PUT', `threads/${thread}/here`, { typing }, headers);
    expect((await here(false, desk)).status).toBe(200);
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
  const move = (id: string, body: object, headers = desk) =>
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
  const post = (id: string, verb: string, body: object, headers = desk) =>
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
    desk = await net.signIn(['dispatcher'], me.id);
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

describe('a member', () => {
  const reportsNow = async () => (await call('GET', 'reports?open=1')).body.items.length;

  it('writes to the desk what no call-out takes, and is answered as themselves', async () => {
    const before = await reportsNow();
    const said = await text(net, you.phone, 'I cannot do my shift tomorrow, sorry');
    expect(said).toBe(
      'The desk has this and reads it. If you see something happening, write what and at which corner. In danger, call 911.',
    );
    await net.settle();
    expect(await reportsNow()).toBe(before);
    expect((await list()).items[0]).toMatchObject({
      id: you.id,
      kind: 'member',
      callSign: you.callSign,
      needsAnswer: true,
      unread: true,
    });
    net.clock.advance(1);
    expect((await say(you.id, 'Go there instead and look')).body.next).toMatch(/Use a call-out/);
    await say(you.id, 'That is all right. Thank you for saying so.');
    await net.settle();
    expect(told(await read(you.id)).slice(-3)).toEqual([
      'person: I cannot do my shift tomorrow, sorry',
      expect.stringMatching(/^house: The desk has this/),
      'desk: That is all right. Thank you for saying so. [delivered]',
    ]);
    expect((await onPhone(net, you.phone)).at(-1)!.body).toMatch(/^That is all right/);
  });

  it.each([
    'Two vans and agents on my street',
    'something odd at Roosevelt and 82nd',
    'detained: my neighbour',
  ])('reports like anybody else: %s', async (words) => {
    const [member] = await settlePeople(net, 1);
    expect(await text(net, member!.phone, words)).not.toContain('The desk has this');
    await net.settle();
    expect((await read(member!.id)).lines.filter((l: Line) => l.from === 'person')).toEqual([]);
  });

  it('keeps in one thread what a call-out asked and took, free words and late answers', async () => {
    const people = await settlePeople(net, 6, { course: 'verifier' });
    const incidentId = await incidentAt(net);
    const { lat, lon, name } = await net.tx(corner);
    const wish = {
      id: newId(),
      incidentId,
      purpose: 'verify',
      manner: 'pair',
      wanted: 2,
      roles: [],
      minutes: 20,
    };
    const out = await call('POST', 'callouts', { ...wish, meet: { lat, lon, label: name } });
    await net.settle();
    const asked = people.find((p) =>
      out.body.assignments.some((a: { callSign: string }) => a.callSign === p.callSign),
    )!;
    net.clock.advance(1);
    await text(net, asked.phone, 'is my brother there too?');
    net.clock.advance(1);
    await text(net, asked.phone, 'yes 15');
    await net.settle();
    const thread = await read(asked.id);
    expect(thread).toMatchObject({ kind: 'member', needsAnswer: true });
    const [ask, free, how, yes, meet] = told(thread);
    expect(ask).toMatch(/^house: Porchlight: .*look and report.*\[delivered\]$/);
    expect(free).toBe('person: is my brother there too?');
    expect(how).toMatch(/^house: /);
    expect(yes).toBe('person: yes 15');
    expect(meet).toMatch(/^house: .*Meet at/s);
  });

  it('is shown at the desk without what lets somebody in', async () => {
    const [member] = await settlePeople(net, 1);
    await net.tx((ctx) =>
      send(ctx, [
        {
          to: { personId: member!.id },
          body: 'https://x.example/invite/secret',
          language: 'en',
          purpose: 'invite',
        },
      ]),
    );
    const thread = await read(member!.id);
    expect(thread.lines).toMatchObject([{ from: 'house', body: null, purpose: 'invite' }]);
    expect(JSON.stringify(thread)).not.toContain('secret');
  });
});

it('answers by status', async () => {
  const { thread } = await texter('Vans at Roosevelt and 82nd now');
  const coordinator = await net.signIn(['coordinator'], (await settlePeople(net, 1))[0]!.id);
  const trainer = await net.signIn(['trainer']);
  const lawyer = await net.signIn(['legal']);
  const reply = { id: newId(), words: 'Hello' };
  const status = async (...given: Parameters<typeof call>) => (await call(...given)).status;
  expect(await status('GET', 'threads', undefined, {})).toBe(401);
  expect(await status('GET', 'threads', undefined, trainer)).toBe(403);
  expect((await call('GET', 'threads', undefined, lawyer)).body).toEqual({ items: [], needAnswer: 0 });
  expect(await status('GET', `threads/${thread}`, undefined, lawyer)).toBe(404);
  expect(await status('GET', 'threads', undefined, coordinator)).toBe(200);
  expect(await status('POST', `threads/${thread}/replies`, reply, coordinator)).toBe(403);
  expect(await status('POST', `threads/${thread}/marks`, { seen: true }, coordinator)).toBe(403);
  expect(await status('GET', `threads/${newId()}`)).toBe(404);
  expect(await status('POST', `threads/${newId()}/replies`, reply)).toBe(404);
  expect(await status('POST', `threads/${thread}/replies`, { ...reply, words: ' ' })).toBe(400);
  expect(await status('POST', `threads/${thread}/replies`, reply)).toBe(200);
});

it('leaves nothing readable in the database', async () => {
  const { number, thread } = await texter('Marmalade vans at Roosevelt and 82nd now');
  await text(net, number, 'and a marmalade bus');
  await say(thread, 'Marmalade received');
  await net.settle();
  const { rows } = await net.tx((ctx) =>
    sql<{ all: string }>`select string_agg(t::text, ' ') as all from (
      select to_jsonb(l) as t from thread_lines l union all select to_jsonb(t) from threads t
      union all select to_jsonb(a) from report_additions a union all select to_jsonb(e) from events e) x`.execute(
      ctx.tx,
    ),
  );
  expect(rows[0]!.all.toLowerCase()).not.toContain('marmalade');
  expect(rows[0]!.all).not.toContain(Buffer.from('armalade').toString('hex'));
});
