import { createHmac } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildWeb } from '../../src/composition.ts';
import { newId } from '../../src/platform/id.ts';
import { type TestNetwork, testNetwork } from '../harness.ts';
import { held, longest, randomOf, times } from './times.ts';

/** Fault 12: what pretends to come from the carrier, and what came from it once already. */

type Form = Record<string, string>;
const secret = 'the carrier’s token';
const url = 'https://hotline.test';
const path = '/hooks/twilio/message';

let net: TestNetwork;
let app: FastifyInstance;

beforeAll(async () => {
  net = await testNetwork();
  const twilio = {
    accountSid: 'AC1',
    authToken: secret,
    number: '+12125550199',
    apiUrl: 'http://127.0.0.1:9',
  };
  const config = { ...net.services.config, url, twilio };
  app = await buildWeb({ ...net.services, config }, async () => net.network.id);
});
afterAll(() => app.close());

const sign = (form: Form, token = secret, at = url + path) =>
  createHmac('sha1', token)
    .update(
      Object.keys(form)
        .sort()
        .reduce((text, name) => text + name + form[name], at),
    )
    .digest('base64');

const post = (form: Form, signature?: string) =>
  app.inject({
    method: 'POST',
    url: path,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(signature === undefined ? {} : { 'x-twilio-signature': signature }),
    },
    payload: new URLSearchParams(form).toString(),
  });

const message = (n: number): Form => ({
  MessageSid: `SM${n}`,
  From: `+1917555${String(1000 + (n % 9000))}`,
  To: '+12125550199',
  Body: 'Two vans at Canal St & Mott St, right now',
  NumMedia: '0',
});

/** Everything that a text can leave behind. */
const written = () =>
  net.tx(async (ctx) => {
    const counts: Record<string, number> = {};
    for (const table of ['inbound', 'messages', 'conversations', 'reports', 'events']) {
      const { rows } = await sql<{ n: number }>`
        select count(*)::int as n from ${sql.table(table)} where network_id = ${net.network.id}`.execute(
        ctx.tx,
      );
      counts[table] = rows[0]!.n;
    }
    return counts;
  });

/** Ways to be refused, each from a message as the carrier would sign it. */
const forgeries: ((form: Form, pick: (n: number) => number) => [Form, string | undefined])[] = [
  (form) => [form, undefined],
  (form) => [form, ''],
  (form) => [form, sign(form, 'another token')],
  (form) => [form, sign(form, '')],
  (form) => [form, sign(form, secret, `http://hotline.test${path}`)],
  (form) => [form, sign(form, secret, `https://elsewhere.test${path}`)],
  (form) => [form, sign(form, secret, `${url}/hooks/twilio/status`)],
  (form) => [{ ...form, Body: `${form.Body}!` }, sign(form)],
  (form) => [{ ...form, From: '+12125550000' }, sign(form)],
  (form) => [{ ...form, NumMedia: '1', MediaUrl0: 'https://elsewhere.test/x' }, sign(form)],
  (form) => [form, sign(form).slice(0, -2)],
  (form, pick) => {
    const bytes = Buffer.from(sign(form), 'base64');
    bytes[pick(bytes.length)]! ^= 1 << pick(8);
    return [form, bytes.toString('base64')];
  },
];

describe('the carrier’s hook', () => {
  it(
    'takes nothing that is not signed over what it says, and writes nothing of it',
    async () => {
      const wanted = times(15_000, 240);
      const before = await written();
      for (let n = 0; n < wanted; n++) {
        const random = randomOf(n);
        const forge = forgeries[n % forgeries.length]!;
        const [form, signature] = forge(message(n), (most) => Math.floor(random() * most));
        expect((await post(form, signature)).statusCode, `forgery ${n}`).toBe(403);
      }
      expect(await written()).toEqual(before);
      // One door is one line in ten minutes: the log itself cannot be flooded.
      const { rows } = await net.tx((ctx) =>
        sql`select data from audit_acts where network_id = ${net.network.id} and act = 'hook.forged'`.execute(
          ctx.tx,
        ),
      );
      expect(rows).toEqual([{ data: { door: expect.any(String) } }]);
      held(`${wanted} forged messages of ${forgeries.length} kinds: none taken, nothing written`);
    },
    longest,
  );

  it(
    'answers a message that comes again as it did before, and changes nothing',
    async () => {
      const wanted = times(5_000, 60);
      const originals = Array.from({ length: 10 }, () => ({ ...message(0), MessageSid: `SM${newId()}` }));
      const answers = await Promise.all(originals.map((form) => post(form, sign(form))));
      // All at once, and from one new number: none may be refused, or it would be lost.
      for (const answer of answers) expect(answer.statusCode).toBe(200);
      await net.settle();
      const before = await written();
      expect(before.inbound).toBe(originals.length);
      for (let n = 0; n < wanted; n++) {
        const form = originals[n % originals.length]!;
        expect((await post(form, sign(form))).statusCode, `replay ${n}`).toBe(200);
      }
      await net.settle();
      expect(await written()).toEqual(before);
      held(`${wanted} messages of the carrier once more: answered, nothing changed`);
    },
    longest,
  );
});
