import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { networkWithDoors } from '../../../test/doors.ts';
import { resident } from '../../platform/context.ts';
import { openCall } from '../../platform/http/call.ts';
import { newId } from '../../platform/id.ts';
import { receive } from '../channels/index.ts';
import { onShift } from '../shifts/index.ts';
import { fetchNext } from './commands.ts';
import { claimer } from './index.ts';
import { FLOOD } from './rules.ts';

const { net, signIn, postForm, api } = await networkWithDoors();
let { desk, legal } = await signIn();
const open = async (id: string) => (await api(desk, `reports/${id}`)).body;
describe('someone was detained', () => {
  it('goes to the legal desk alone, which is paged; the desk sees a count', async () => {
    const id = newId();
    const before = (await api(desk, 'reports')).body.restricted;
    await postForm('/zh/report', {
      id,
      about: 'detained',
      what: '我的哥哥被带走了',
      where: '',
      contact: '917',
    });
    await net.settle();
    expect((await api(desk, `reports/${id}`)).status).toBe(404);
    expect((await api(desk, `reports/${id}/claim`, {})).status).toBe(404);
    const list = (await api(desk, 'reports')).body;
    expect(list.restricted).toBe(before + 1);
    expect(JSON.stringify(list)).not.toContain(id);
    expect((await api(desk, 'intakes')).status).toBe(403);

    const [intake] = (await api(legal, 'intakes?open=1')).body.items;
    const detail = (await api(legal, `intakes/${intake.id}`)).body;
    expect(detail.report).toMatchObject({ id, words: '我的哥哥被带走了', contact: '917' });
    const other = await net.signIn(['legal'], (await net.tx((ctx) => onShift(ctx, 'operator')))[0]);
    expect((await api(legal, `intakes/${intake.id}/take`, {})).body.state).toBe('taken');
    expect((await api(other, `intakes/${intake.id}/take`, {})).status).toBe(409);
    expect((await api(legal, `intakes/${intake.id}/close`, {})).body.state).toBe('closed');
    const waited = await net.tx((ctx) =>
      ctx.tx
        .selectFrom('escalations as e')
        .innerJoin('messages as m', 'm.subject', 'e.id')
        .select(['e.kind', 'e.state', 'm.purpose', 'm.urgent'])
        .where('e.subject', '=', intake.id)
        .execute(),
    );
    expect(waited).toEqual([{ kind: 'intake', state: 'settled', purpose: 'escalation', urgent: true }]);
  });
});

describe('other programs', () => {
  const body = { what: 'vans', where: { text: 'Canal St and Mott St' }, tense: 'now' };
  const send = (payload: object, headers: Record<string, string> = {}, remoteAddress = '10.7.7.7') =>
    net.app.inject({ method: 'POST', url: '/api/v1/reports', payload, headers, remoteAddress });

  it('get the same answer to the same key, and change nothing by it', async () => {
    const headers = { 'idempotency-key': 'partner-77' };
    const first = (await send(body, headers)).json();
    net.clock.advance(3);
    const second = (await send({ ...body, what: 'something else' }, headers)).json();
    expect(second).toEqual(first);
    expect((await open(first.id)).words).toBe('vans');
  });

  it('lose nothing to another sender’s key, nor see the other’s receipt', async () => {
    const headers = { 'idempotency-key': '1' };
    const mine = (await send(body, headers, '10.8.0.1')).json();
    const theirs = (await send({ ...body, what: 'something else' }, headers, '10.8.0.2')).json();
    expect(theirs.receipt).not.toBe(mine.receipt);
    expect((await open(theirs.id)).words).toBe('something else');
  });

  it('hear of every wrong field at once', async () => {
    const wrong = await send({ what: '', where: { point: { lat: 100, lon: 'x' } }, tense: 'soon' });
    expect(wrong.statusCode).toBe(400);
    const paths = wrong.json().errors.map((e: { path: string }) => e.path);
    expect(paths).toEqual(expect.arrayContaining(['body.what', 'body.where.point.lat', 'body.tense']));
  });

  it('are throttled when they flood, dropped never; a ban throttles at once', async () => {
    net.clock.advance(60);
    ({ desk, legal } = await signIn());
    const all = await Promise.all(Array.from({ length: 12 }, () => send(body, {}, '10.6.6.6')));
    const queues = all.map((a) => a.json().queue);
    expect(all.every((a) => a.statusCode === 200)).toBe(true);
    expect(queues.filter((q) => q === 'normal')).toHaveLength(FLOOD.perOrigin.most);
    const throttled = (await api(desk, 'reports?queue=throttled')).body;
    expect(throttled.items).toHaveLength(12 - FLOOD.perOrigin.most);
    const { id } = (await send(body, {}, '10.5.5.5')).json();
    await api(desk, 'bans', { reportId: id });
    expect((await send(body, {}, '10.5.5.5')).json().queue).toBe('throttled');
    await net.app.inject({ method: 'DELETE', url: `/api/v1/bans/${id}`, headers: desk });
    expect((await send(body, {}, '10.5.5.5')).json().queue).toBe('normal');
  });
});

