import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Switchboard, switchboard } from '../../../test/switchboard.ts';

let board: Switchboard;
let headers: Record<string, string>;
beforeAll(async () => {
  board = await switchboard();
  headers = await board.net.signIn(['coordinator']);
});
afterAll(() => board.carrier.stop());

const sound = Buffer.concat([Buffer.from('ID3'), Buffer.alloc(2000, 1)]);
const put = (path: string, payload: object, as = headers) =>
  board.net.app.inject({ method: 'PUT', url: `/api/v1/calls/prompts/${path}`, headers: as, payload });

it('a prompt is said in the network’s own recording, at an address that nobody can make', async () => {
  const saved = await put('es/greeting', { sound: sound.toString('base64') });
  expect(saved.statusCode).toBe(200);
  const { url } = saved.json().recording;
  const phone = await board.carrier.call('+19175550181');
  await phone.press('2');
  expect(phone.last).toContain(`♪ https://hotline.test${url}`);
  expect(phone.last).toContain('Si está pasando ahora, oprima 1');
  const heard = await board.net.app.inject({ url });
  expect([heard.statusCode, heard.headers['content-type'], heard.rawPayload.equals(sound)]).toEqual([
    200,
    'audio/mpeg',
    true,
  ]);
  const other = url.slice(0, -2) + (url.endsWith('AA') ? 'BB' : 'AA');
  for (const wrong of [
    other,
    url.split('.').slice(0, 2).join('.'),
    '/api/v1/calls/sounds/x',
    `${url}.x`.replace('sounds/', 'sounds/x'),
  ])
    expect((await board.net.app.inject({ url: wrong })).statusCode).toBe(404);
  const dropped = await board.net.app.inject({
    ...{ method: 'DELETE', url: '/api/v1/calls/prompts/es/greeting', headers },
  });
  expect(dropped.json().recording).toBeNull();
  expect((await board.net.app.inject({ url })).statusCode).toBe(404);
  await phone.hangUp();
});

it('takes MP3 and WAV of the network’s languages from who may, and nothing else', async () => {
  const good = { sound: sound.toString('base64') };
  const operator = await board.net.signIn(['operator']);
  expect((await put('es/menu', good, operator)).statusCode).toBe(403);
  expect((await put('fr/menu', good)).statusCode).toBe(422);
  expect((await put('es/nonsense', good)).statusCode).toBe(400);
  expect((await put('es/menu', { sound: Buffer.from('<html>').toString('base64') })).statusCode).toBe(400);
  expect((await put('es/menu', { sound: '%%%' })).statusCode).toBe(400);
  const wav = Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVE', 'latin1'), Buffer.alloc(100)]);
  expect((await put('es/menu', { sound: wav.toString('base64') })).statusCode).toBe(200);
  const list = await board.net.app.inject({ url: '/api/v1/calls/prompts', headers: operator });
  expect(list.json()).toMatchObject({ languages: ['en', 'es', 'zh'], canChange: false });
});

it('offers a language that no machine speaks once it is recorded, and says the rest in what its speakers hear beside it', async () => {
  const { network } = board.net;
  network.languages.push('quc');
  const offered = async () => {
    const phone = await board.carrier.call('+19175550182');
    const parts = phone.heard.length;
    await phone.hangUp();
    return parts;
  };
  (await board.net.services.network(network.id)).languages = network.languages;
  expect(await offered()).toBe(3);
  const as = await board.net.signIn(['admin']);
  expect((await put('quc/chooseLanguage', { sound: sound.toString('base64') }, as)).statusCode).toBe(200);
  expect(await offered()).toBe(4);
  const phone = await board.carrier.call('+19175550183');
  await phone.press('4');
  expect(phone.last).toContain('Si está pasando ahora, oprima 1');
  await phone.hangUp();
  network.languages.pop();
});
