import { beforeAll, describe, expect, it } from 'vitest';
import { receive } from '../../src/features/channels/commands/receive.ts';
import { claimer } from '../../src/features/hotline/commands.ts';
import { resident } from '../../src/platform/context.ts';
import { openCall } from '../../src/platform/http/call.ts';
import { newId } from '../../src/platform/id.ts';
import { type TestNetwork, testNetwork } from '../harness.ts';
import { held, longest, randomOf, times } from './times.ts';

/** Fault 7: a flood of posts, texts and calls by other programs. Nothing is dropped, and what is real comes to the desk. */

const wanted = times(20_000, 2_000);
const minutes = 10;
const random = randomOf(7);
let net: TestNetwork;
let desk: Record<string, string>;
let sent = 0;

beforeAll(async () => {
  net = await testNetwork({ volunteers: 12 });
  desk = await net.signIn(['dispatcher']);
}, longest);

const address = (n: number) => `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;
const points = [
  { lat: 40.7557, lon: -73.8831 },
  { lat: 40.7158, lon: -73.997 },
  { lat: 40.6958, lon: -73.9171 },
];

const post = (what: string, from: string, point?: object) =>
  net.app.inject({
    method: 'POST',
    url: '/api/v1/reports',
    remoteAddress: from,
    payload: { what, where: point ? { point } : { text: 'somewhere' }, tense: 'now' },
  });

const page = (what: string, from: string) =>
  net.app.inject({
    method: 'POST',
    url: '/en/report',
    remoteAddress: from,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({
      id: newId(),
      about: 'sighting',
      what,
      where: 'x',
      when: 'now',
    }).toString(),
  });

async function text(what: string, from: string) {
  const call = await openCall(net.services, net.network, resident, '');
  const raw = { kind: 'sms' as const, providerId: `SM${newId()}`, address: from, body: what, media: [] };
  return { statusCode: 200, body: await receive(call, raw, [claimer]) };
}

/** As programs write: the same sentences, with other figures. */
const sentences = [
  'There are many officers on my street, number',
  'Hay muchos agentes en mi calle, número',
  'They took my neighbour away from house',
  '很多警察和便衣人员正在我们楼下的街道上抓人，门牌号码是',
];

/** As people write, each in their own words. */
const seen = [
  'They are taking a man away in front of the laundry',
  'la migra',
  'four men in vests, one van, they knock at every door',
  '他们把一个人带走了',
  'my neighbor is being arrested right now please',
  'Se llevaron a un señor de la panadería',
  'vans both ends of the block',
  'ICE',
  'Agents are inside the building, they asked for papers in the lobby',
  'somebody is screaming, men with ICE on their backs',
];

/** One of a flood: by any door, from few or many addresses, about few or many places. */
async function flooder(): Promise<void> {
  const n = sent++;
  const from = address(n % 3 === 0 ? n % 40 : n);
  const spread = { lat: 40.6 + random() * 0.25, lon: -74 + random() * 0.25 };
  const what = `${sentences[n % sentences.length]} ${n}`;
  const ways = [
    () => post(what, from, points[n % 3]),
    () => post(what, from, spread),
    () => post(what, from),
    () => page(what, from),
    () => text(what, `+1917${String(n % 500).padStart(7, '0')}`),
  ];
  const { statusCode } = await ways[n % ways.length]!();
  expect([200, 303]).toContain(statusCode);
}

const waiting = async (queue: 'normal' | 'throttled') =>
  (await net.app.inject({ url: `/api/v1/reports?queue=${queue}`, headers: desk })).json().items as {
    id: string;
    summary?: string;
    receivedAt: string;
  }[];

const queueOf = (id: string) =>
  net.tx((ctx) =>
    ctx.tx
      .selectFrom('reports')
      .select('queue')
      .where('network_id', '=', ctx.network.id)
      .where('id', '=', id)
      .executeTakeFirstOrThrow(),
  );

describe('a flood', () => {
  it(
    'loses nothing, and lets what is real come up within a minute',
    async () => {
      let kept = 0;
      const late: string[] = [];
      for (let minute = 0; minute < minutes; minute++) {
        const share = Math.floor(wanted / minutes);
        for (let n = 0; n < share; n += 20)
          await Promise.all(Array.from({ length: Math.min(20, share - n) }, flooder));
        kept += share;
        // Somebody who never wrote before, about a place of which nobody spoke.
        const real = await post(seen[minute]!, address(9_000_000 + minute * 777), {
          lat: 40.9 + minute / 100,
          lon: -73.85,
        });
        expect(real.statusCode).toBe(200);
        kept++;
        const { id } = real.json();
        net.clock.advance(1);
        await net.settle();
        if ((await queueOf(id)).queue !== 'normal') late.push(id);
      }
      expect(late).toEqual([]);
      const { n } = await net.tx((ctx) =>
        ctx.tx
          .selectFrom('reports')
          .select((s) => s.fn.countAll<number>().as('n'))
          .where('network_id', '=', ctx.network.id)
          .executeTakeFirstOrThrow(),
      );
      const { added } = await net.tx((ctx) =>
        ctx.tx
          .selectFrom('report_additions')
          .select((s) => s.fn.countAll<number>().as('added'))
          .where('network_id', '=', ctx.network.id)
          .executeTakeFirstOrThrow(),
      );
      expect(Number(n) + Number(added)).toBe(kept);
      const normal = (await waiting('normal')).length;
      held(
        `${kept} in ${minutes} minutes: none dropped, every real one with the desk within a minute, ${normal} there`,
      );
      expect((await net.app.inject({ url: '/healthz' })).statusCode).toBe(200);
    },
    longest,
  );
});
