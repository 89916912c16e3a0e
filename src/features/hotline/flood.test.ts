import { beforeAll, beforeEach, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { newId } from '../../platform/id.ts';
import { addTo, ban, surface } from './commands.ts';
import { say } from './messages.ts';
import { ADDITIONS, FLOOD, SURFACE } from './rules.ts';

let net: TestNetwork;
let desk: Record<string, string>;

beforeAll(async () => {
  net = await testNetwork();
});

beforeEach(async () => {
  net.clock.advance(20);
  desk = await net.signIn(['dispatcher']);
});

const post = async (from: string) =>
  (
    await net.app.inject({
      method: 'POST',
      url: '/api/v1/reports',
      remoteAddress: from,
      payload: { what: 'vans', where: { text: 'somewhere' }, tense: 'now' },
    })
  ).json() as { id: string; queue: string; receipt: string };

const sendForm = (url: string, form: Record<string, string>, from = '10.9.9.9') =>
  net.app.inject({
    method: 'POST',
    url,
    remoteAddress: from,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(form).toString(),
  });

const queueOf = async (id: string) =>
  (await net.app.inject({ url: `/api/v1/reports/${id}`, headers: desk })).json().queue;

const acts = (act: string) =>
  net.tx((ctx) =>
    ctx.tx
      .selectFrom('audit_acts')
      .select('data')
      .where('network_id', '=', ctx.network.id)
      .where('act', '=', act)
      .execute(),
  );

it('brings up what others kept out, the first of each origin, when there is room; the banned never', async () => {
  const all = [];
  for (let n = 0; n < FLOOD.perDoor.most + SURFACE.most + 5; n++) all.push(await post(`10.1.${n}.1`));
  const apart = all.filter(({ queue }) => queue === 'throttled');
  expect(apart).toHaveLength(SURFACE.most + 5);
  const second = await post('10.1.1.1');
  expect(second.queue).toBe('throttled');
  const banned = apart[0]!;
  await net.tx((ctx) => ban(ctx, banned.id), net.actor('dispatcher'));
  await net.settle();
  expect(await Promise.all(apart.map(({ id }) => queueOf(id)))).not.toContain('normal');

  const minutesLater = async () => {
    net.clock.advance(1.1);
    await net.tx(surface);
    return Promise.all(apart.map(({ id }) => queueOf(id)));
  };
  const up = (queues: string[]) => queues.filter((queue) => queue === 'normal').length;
  expect(up(await minutesLater())).toBe(SURFACE.most);
  const after = await minutesLater();
  expect(up(after)).toBe(apart.length - 1);
  expect(after[0]).toBe('throttled');
  expect(await queueOf(second.id)).toBe('throttled');
});

it('says plainly at the page that it is kept and looked at later', async () => {
  const pages: string[] = [];
  for (let n = 0; n <= FLOOD.perOrigin.most; n++) {
    const form = { id: newId(), about: 'sighting', what: 'vans', where: 'x', when: 'now' };
    const sent = await sendForm('/es/report', form);
    pages.push((await net.app.inject({ url: sent.headers.location as string })).body);
  }
  expect(pages[0]).toContain(say('es', 'sent'));
  expect(pages.at(-1)).toContain(say('es', 'sentLater'));
});

it('keeps and marks what is added beyond measure, and tells nobody', async () => {
  const { id, receipt } = await post('10.2.2.2');
  const url = `/en/report/${receipt}`;
  const answers: string[] = [];
  for (let n = 0; n <= ADDITIONS.perReport.most; n++)
    answers.push(String((await sendForm(url, { words: `more ${n}`, addition: newId() })).headers.location));
  expect([answers[0], answers.at(-1)]).toEqual([`${url}?added=1`, `${url}?added=later`]);
  expect((await net.app.inject({ url: answers.at(-1)! })).body).toContain(say('en', 'addedLater'));
  const answer = await net.app.inject({ url: `/api/v1/reports/${id}`, headers: desk });
  const shown = await net.open(desk, answer.json());
  expect(shown.additionList).toHaveLength(ADDITIONS.perReport.most + 1);
  expect(shown.additionList.filter((a: { throttled: boolean }) => a.throttled)).toHaveLength(1);
  const told = await net.tx((ctx) =>
    ctx.tx
      .selectFrom('events')
      .select('kind')
      .where('subject', '=', id)
      .where('kind', '=', 'report.added')
      .execute(),
  );
  expect(told).toHaveLength(ADDITIONS.perReport.most);
  // One of the desk is no flood.
  const member = net.actor('operator');
  expect(await net.tx((ctx) => addTo(ctx, id, { id: newId(), words: 'by the desk' }), member)).toBe(false);
});

it('writes guessing of receipts down, once a door', async () => {
  for (let n = 0; n < 7; n++)
    await net.app.inject({ url: '/en/report/none-such-at-all', remoteAddress: '10.3.3.3' });
  const written = await acts('receipt.guessed');
  expect(written).toHaveLength(1);
  expect(JSON.stringify(written)).not.toContain('10.3.3.3');
});
