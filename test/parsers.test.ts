import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isSigned, readTwilioForm, readTwilioStatus } from '../src/features/channels/providers/twilio.ts';
import { readAnswer } from '../src/features/channels/rules.ts';
import { typeOf } from '../src/features/evidence/rules.ts';
import { readToken } from '../src/features/hotline/receipt.ts';
import {
  guessLanguage,
  keywordOf,
  plainReceipt,
  readFirstHand,
  readTense,
} from '../src/features/hotline/rules.ts';
import { findCrossing } from '../src/features/places/index.ts';
import { parseCursor, readEvents } from '../src/platform/events/index.ts';
import { asProblem } from '../src/platform/http/errors.ts';
import { bucketOf } from '../src/platform/http/security.ts';
import { addTiles, tilesPath } from '../src/platform/http/tiles.ts';
import { dir, pickLang } from '../src/platform/i18n/index.ts';
import { newId } from '../src/platform/id.ts';
import { type TestNetwork, testNetwork } from './harness.ts';

/** Whatever reads what strangers send: it answers, soon, and is never at fault for it. */

let net: TestNetwork;
beforeAll(async () => {
  net = await testNetwork({ volunteers: 20 });
});

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.string({ maxLength: 300 }),
);
const anyBytes = fc.uint8Array({ maxLength: 600 }).map((bytes) => Buffer.from(bytes));

/** Long and monotonous, where patterns that look back lose their way. */
const wearisome = fc
  .tuple(
    fc.constantFrom(
      ' ',
      'a',
      '1',
      '1 ',
      'a1',
      '&',
      'and ',
      'st ',
      '-',
      'é',
      '十',
      'yes ',
      '15 min ',
      '\t\n',
      '.',
    ),
    fc.constantFrom('', '!', 'x', '#', '\u0000'),
  )
  .map(([one, end]) => one.repeat(4000 / one.length) + end);

/** Milliseconds of work for one text of the greatest length that is taken; waits for a busy machine are not counted. */
const soonMs = 1500;
const workedMs = () => process.cpuUsage().user / 1000;
function soon<T>(work: () => T): T {
  const begun = workedMs();
  const out = work();
  expect(workedMs() - begun).toBeLessThan(soonMs);
  return out;
}

describe('words', () => {
  const readers: Record<string, (text: string) => unknown> = {
    readAnswer,
    keywordOf,
    readTense,
    readFirstHand,
    guessLanguage,
    plainReceipt,
    pickLang,
    dir,
    bucketOf,
    parseCursor,
  };
  it.each(Object.entries(readers))('%s takes any text, soon', (_, read) => {
    fc.assert(fc.property(fc.oneof(anyText, wearisome), (text) => void soon(() => read(text))));
  });

  it('finds a crossing in any text, or none', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(anyText, wearisome), async (text) => {
        const begun = workedMs();
        await net.tx((ctx) => findCrossing(ctx, text));
        expect(workedMs() - begun).toBeLessThan(soonMs);
      }),
      { numRuns: 60 },
    );
  });

  it('languages are ours, whatever a browser asks for', () => {
    fc.assert(fc.property(anyText, (text) => void expect(['en', 'es', 'zh']).toContain(pickLang(text))));
  });
});

describe('what we gave out and get back', () => {
  it('no made-up token opens a form', async () => {
    const vault = await net.services.vault(net.network.id);
    fc.assert(
      fc.property(
        fc.oneof(
          anyText,
          anyBytes.map((b) => b.toString('base64url')),
        ),
        (token) => void expect(readToken(vault, token, net.clock.now())).toBeNull(),
      ),
    );
  });

  it('any cursor is read from, or is none', async () => {
    const digits = fc.stringMatching(/^\d{0,24}\.\d{0,24}$/);
    await fc.assert(
      fc.asyncProperty(fc.oneof(anyText, digits), async (text) => {
        const cursor = parseCursor(text);
        if (!cursor) return;
        expect(await net.tx((ctx) => readEvents(ctx.tx, net.network.id, cursor, 1))).toBeInstanceOf(Array);
      }),
    );
  });

  it('any receipt is a page', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), async (words) => {
        const url = `/en/report/${encodeURIComponent(words.toWellFormed())}`;
        // Each from another door, so that nobody waits.
        const [a, b] = [Math.random(), Math.random()].map((n) => Math.floor(n * 256));
        expect((await net.app.inject({ url, remoteAddress: `10.${a}.${b}.1` })).statusCode).toBeLessThan(500);
      }),
      { numRuns: 40 },
    );
  });
});

describe('the carrier’s', () => {
  const settings = {
    accountSid: 'AC',
    authToken: 'secret',
    number: '+12125550199',
    apiUrl: 'https://api.test',
  };
  const form = fc.dictionary(
    fc.oneof(
      fc.constantFrom('MessageSid', 'From', 'To', 'Body', 'NumMedia', 'MediaUrl0', 'MessageStatus'),
      anyText,
    ),
    fc.oneof(
      fc.constantFrom('+19175550100', 'whatsapp:+19175550100', '-1', '1e9', 'https://api.test/x'),
      anyText,
    ),
  );

  it('form is a message with an address, or none; media is of its host', () => {
    fc.assert(
      fc.property(form, (fields) => {
        const read = readTwilioForm(settings, fields);
        readTwilioStatus(fields);
        if (!read) return;
        expect(read.address).toMatch(/^\+?\d{3,15}$/);
        expect(read.body.length).toBeLessThanOrEqual(4000);
        expect(read.media.length).toBeLessThanOrEqual(10);
        for (const { url } of read.media) expect(new URL(url).origin).toBe('https://api.test');
      }),
    );
  });

  it('signature is no made-up text', () => {
    fc.assert(
      fc.property(
        form,
        anyText,
        anyText,
        (fields, url, signature) => void expect(isSigned(settings, url, fields, signature)).toBe(false),
      ),
    );
  });
});

