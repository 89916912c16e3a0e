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
  net = await testNetwork();
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

/** One of a flood: by any door, from few or many addresses, about few or many places. */
async function flooder(): Promise<void> {
  const n = sent++;
  const from = address(n % 3 === 0 ? n % 40 : n);
  const spread = { lat: 40.6 + random() * 0.25, lon: -74 + random() * 0.25 };
  const ways = [
    () => post(`false ${n}`, from, points[n % 3]),
    () => post(`false ${n}`, from, spread),
    () => post(`false ${n}`, from),
    () => page(`false ${n}`, from),
    () => text(`false ${n}`, `+1917${String(n % 500).padStart(7, '0')}`),
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
        const real = await post('They are taking a man away', address(9_000_000 + minute), {
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
