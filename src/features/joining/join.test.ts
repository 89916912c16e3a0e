import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Carrier } from '../../../test/fakes/carrier.ts';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { newId } from '../../platform/id.ts';
import { enqueue } from '../../platform/jobs/index.ts';
import { person } from '../people/index.ts';
import { type Zone, zones } from '../places/index.ts';

const carrier = new Carrier();
let net: TestNetwork;
let zone: Zone;
let turn = 0;

beforeAll(async () => {
  await carrier.start();
  const twilio = { accountSid: 'AC1', authToken: 'secret', number: '+12125550199', apiUrl: carrier.url };
  net = await testNetwork({
    ...{ volunteers: 30, demo: false },
    settings: { twilio, url: 'https://hotline.test' },
  });
  zone = (await net.tx(zones)).find((z) => z.slug === 'jackson-heights')!;
});
afterAll(() => carrier.stop());

const get = (url: string) => net.app.inject({ method: 'GET', url });
const filled = (over: Record<string, string> = {}) => ({
  ...{ id: newId(), from: '', name: 'Ana Ruiz', way: 'sms', address: `(917) 555-${6000 + turn++}` },
  ...{ kind: 'member', zone: zone.id, 'wants-observer': '1', 'wants-operator': '1' },
  ...{ 'languages-es': '1', further: 'quc', 'when-evenings': '1' },
  ...over,
});
const post = (form: Record<string, string>, lang = 'es', remoteAddress = '10.0.0.1') =>
  net.app.inject({
    ...{ method: 'POST', url: `/${lang}/join`, remoteAddress },
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(form).toString(),
  });
const rowOf = async (id: string) =>
  (await net.tx((ctx) => ctx.tx.selectFrom('applications').selectAll().where('id', '=', id).execute()))[0];
const textsTo = (form: { address: string }) =>
  carrier.sent.filter((m) => m.To!.endsWith(form.address.slice(-4)));

