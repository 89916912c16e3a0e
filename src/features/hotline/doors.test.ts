import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { maySee } from '../../composition.ts';
import { resident } from '../../platform/context.ts';
import { readEvents, start } from '../../platform/events/index.ts';
import { type Call, openCall } from '../../platform/http/call.ts';
import { newId } from '../../platform/id.ts';
import { fromBase64 } from '../../platform/seal/index.ts';
import { receive } from '../channels/index.ts';
import { openChunks } from '../evidence/rules.ts';
import { onShift } from '../shifts/index.ts';
import { fetchNext } from './commands.ts';
import { claimer } from './index.ts';
import { FLOOD } from './rules.ts';

let net: TestNetwork;
let desk: Record<string, string>;
let legal: Record<string, string>;

beforeAll(async () => {
  net = await testNetwork({ volunteers: 120 });
  await signInAgain();
});

/** Sessions end when the clock is moved far. */
async function signInAgain() {
  const [dispatcher] = await net.tx((ctx) => onShift(ctx, 'dispatcher'));
  const [lawyer] = await net.tx((ctx) => onShift(ctx, 'legal'));
  desk = await net.signIn(['dispatcher'], dispatcher);
  legal = await net.signIn(['legal'], lawyer);
}

const html = { accept: 'text/html' };
async function getPage(url: string) {
  const answer = await net.app.inject({ method: 'GET', url, headers: html });
  return { status: answer.statusCode, text: answer.body, location: answer.headers.location };
}
let visitors = 0;
async function postForm(url: string, fields: Record<string, string>, remoteAddress = `10.0.0.${++visitors}`) {
  const answer = await net.app.inject({
    method: 'POST',
    url,
    remoteAddress,
    headers: { ...html, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  });
  const { location } = answer.headers;
  return { status: answer.statusCode, text: answer.body, location };
}
/** As a browser does: what was sent leads to a page. */
async function sendForm(url: string, fields: Record<string, string>) {
  const { status, text, location } = await postForm(url, fields);
  return status === 303 ? getPage(location!) : { status, text, location };
}
const receiptOf = (text: string) =>
  (/class="receipt"[^>]*>([^<]+)</.exec(text)?.[1] ?? '').replaceAll(' ', '-');
const tokenOf = (text: string) => /[?&;]t=([\w-]+)/.exec(text)?.[1] ?? '';
const fieldOf = (text: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? '';
const api = async (as: Record<string, string>, url: string, payload?: object) => {
  const method = payload ? 'POST' : 'GET';
  const answer = await net.app.inject({
    method,
    url: `/api/v1/${url}`,
    headers: as,
    ...(payload && { payload }),
  });
  return { status: answer.statusCode, body: await net.open(as, answer.json()) };
};
const open = async (id: string) => (await api(desk, `reports/${id}`)).body;

describe('the page', () => {
  const given = { what: 'Dos camionetas', where: 'Roosevelt y la 82', when: 'now' };

  it('says what happens with it, and asks for what is missing, keeping the rest', async () => {
    const first = await getPage('/es/report?when=now');
    expect(first.text).toContain('nunca preguntamos por la situación migratoria');
    expect(first.text).toContain('nuestro servidor guarda sus palabras');
    expect(first.text).not.toContain('<script');
    const id = fieldOf(first.text, 'id');
    const bad = await postForm('/es/report', { id, about: 'sighting', what: 'Dos <b>camionetas', where: '' });
    expect(bad.status).toBe(400);
    expect(bad.text).toContain('Escriba dónde es');
    expect(bad.text).toContain('Dos &lt;b&gt;camionetas');
  });

  it('sends at once, and adds one answer a page', async () => {
    const id = newId();
    const sent = await sendForm('/es/report', { id, about: 'sighting', ...given });
    expect(sent.text).toContain('Enviado. Alguien lo va a mirar.');
    const [token, receipt] = [tokenOf(sent.text), receiptOf(sent.text)];
    expect(receipt.split('-')).toHaveLength(4);
    const again = await sendForm('/es/report', { id, about: 'sighting', ...given });
    expect(receiptOf(again.text)).toBe(receipt);

    let page = await getPage(`/es/report/more?t=${token}`);
    const answers: Record<string, string> = {
      people: '6',
      'first-hand': 'saw',
      'seen-at': '18:20',
      detained: 'yes',
    };
    for (let step = fieldOf(page.text, 'step'); step; step = fieldOf(page.text, 'step')) {
      const addition = fieldOf(page.text, 'addition');
      const answer = step === 'contact' ? '+1 917 555 0100' : (answers[step] ?? '');
      const fields = { token, step, addition, answer, go: answer ? 'next' : 'skip' };
      if (step === 'people') await postForm('/es/report/more', fields);
      page = await sendForm('/es/report/more', fields);
      if (step === 'detained') expect(page.text).toContain('Avisar al equipo legal');
    }
    expect(page.text).toContain('enctype="multipart/form-data"');
    const report = await open(id);
    expect(report).toMatchObject({
      door: 'web',
      language: 'es',
      firstHand: true,
      additions: 5,
      contact: '+1 917 555 0100',
      seenAt: '2026-11-23T23:20:00.000Z',
      place: { zone: { name: 'Jackson Heights' } },
    });
  });

  it('goes back, and does not take a made-up or old token', async () => {
    const sent = await sendForm('/en/report', { about: 'sighting', ...given });
    const token = tokenOf(sent.text);
    const second = await getPage(`/en/report/more?t=${token}&step=vehicles`);
    const back = /class="back"><a href="([^"]+)"/.exec(second.text)![1]!.replaceAll('&amp;', '&');
    expect(fieldOf((await getPage(back)).text, 'step')).toBe('people');
    expect((await getPage('/en/report/more')).status).toBe(400);
    expect((await getPage(`/en/report/sent?t=${token.slice(1)}`)).status).toBe(400);
    const forged = await postForm('/en/report/more', {
      token: [...token].reverse().join(''),
      step: 'people',
    });
    expect(forged.status).toBe(400);
    net.clock.advance(121);
    expect((await postForm('/en/report/more', { token, step: 'people' })).status).toBe(400);
    net.clock.advance(-121);
  });

  it('shows how it stands by the receipt, in any spelling, and lets one add', async () => {
    const id = newId();
    const sent = await sendForm('/en/report', { id, about: 'sighting', ...given });
    const receipt = receiptOf(sent.text);
    const found = await postForm('/en/report/find', {
      words: ` ${receipt.replaceAll('-', '  ').toUpperCase()}`,
    });
    expect(found.location).toBe(`/en/report/${receipt.toUpperCase()}`);
    expect((await getPage(found.location!)).text).toContain('It waits for someone to look at it.');
    await api(desk, `reports/${id}/claim`, {});
    const added = await sendForm(`/en/report/${receipt}`, { addition: newId(), words: 'they left now' });
    expect(added.text).toContain('Someone is looking at it');
    expect((await open(id)).additionList.at(-1).words).toBe('they left now');
    await api(desk, `reports/${id}/close`, { as: 'nothing_found' });
    expect((await getPage(`/zh/report/${receipt}`)).text).toContain('没有发现什么');
  });

  it('does not say who it was when a member reports', async () => {
    const id = newId();
    const sent = await sendForm('/en/report', { id, about: 'sighting', ...given });
    await net.app.inject({
      method: 'POST',
      url: `/en/report/${receiptOf(sent.text)}`,
      headers: { ...desk, ...html, 'content-type': 'application/x-www-form-urlencoded' },
      payload: `addition=${newId()}&words=more`,
    });
    expect((await open(id)).additionList).toMatchObject([{ words: 'more', callSign: null }]);
  });

  it('answers wrong receipts like right ones, only slower', async () => {
    const times: number[] = [];
    for (let i = 0; i < 5; i++) {
      const began = performance.now();
      const wrong = await net.app.inject({
        method: 'GET',
        url: `/en/report/wrong-words-number-${'abcde'[i]}`,
        headers: html,
        remoteAddress: '10.9.9.9',
      });
      times.push(performance.now() - began);
      expect(wrong.statusCode).toBe(404);
      expect(wrong.body).toContain('<h1>Your report</h1>');
    }
    expect(times[4]).toBeGreaterThan(450);
  });
});

