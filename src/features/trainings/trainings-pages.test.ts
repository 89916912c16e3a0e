import decodeQR from 'qr/decode.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { readCalendar } from '../../../test/calendar.ts';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { newId } from '../../platform/id.ts';
import { chapters } from '../places/index.ts';
import * as commands from './commands.ts';
import type { Plan } from './contract.ts';
import { modulesOf, qrText } from './rules.ts';

let net: TestNetwork;
let chapterId: string;
let turn = 0;
beforeAll(async () => {
  net = await testNetwork({ volunteers: 12, settings: { url: 'https://hotline.test' } });
  chapterId = (await net.tx(chapters))[0]!.id;
});

const get = (url: string) => net.app.inject({ method: 'GET', url });
const post = (url: string, form: Record<string, string>) =>
  net.app.inject({
    ...{ method: 'POST', url, remoteAddress: '10.1.1.1' },
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(form).toString(),
  });
const plan = async (more: Partial<Plan> = {}) => {
  const asked: Plan = {
    ...{ ids: [newId()], everyWeeks: 1, course: 'observer', chapterId, form: 'place', place: 'Elm Hall' },
    ...{ modules: modulesOf('observer').map(({ id }) => id), link: null, capacity: 20, languages: ['es'] },
    ...{ access: ['child_care'], trainers: [], day: '2026-12-01', startMinute: 1080, lengthMinutes: 90 },
    ...more,
  };
  return (await net.tx((ctx) => commands.planSessions(ctx, asked)))[0]!;
};
const form = (more: Record<string, string> = {}) => ({
  ...{
    id: newId(),
    name: 'Sparrow',
    reach: `(917) 555-0${200 + turn++}`,
    speaks: 'es',
    'needs-step_free': '1',
  },
  ...more,
});