describe('/join', () => {
  it('asks in each language, without a script, and says what is open and what needs a conversation', async () => {
    for (const lang of ['en', 'es', 'zh']) {
      const { statusCode, body } = await get(`/${lang}/join`);
      expect(statusCode).toBe(200);
      expect(body).not.toMatch(/<script/);
      expect(body).toContain('name="wants-dispatcher"');
      expect(body).toContain(`<option value="${zone.id}">Jackson Heights</option>`);
    }
    expect((await get('/en/join')).body).toContain('Trainings are open to everyone');
    expect((await get('/en')).body).toContain('href="/en/join"');
  });

  it('makes an applicant of what was said, and writes to them once in their language', async () => {
    const form = filled();
    const answer = await post(form);
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/es/join/thanks']);
    const row = (await rowOf(form.id))!;
    expect(row).toMatchObject({ source: 'web', wants: ['observer', 'operator'], kind: 'member' });
    const found = await net.tx((ctx) => person(ctx, row.person_id));
    expect(found).toMatchObject({ state: 'applied', languages: ['es', 'quc'], zoneIds: [zone.id] });
    expect(found.availability).toHaveLength(5);
    await net.settle();
    const [text, ...more] = textsTo(form);
    expect(text!.Body).toContain('https://hotline.test/es/trainings');
    expect(text!.Body).toContain('gracias por participar, Ana Ruiz');
    expect(more).toEqual([]);
  });

  it('sent twice is once, also at the same moment', async () => {
    const form = filled();
    const answers = await Promise.all([post(form), post(form), post(form)]);
    expect(answers.map((a) => a.statusCode)).toEqual([303, 303, 303]);
    await net.settle();
    expect(textsTo(form)).toHaveLength(1);
  });

  it('says where the address was read, and only what may be one', async () => {
    const asked = await get('/en/join?from=meeting');
    expect(asked.body).toContain('name="from" value="meeting"');
    const form = filled({ from: 'meeting' });
    await post(form);
    expect(await rowOf(form.id)).toMatchObject({ source: 'meeting', tag: 'meeting' });
    const poster = filled({ from: 'library-73' });
    await post(poster);
    expect(await rowOf(poster.id)).toMatchObject({ source: 'web', tag: 'library-73' });
    expect((await get('/en/join?from=%22%3E%3Cb%3E')).body).toContain('name="from" value=""');
  });

  it.each([
    [{ name: '' }, 'Escriba cómo quiere que le llamemos.'],
    [{ address: '' }, 'Escriba un número o un correo'],
    [{ address: '12' }, 'No podemos escribir a este número'],
    [{ address: 'ana@', way: 'email' }, 'Esto no es un correo'],
    [{ name: 'a'.repeat(121) }, '120 caracteres como máximo'],
    [{ zone: newId() }, 'Elija un vecindario de la lista'],
  ])('gives back a form with %j, and everything else that was written', async (over, words) => {
    const form = filled({ id: newId(), ...over });
    const answer = await post(form);
    expect(answer.statusCode).toBe(400);
    expect(answer.body).toContain(words);
    expect(answer.body).toMatch(/name="wants-operator" value="1" checked/);
    expect(answer.body).toMatch(/name="when-evenings" value="1" checked/);
    expect(answer.body).toContain(`value="${form.id}"`);
    expect(await rowOf(form.id)).toBeUndefined();
  });

  it('takes a form that says next to nothing, and one full of nonsense, without falling over', async () => {
    const bare = { id: newId(), name: 'L', address: 'l@x.example' };
    expect((await post(bare, 'zh')).statusCode).toBe(303);
    expect(await rowOf(bare.id)).toMatchObject({ wants: [], kind: 'member' });
    const odd = filled({ kind: 'king', way: 'pigeon', further: 'xx', 'wants-throne': '1', id: 'x' });
    expect((await post(odd)).statusCode).toBe(303);
  });

  it('keeps every form of a flood, and answers none beyond the limit', async () => {
    const forms = Array.from({ length: 62 }, () => filled());
    for (const form of forms) expect((await post(form, 'es', '10.0.0.9')).statusCode).toBe(303);
    const rows = await Promise.all(forms.map(({ id }) => rowOf(id)));
    expect(rows.filter(Boolean)).toHaveLength(62);
    const late = forms.filter((_, i) => rows[i]!.throttled);
    expect(late).toHaveLength(2);
    await net.settle();
    expect(late.flatMap(textsTo)).toEqual([]);
    expect((await get('/en/join/thanks?later=1')).body).toContain('may take some days');
  });

  it('has a code to scan and a sheet to print', async () => {
    const svg = await get('/join.svg?from=meeting');
    expect(svg.headers['content-type']).toContain('image/svg+xml');
    const sheet = await get('/zh/join/sheet?from=meeting');
    expect(sheet.body).toContain('src="/join.svg?from=meeting"');
    expect(sheet.body).toContain('hotline.test/join');
  });
});

async function nightly() {
  await net.tx((ctx) => enqueue(ctx, 'holds.nightly', {}, ctx.now));
  await net.settle();
}

describe('an application that comes to nothing', () => {
  it('goes after its days with the person who only applied; who was trained stays', async () => {
    const [lost, trained] = [filled(), filled()];
    await post(lost, 'es', '10.0.0.2');
    await post(trained, 'es', '10.0.0.2');
    const [a, b] = [(await rowOf(lost.id))!, (await rowOf(trained.id))!];
    await net.tx((ctx) =>
      ctx.tx.updateTable('applications').set({ settled: true }).where('id', '=', b.id).execute(),
    );
    net.clock.advance(179 * 24 * 60);
    await nightly();
    expect(await rowOf(a.id)).toBeDefined();
    net.clock.advance(2 * 24 * 60);
    await nightly();
    expect(await rowOf(a.id)).toBeUndefined();
    const gone = await net.tx((ctx) => person(ctx, a.person_id));
    expect(gone).toMatchObject({ state: 'left', languages: [], homeCell: '' });
    const addresses = await net.tx((ctx) =>
      ctx.tx.selectFrom('addresses').select('id').where('person_id', '=', a.person_id).execute(),
    );
    expect(addresses).toEqual([]);
    expect((await net.tx((ctx) => person(ctx, b.person_id))).state).toBe('applied');
  });
});
