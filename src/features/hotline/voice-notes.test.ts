import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { settlePeople } from '../../../test/village.ts';
import { resident } from '../../platform/context.ts';
import { openCall, type Services } from '../../platform/http/call.ts';
import { newId } from '../../platform/id.ts';
import { receive } from '../channels/index.ts';
import { fetchNext } from './commands.ts';
import { claimer } from './index.ts';

let net: TestNetwork;
let desk: Record<string, string>;
let services: Services;
let apiUrl: string;

/** The carrier: everything that it keeps is a voice note of a phone. */
const carrier = createServer((_request, response) =>
  response.end(Buffer.concat([Buffer.from('OggS'), Buffer.alloc(400, 7)])),
);

beforeAll(async () => {
  net = await testNetwork({ volunteers: 20 });
  const [dispatcher] = await settlePeople(net, 1);
  desk = await net.signIn(['dispatcher'], dispatcher!.id);
  await new Promise<void>((up) => carrier.listen(0, '127.0.0.1', up));
  apiUrl = `http://127.0.0.1:${(carrier.address() as AddressInfo).port}`;
  const twilio = { accountSid: 'AC1', authToken: 'x', number: '+12125550100', apiUrl };
  services = { ...net.services, config: { ...net.services.config, twilio } };
});
afterAll(async () => {
  await new Promise((down) => carrier.close(down));
});

async function from(address: string, body: string, type?: string) {
  const call = await openCall(net.services, net.network, resident, '');
  const media = type ? [{ url: `${apiUrl}/media/${newId()}`, type }] : [];
  return receive(call, { kind: 'whatsapp', providerId: newId(), address, body, media }, [claimer]);
}
async function latest() {
  while (await fetchNext(services, net.network.id));
  await net.settle();
  const get = async (url: string) =>
    net.open(desk, (await net.app.inject({ url: `/api/v1/${url}`, headers: desk })).json());
  const { items } = await get('reports?open=1');
  const report = await get(`reports/${items.at(-1).id}`);
  return { report, thread: await get(`threads/${report.threadId}`) };
}

it('is a report at once, in the language that they name, and is marked as not transcribed', async () => {
  const me = '+12125550301';
  expect(await from(me, '', 'audio/ogg')).toBe(
    'Received. Someone will listen to it. Which language is it? · ¿En qué idioma es? · 是哪种语言？',
  );
  expect(await from(me, 'K’iche’')).toBe(
    'Gracias. Puede escribir más cuando quiera. Por aquí le diremos cómo terminó.',
  );
  const { report, thread } = await latest();
  expect(report).toMatchObject({
    words: '(voice note, not transcribed)',
    language: 'quc',
    media: [{ type: 'audio/ogg', notShown: 'audio' }],
    // It is heard, and shows nothing: no incident is confirmed on it as on a picture.
    picture: false,
  });
  expect(thread.language).toBe('quc');
});

it('answers no question by itself, and waits for somebody to listen', async () => {
  net.clock.advance(1);
  const me = '+12125550302';
  await from(me, 'Hay dos camionetas ahora');
  expect(await from(me, '', 'audio/ogg')).toBe('Gracias, añadido. Alguien lo va a escuchar.');
  expect(await from(me, 'Roosevelt y la 82')).not.toContain('¿Dónde es?');
  const { report, thread } = await latest();
  expect(report.place.text).toBe('Roosevelt y la 82');
  expect(report.media).toHaveLength(1);
  expect(thread).toMatchObject({ needsAnswer: true, language: 'es' });
});

it('keeps a language that we do not write, and the words of who writes one that we do', async () => {
  net.clock.advance(1);
  const me = '+12125550303';
  await from(me, '', 'audio/amr');
  await from(me, 'wolof');
  net.clock.advance(25 * 60);
  desk = await net.signIn(['dispatcher'], (await settlePeople(net, 1))[0]!.id);
  expect(await from(me, '', 'audio/amr')).toBe('Received. Someone will listen to it.');
  expect((await latest()).report.language).toBe('wo');
});

it.each(['image/jpeg', 'audio/ogg'])(
  'is no number to call back, and neither is a picture: %s',
  async (type) => {
    net.clock.advance(1);
    desk = await net.signIn(['dispatcher'], (await settlePeople(net, 1))[0]!.id);
    const me = type === 'image/jpeg' ? '+12125550304' : '+12125550305';
    await from(me, 'Two vans at Roosevelt and 82nd now');
    const { id } = (await latest()).report;
    const payload = { id: newId(), question: 'call_back' };
    const asked = { method: 'POST', url: `/api/v1/reports/${id}/ask`, headers: desk, payload } as const;
    expect((await net.app.inject(asked)).statusCode).toBe(200);
    await from(me, '', type);
    const { report } = await latest();
    expect(report).toMatchObject({ id, contact: null });
    expect(report.media).toHaveLength(1);
    const callbacks = await net.app.inject({ url: '/api/v1/callbacks', headers: desk });
    expect(callbacks.json().items).toEqual([]);
  },
);