/** What a camera reads of an SVG of squares. */
function readSquares(svg: string): string {
  const side = Number(/viewBox="0 0 (\d+)/.exec(svg)![1]) * 4;
  const data = new Uint8Array(side * side * 4).fill(255);
  for (const [, x, y] of svg.matchAll(/M(\d+) (\d+)h1v1h-1z/g))
    for (let dy = 0; dy < 4; dy++)
      for (let dx = 0; dx < 4; dx++) {
        const at = ((Number(y) * 4 + dy) * side + Number(x) * 4 + dx) * 4;
        data.fill(0, at, at + 3);
      }
  return decodeQR({ width: side, height: side, data });
}

describe('/trainings', () => {
  it('tells of sessions in each language, without a script, by course, place and language', async () => {
    const { id } = await plan({ form: 'online', place: null, link: 'https://meet.test/secret' });
    for (const lang of ['en', 'es', 'zh']) {
      const { statusCode, body } = await get(`/${lang}/trainings`);
      expect(statusCode).toBe(200);
      expect(body).not.toMatch(/<script|meet\.test/);
      expect(body).toContain(`href="/${lang}/trainings/${id}"`);
    }
    const shows = async (query: string) => (await get(`/en/trainings?${query}`)).body.includes(id);
    expect(await shows('course=observer&place=online&speaks=es')).toBe(true);
    for (const other of ['course=firstaid', `place=${chapterId}`, 'speaks=zh', 'course=%3Cx%3E'])
      expect(await shows(other)).toBe(false);
    expect((await get(`/en/trainings/${id}`)).body).not.toContain('meet.test');
  });

  it('says what is wrong with a form and keeps what was written', async () => {
    const { id } = await plan();
    const wrong = await post(`/en/trainings/${id}`, form({ name: '', reach: 'nothing' }));
    expect(wrong.statusCode).toBe(400);
    expect(wrong.body).toContain('href="#name"');
    expect(wrong.body).toContain('value="nothing"');
    expect(wrong.body).toContain('name="needs-step_free" value="1" checked');
    expect((await get(`/en/trainings/${newId()}`)).statusCode).toBe(404);
    expect((await get('/en/trainings/x')).statusCode).toBe(404);
    expect((await post('/en/trainings/x', form())).statusCode).toBe(404);
  });
});

describe('somebody without an account', () => {
  const register = async (id: string, given = form()) => {
    const answer = await post(`/en/trainings/${id}`, given);
    return { status: answer.statusCode, page: answer.headers.location ?? '', body: answer.body };
  };

  it('gets a seat, a page with a code that a scanner reads, and a calendar entry', async () => {
    const { id, startsAt } = await plan();
    const { status, page } = await register(id);
    expect([status, page]).toEqual([303, expect.stringMatching(/^\/en\/trainings\/mine\//)]);
    const { body } = await get(page);
    expect(body).toContain('You have a seat.');
    const { items } = await net.tx((ctx) => commands.readRoster(ctx, id));
    expect(items).toMatchObject([
      { name: 'Sparrow', needs: ['step_free'], language: 'es', state: 'confirmed' },
    ]);
    expect(readSquares((await get(`${page}/code.svg`)).body)).toBe(qrText(items[0]!.code!));
    const calendar = await get(`${page}/training.ics`);
    expect(calendar.headers['content-type']).toBe('text/calendar; charset=utf-8');
    const [event] = readCalendar(calendar.body).events;
    expect(event).toMatchObject({ uid: `${id}@porchlight`, place: expect.stringContaining('Elm Hall') });
    expect(event!.from.toISOString()).toBe(startsAt);
    await net.settle();
    const person = await net.tx((ctx) =>
      ctx.tx.selectFrom('people').select('state').where('id', '=', items[0]!.personId).executeTakeFirst(),
    );
    expect(person?.state).toBe('applied');
  });

  it('is one person who registers twice; a stranger with their number sees nothing of theirs', async () => {
    const { id } = await plan();
    const first = form();
    const { page } = await register(id, first);
    expect((await register(id, first)).page).toBe(page);
    const second = await register(id, form({ reach: first.reach.replace(/\D/g, '') }));
    expect(second.status).toBe(409);
    expect(second.body).toContain('has registered for this session');
    expect(second.body).not.toContain('mine/');
    expect((await net.tx((ctx) => commands.readRoster(ctx, id))).items).toHaveLength(1);
  });

  it('waits where it is full, and is told that it is so', async () => {
    const { id, offered } = await plan({ capacity: 1 });
    for (let n = 0; n < offered; n++) await register(id);
    expect((await get(`/en/trainings/${id}`)).body).toContain('join the waiting list');
    const { page } = await register(id);
    expect((await get(page)).body).toContain('You are number 1 on the waiting list');
    expect((await get(`${page}/training.ics`)).statusCode).toBe(404);
  });

  it('gives the seat back, and takes another; the key of the page is all it needs, and nothing less', async () => {
    const { id } = await plan();
    const { page } = await register(id);
    expect((await post(page, { act: 'cancel' })).statusCode).toBe(303);
    expect((await get(page)).body).toContain('You have no seat in this session now.');
    await post(page, { act: 'again' });
    expect((await get(page)).body).toContain('You have a seat.');
    for (const bad of [
      page.slice(0, -1),
      `${page}x`,
      '/en/trainings/mine/x',
      `/en/trainings/mine/${newId()}.x`,
    ])
      expect((await get(bad)).statusCode).toBe(404);
    expect((await post(page.slice(0, -1), { act: 'cancel' })).statusCode).toBe(404);
    expect((await get(page)).body).toContain('You have a seat.');
  });

  it('says how it was, without a name', async () => {
    const { id } = await plan();
    const { page } = await register(id);
    expect((await get(page)).body).not.toContain('How was it?');
    const [line] = (await net.tx((ctx) => commands.readRoster(ctx, id))).items;
    await net.tx((ctx) =>
      commands.checkIn(ctx, id, { id: newId(), at: net.clock.now().toISOString(), code: line!.code! }),
    );
    expect((await get(page)).body).toContain('How was it?');
    await post(page, { act: 'rate', rating: '9' });
    await post(page, { act: 'rate', rating: '4', words: 'Good' });
    expect((await get(page)).body).toContain('not that it was you');
    expect((await net.tx((ctx) => commands.readRoster(ctx, id))).feedback.words).toEqual(['Good']);
  });
});

describe('the routes', () => {
  it('are for who looks after sessions', async () => {
    const [observer, trainer] = [await net.signIn(['observer']), await net.signIn(['trainer'])];
    const status = async (headers: object, url: string) =>
      (await net.app.inject({ url, headers: { ...headers } })).statusCode;
    const list = '/api/v1/trainings/sessions?from=2026-11-01&to=2027-01-01';
    const { id } = await plan();
    expect([await status({}, list), await status(observer, list), await status(trainer, list)]).toEqual([
      ...[401, 403, 200],
    ]);
    const roster = `/api/v1/trainings/sessions/${id}/roster`;
    expect([await status(observer, roster), await status(trainer, roster)]).toEqual([404, 200]);
    expect(await status(trainer, '/api/v1/trainings/sessions?from=x&to=y')).toBe(400);
    expect([
      await status(observer, '/api/v1/trainings/trainers'),
      await status(trainer, '/api/v1/trainings/trainers'),
    ]).toEqual([403, 200]);
  });
});