it('a file’s type is one that we know, or none', () => {
  fc.assert(
    fc.property(
      anyBytes,
      (bytes) => void expect(typeOf(bytes) ?? 'image/none').toMatch(/^(image|video|audio)\/[\w]+$/),
    ),
  );
});

describe('a range of the map file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'porchlight-parsers-'));
  const file = join(folder, 'map');
  const app = Fastify();
  beforeAll(() => {
    writeFileSync(file, Buffer.alloc(1000, 7));
    app.setErrorHandler((error, _request, reply) => reply.code(asProblem(error).status).send());
    addTiles(app, file);
  });
  afterAll(async () => {
    await app.close();
    rmSync(folder, { recursive: true });
  });

  it('is what was asked for, all of it, or none', async () => {
    const number = fc.oneof(
      fc.integer({ min: 0, max: 1200 }).map(String),
      fc.constantFrom('', '9'.repeat(40), '-1'),
    );
    const header = fc.oneof(
      fc.tuple(number, number).map(([from, to]) => `bytes=${from}-${to}`),
      fc.string({ maxLength: 40 }),
    );
    await fc.assert(
      fc.asyncProperty(header, async (range) => {
        const answer = await app.inject({ url: tilesPath, headers: { range } });
        expect([200, 206, 416]).toContain(answer.statusCode);
        if (answer.statusCode !== 206) return;
        const [, from, to] = /^bytes (\d+)-(\d+)\/1000$/.exec(String(answer.headers['content-range']))!;
        expect(answer.rawPayload.length).toBe(Number(to) - Number(from) + 1);
      }),
    );
  });
});

describe('bodies', () => {
  const types = {
    '/en/report': 'application/x-www-form-urlencoded',
    '/en/report/more': 'application/x-www-form-urlencoded',
    '/en/report/find': 'application/x-www-form-urlencoded',
    '/en/conduct': 'application/x-www-form-urlencoded',
    '/hooks/twilio/message': 'application/x-www-form-urlencoded',
    '/hooks/twilio/voice': 'application/x-www-form-urlencoded',
    '/en/report/files': 'multipart/form-data; boundary=x',
    '/api/v1/reports': 'application/json',
    '/api/v1/session': 'application/json',
  };
  const pieces = fc.array(
    fc.oneof(
      fc.constantFrom(
        '--x\r\n',
        '--x--',
        '\r\n\r\n',
        '\r\n',
        '\n',
        'content-disposition: form-data; name="token"',
        'content-disposition: form-data; name="files"; filename="a.jpg"',
        "filename*=utf-8''%ff",
        'content-type: x/y',
        '{',
        '}',
        '[',
        '"what"',
        ':',
        '"',
        ',',
        '\\ud800',
        'null',
        '1e999',
        '__proto__',
        'constructor',
        'what=',
        '&',
        '=',
        '%',
        '%00',
        '%ff',
        '+',
        'id=',
        '\u0000',
        'when=now',
        'about=sighting',
      ),
      fc.string({ unit: 'binary', maxLength: 20 }),
    ),
    { maxLength: 30 },
  );
  const body = fc.oneof(
    pieces.map((list) => Buffer.from(list.join(''))),
    anyBytes,
  );

  it.each(Object.entries(types))('%s answers any, without fault', async (url, type) => {
    await fc.assert(
      fc.asyncProperty(
        body,
        fc.constantFrom(type, 'multipart/form-data', `${type}; charset=utf-16`),
        async (payload, said) => {
          const begun = workedMs();
          const headers = { 'content-type': said };
          const answer = await net.app.inject({ method: 'POST', url, headers, payload });
          expect(answer.statusCode).toBeLessThan(500);
          expect(workedMs() - begun).toBeLessThan(2 * soonMs);
        },
      ),
      { numRuns: 40 },
    );
  });
});

it('headers of any kind are no fault of ours', async () => {
  const value = fc.string({ maxLength: 200 }).map((text) => text.replace(/[^\x20-\x7e]/g, '?'));
  const names = [
    'accept',
    'accept-language',
    'cookie',
    'host',
    'idempotency-key',
    'if-none-match',
    'last-event-id',
    'origin',
    'range',
    'sec-fetch-site',
    'x-forwarded-for',
    'x-porchlight-face',
    'x-twilio-signature',
  ];
  const headers = fc.record(Object.fromEntries(names.map((name) => [name, value])), { requiredKeys: [] });
  const given = fc.tuple(headers, fc.constantFrom('/', '/en/report', '/api/v1/session', '/desk', '/healthz'));
  await fc.assert(
    fc.asyncProperty(given, async ([some, url]) => {
      expect(
        (await net.app.inject({ url, headers: some as Record<string, string> })).statusCode,
      ).toBeLessThan(500);
    }),
    { numRuns: 100 },
  );
});

it('a name that everything has is only a name', async () => {
  for (const key of ['__proto__', 'constructor', 'prototype']) {
    const payload = `{"${key}": {"kind": "detained"}, "what": "vans", "where": {"text": "x"}, "tense": "now", "id": "${newId()}"}`;
    const headers = { 'content-type': 'application/json' };
    const answer = await net.app.inject({ method: 'POST', url: '/api/v1/reports', headers, payload });
    expect(answer.statusCode).toBeLessThan(500);
  }
  expect(({} as { kind?: string }).kind).toBeUndefined();
});