describe('a text', () => {
  let number = 0;
  const phone = () => `+1646555${String(++number).padStart(4, '0')}`;
  let sid = 0;
  async function text(address: string, body: string, providerId = `SM${++sid}`) {
    const call = await openCall(net.services, net.network, resident, '');
    return receive(call, { kind: 'wall', providerId, address, body, media: [] }, [claimer]);
  }
  const messagesTo = async (address: string) => {
    const answer = await net.app.inject({ url: `/api/v1/demo/phones/${encodeURIComponent(address)}` });
    return answer
      .json()
      .messages.filter((m: { from: string }) => m.from === 'network')
      .map((m: { body: string }) => m.body);
  };
  const latest = async () => (await api(desk, 'reports')).body.items.at(-1);

  it('is a report at once, then one question at a time, and more is added to it', async () => {
    net.clock.advance(1);
    const me = phone();
    expect(await text(me, 'Hay dos camionetas y agentes', 'SM-same')).toBe(
      'Recibido. Alguien lo va a mirar. ¿Dónde es? ¿En qué esquina?',
    );
    expect(await text(me, 'Hay dos camionetas y agentes', 'SM-same')).toContain('Recibido.');
    expect(await text(me, 'Roosevelt y la 82')).toBe('¿Está pasando ahora (1) o ya pasó (2)?');
    expect(await text(me, '1')).toContain('¿Lo vio usted (1)');
    expect(await text(me, 'sí, lo vi')).toContain('Por aquí le diremos cómo terminó');
    expect(await text(me, 'son seis')).toBe('Gracias, añadido.');
    const report = await latest();
    expect(report).toMatchObject({
      door: 'wall',
      language: 'es',
      tense: 'now',
      firstHand: true,
      additions: 4,
      canBeAsked: true,
      place: { text: 'Roosevelt y la 82', zone: { name: 'Jackson Heights' } },
    });
  });

  it('skips what the first words say already', async () => {
    expect(await text(phone(), 'ICE at Roosevelt and 82nd right now')).toBe(
      'Received. Someone will look at this. Did you see it yourself (1) or did someone tell you (2)?',
    );
  });

  it('is asked back by the desk, and the answer finds it', async () => {
    net.clock.advance(1);
    const me = phone();
    await text(me, 'two vans at Roosevelt and 82nd now');
    const { id } = await latest();
    expect((await api(desk, `reports/${id}/ask`, { id: newId(), question: 'still_there' })).body.state).toBe(
      'needs_information',
    );
    await net.settle();
    expect((await messagesTo(me)).at(-1)).toBe('Is it still going on?');
    await text(me, 'no');
    expect(await open(id)).toMatchObject({ state: 'claimed', redFlags: ['contradictory'] });
  });

  it('that begins with “detained” goes to the legal desk, and so does what follows', async () => {
    const me = phone();
    expect(await text(me, 'Detained: my brother this morning')).toContain('only to the legal desk');
    expect(await text(me, 'His name is …')).toBe('Added for the legal desk.');
    await net.settle();
    const { items } = (await api(legal, 'intakes?open=1')).body;
    const read = await Promise.all(items.map(({ id }: { id: string }) => api(legal, `intakes/${id}`)));
    expect(read.map(({ body }) => body.report)).toContainEqual(
      expect.objectContaining({
        words: 'Detained: my brother this morning',
        additionList: [expect.objectContaining({ words: 'His name is …' })],
      }),
    );
  });

  it('brings its pictures, fetched from the carrier alone and tried again', async () => {
    net.clock.advance(1);
    let asked = 0;
    const carrier = createServer((_request, response) => {
      asked++;
      if (asked === 1) response.writeHead(503).end();
      else response.end(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), randomBytes(500)]));
    });
    await new Promise<void>((up) => carrier.listen(0, '127.0.0.1', up));
    const apiUrl = `http://127.0.0.1:${(carrier.address() as AddressInfo).port}`;
    const twilio = { accountSid: 'AC1', authToken: 'x', number: '+12125550100', apiUrl };
    const services = { ...net.services, config: { ...net.services.config, twilio } };
    const call = await openCall(net.services, net.network, resident, '');
    const media = [{ url: `${apiUrl}/media/1`, type: 'image/jpeg' }];
    const raw = { kind: 'wall' as const, providerId: 'SM-media', address: phone(), body: '', media };
    expect(await receive(call, raw, [claimer])).toContain('Received.');
    const { id } = await latest();
    await fetchNext(services, net.network.id);
    expect((await open(id)).picture).toBe(false);
    net.clock.advance(3);
    await fetchNext(services, net.network.id);
    expect(await open(id)).toMatchObject({
      words: '(picture)',
      picture: true,
      media: [{ type: 'image/jpeg' }],
    });
    expect(await fetchNext(services, net.network.id)).toBe(false);
    carrier.close();
  });

  it('hears in one sentence how it ended, once, and again when that turns out otherwise', async () => {
    net.clock.advance(1);
    const me = phone();
    await text(me, 'two vans at Roosevelt and 82nd now');
    const { id } = await latest();
    const incident = newId();
    await api(desk, `reports/${id}/incident`, { id: incident });
    await api(desk, `incidents/${incident}/verifications`, { id: newId(), finding: 'nothing_there' });
    await net.settle();
    const told = async () =>
      (await messagesTo(me)).filter((m: string) => m.startsWith('About what you told us'));
    expect(await told()).toHaveLength(1);
    expect((await told())[0]).toContain('found nothing. Thank you.');
    await api(desk, `incidents/${incident}/conclude`, { outcome: 'another-agency' });
    await net.settle();
    expect(await told()).toHaveLength(1);
    const [change] = (await api(desk, `incidents/${incident}`)).body.undoable;
    await api(desk, `incidents/changes/${change.id}/undo`, {});
    await net.settle();
    await api(desk, `incidents/${incident}/conclude`, { outcome: 'another-agency' });
    await net.settle();
    expect(await told()).toHaveLength(2);
    expect((await told())[1]).toContain('Another agency');
    await text(me, 'a new one, now at Canal and Mott');
    expect((await latest()).id).not.toBe(id);
  });
});
