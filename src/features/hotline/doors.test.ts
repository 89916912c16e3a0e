import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fieldOf, html, networkWithDoors, receiptOf, tokenOf } from '../../../test/doors.ts';
import { maySee } from '../../composition.ts';
import { readEvents, start } from '../../platform/events/index.ts';
import type { Call } from '../../platform/http/call.ts';
import { newId } from '../../platform/id.ts';
import { fromBase64 } from '../../platform/seal/index.ts';
import { openChunks } from '../evidence/rules.ts';

const { net, signIn, getPage, postForm, sendForm, api } = await networkWithDoors();
const { desk, legal } = await signIn();
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
