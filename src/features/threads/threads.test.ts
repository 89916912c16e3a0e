import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { type Line, networkWithThreads, told } from '../../../test/desk-threads.ts';
import { corner, incidentAt, onPhone, settlePeople, text } from '../../../test/village.ts';
import { resident } from '../../platform/context.ts';
import { openCall } from '../../platform/http/call.ts';
import { newId } from '../../platform/id.ts';
import { receive, send } from '../channels/index.ts';
import { claimer as hotlineClaimer } from '../hotline/index.ts';

const { net, you, call, list, read, say, texter } = await networkWithThreads();

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