describe('pictures', () => {
  const canary = Buffer.from('PORCHLIGHT-PICTURE-CANARY');
  const jpeg = (bytes: number) =>
    Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(bytes, canary)]);

  async function upload(token: string, file: Buffer, name = 'a.jpg', uploadId = newId()) {
    const boundary = '----form';
    const field = (n: string, v: string) =>
      `--${boundary}\r\ncontent-disposition: form-data; name="${n}"\r\n\r\n${v}\r\n`;
    const head = `${field('token', token)}${field('upload', uploadId)}--${boundary}\r\ncontent-disposition: form-data; name="files"; filename="${name}"\r\ncontent-type: image/jpeg\r\n\r\n`;
    const answer = await net.app.inject({
      method: 'POST',
      url: '/en/report/files',
      headers: { ...html, 'content-type': `multipart/form-data; boundary=${boundary}` },
      payload: Buffer.concat([Buffer.from(head), file, Buffer.from(`\r\n--${boundary}--\r\n`)]),
    });
    if (answer.statusCode === 303) return getPage(answer.headers.location as string);
    return { status: answer.statusCode, text: answer.body };
  }
  const media = () => join(net.services.config.dataDir, 'media', net.network.id);
  const files = () => {
    try {
      return readdirSync(media());
    } catch {
      return [];
    }
  };
  async function newReport(about = 'sighting') {
    const id = newId();
    const sent = await sendForm('/en/report', {
      id,
      about,
      what: 'a picture comes',
      where: 'x',
      when: 'now',
    });
    return { id, token: tokenOf(sent.text) };
  }

  it('are kept as they came, encrypted, and open again only for the desk', async () => {
    const { id, token } = await newReport();
    const original = jpeg(300_000);
    const uploadId = newId();
    expect((await upload(token, original, 'a.jpg', uploadId)).text).toContain('One file is with us.');
    expect((await upload(token, original, 'a.jpg', uploadId)).status).toBe(200);
    expect(files()).toHaveLength(1);
    for (const name of files()) expect(readFileSync(join(media(), name)).includes(canary)).toBe(false);
    const report = await open(id);
    expect(report).toMatchObject({ picture: true, media: [{ type: 'image/jpeg', bytes: original.length }] });
    const url = `/api/v1/media/${report.media[0].id}`;
    const back = await net.app.inject({ method: 'GET', url, headers: desk });
    const { key } = report.media[0];
    const chunks = await openChunks(fromBase64(key), report.media[0].id, new Uint8Array(back.rawPayload));
    expect(Buffer.concat(chunks).equals(original)).toBe(true);
    expect(back.rawPayload.includes(canary)).toBe(false);
    expect((await net.app.inject({ method: 'GET', url })).statusCode).toBe(401);
    const observer = await net.signIn(['observer']);
    expect((await net.app.inject({ method: 'GET', url, headers: observer })).statusCode).toBe(403);
  });

  it('are refused in words beyond 25 MB or when they are none, and leave no file', async () => {
    const before = files().length;
    const { id, token } = await newReport();
    const large = await upload(token, jpeg(25 * 1024 * 1024 + 1));
    expect(large.status).toBe(413);
    expect(large.text).toContain('larger than 25 MB');
    expect((await upload(token, randomBytes(1000))).status).toBe(415);
    expect((await upload(token, Buffer.alloc(0), '')).status).toBe(400);
    expect(files()).toHaveLength(before);
    expect((await open(id)).picture).toBe(false);
  });

  it('raise a flag when somebody else had sent them before', async () => {
    const [a, b] = [await newReport(), await newReport()];
    const same = jpeg(1234);
    await upload(a.token, same);
    net.clock.advance(1);
    await upload(b.token, same);
    expect((await open(a.id)).redFlags).not.toContain('recycled_picture');
    expect((await open(b.id)).redFlags).toContain('recycled_picture');
  });

  it('of someone detained open for the legal desk only', async () => {
    const { id, token } = await newReport('detained');
    await upload(token, jpeg(777));
    await net.settle();
    const seen = { network: net.network, actor: net.actor(['dispatcher', 'admin', 'counsel']) } as Call;
    const events = await net.tx((ctx) => readEvents(ctx.tx, net.network.id, start, 10_000));
    const ofReport = events.filter((e) => e.subject === id);
    expect(ofReport.map((e) => e.kind)).toContain('media.restricted');
    expect(ofReport.filter((e) => maySee(seen, e))).toEqual([]);
    const { items } = (await api(legal, 'intakes?open=1')).body;
    const { report } = (await api(legal, `intakes/${items[0].id}`)).body;
    const url = `media/${report.media[0].id}`;
    expect((await net.app.inject({ url: `/api/v1/${url}`, headers: legal })).statusCode).toBe(200);
    expect((await net.app.inject({ url: `/api/v1/${url}`, headers: desk })).statusCode).toBe(404);
    const open = await newReport();
    net.clock.advance(1);
    await upload(open.token, jpeg(777));
    const shown = (await api(desk, `reports/${open.id}`)).body;
    expect(shown.picture).toBe(true);
    expect(shown.redFlags).not.toContain('recycled_picture');
  });

  it('belong to the report they were sent with, also from a form that names no upload', async () => {
    const [a, b] = [await newReport(), await newReport()];
    await upload(a.token, jpeg(801), 'a.jpg', 'same');
    await upload(b.token, jpeg(802), 'a.jpg', 'same');
    expect((await open(b.id)).media).toMatchObject([{ bytes: 806 }]);
  });
});

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
    await signInAgain();
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
    const [intake] = (await api(legal, 'intakes?open=1')).body.items;
    expect((await api(legal, `intakes/${intake.id}`)).body.report).toMatchObject({
      words: 'Detained: my brother this morning',
      additionList: [{ words: 'His name is …' }],
    });
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
