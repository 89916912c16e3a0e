import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { features } from '../src/composition.ts';
import { peopleByRole, suspend } from '../src/features/people/index.ts';
import { addressOf, type Endpoint } from '../src/platform/http/endpoint.ts';
import { newId } from '../src/platform/id.ts';
import { fitting, type Schema, twisted } from './arbitrary.ts';
import { testNetwork } from './harness.ts';

const net = await testNetwork({ volunteers: 120 });
const endpoints = features.flatMap((f) => f.routes ?? []).map((r) => r.endpoint);
const everyRole = [
  'operator',
  'dispatcher',
  'verifier',
  'observer',
  'trainer',
  'coordinator',
  'legal',
  'counsel',
  'admin',
];
const somebody = await net.tx(async (ctx) => {
  return (await peopleByRole(ctx, 'dispatcher', 1))[0]!.id;
});
const powerful = await net.signIn(everyRole, somebody);
const powerless = await net.signIn([]);

const schemaOf = (s: unknown): Schema =>
  s ? (z.toJSONSchema(s as z.ZodType, { io: 'input', unrepresentable: 'any' }) as Schema) : {};

/** `/api/v1/reports/:id` with fresh ids in place of its parameters. */
const unknownIds = (e: Endpoint) => {
  const properties = schemaOf(e.params).properties ?? {};
  const params = Object.fromEntries(
    Object.entries(properties).map(([name, s]) => [
      name,
      fc.sample(s.format === 'uuid' ? fc.constant(newId()) : fitting(s), 1)[0],
    ]),
  );
  return addressOf(e, { params });
};

const title = (e: Endpoint) => `${e.method} ${e.path}`;
/** Streams never end, so they cannot be injected. */
const finite = endpoints.filter((e) => e.path !== '/api/v1/events');

async function expectProblem(response: {
  statusCode: number;
  headers: Record<string, unknown>;
  body: string;
}) {
  expect(response.headers['content-type']).toContain('application/problem+json');
  const problem = JSON.parse(response.body);
  expect(problem).toMatchObject({
    status: response.statusCode,
    type: expect.any(String),
    title: expect.any(String),
  });
  expect(problem.detail.length).toBeGreaterThan(10);
  expect(problem.next ?? problem.kept).toBeTruthy();
}

describe('every route', () => {
  it('is declared once', () => {
    const titles = endpoints.map(title);
    expect(titles.filter((t, i) => titles.indexOf(t) !== i)).toEqual([]);
  });

  it.each(finite.filter((e) => !e.open).map((e) => [title(e), e] as const))(
    '%s says 401 without a session',
    async (_, e) => {
      const response = await net.app.inject({ method: e.method, url: unknownIds(e) });
      expect(response.statusCode).toBe(401);
      await expectProblem(response);
    },
  );

  it.each(finite.filter((e) => e.method !== 'GET').map((e) => [title(e), e] as const))(
    '%s refuses a write from another site',
    async (_, e) => {
      const response = await net.app.inject({
        method: e.method,
        url: unknownIds(e),
        headers: { ...powerful, origin: 'https://elsewhere.example' },
      });
      // Webhooks prove themselves by signature instead, and carry no cookie.
      expect([403, 400]).toContain(response.statusCode);
    },
  );

  it.each(finite.filter((e) => e.body).map((e) => [title(e), e] as const))(
    '%s says 400 to what is not its shape',
    async (_, e) => {
      for (const payload of ['[]', '"x"', '{', '{"id":7,"nothing":null}']) {
        const response = await net.app.inject({
          method: e.method,
          url: unknownIds(e),
          headers: { ...powerful, 'content-type': 'application/json' },
          payload,
        });
        if (response.statusCode === 200) continue;
        expect(response.statusCode, payload).toBeGreaterThanOrEqual(400);
        expect(response.statusCode, payload).toBeLessThan(500);
        await expectProblem(response);
      }
    },
  );

  it.each(finite.filter((e) => e.body).map((e) => [title(e), e] as const))(
    '%s says 413 to a huge body',
    async (_, e) => {
      const response = await net.app.inject({
        method: e.method,
        url: unknownIds(e),
        headers: { ...powerful, 'content-type': 'application/json' },
        payload: JSON.stringify({ id: 'x'.repeat((e.largest ?? 256 * 1024) + 100_000) }),
      });
      expect(response.statusCode).toBe(413);
      await expectProblem(response);
    },
  );

  it.each(finite.map((e) => [title(e), e] as const))(
    '%s never answers 5xx, whatever it gets',
    async (_, e) => {
      await fc.assert(
        fc.asyncProperty(
          fc.record({
            params: twisted(schemaOf(e.params)),
            query: twisted(schemaOf(e.query)),
            body: twisted(schemaOf(e.body)),
            who: fc.constantFrom(powerful, powerless),
          }),
          async ({ params, query, body, who }) => {
            const response = await net.app.inject({
              method: e.method,
              url: safely(e, { params, query }),
              headers: who,
              ...(e.body
                ? { payload: body as object, headers: { ...who, 'content-type': 'application/json' } }
                : {}),
            });
            if (response.statusCode < 400) return;
            expect(response.statusCode, response.body).toBeLessThan(500);
            await expectProblem(response);
          },
        ),
        { numRuns: 25 },
      );
    },
  );
});

describe('what reaches no route', () => {
  it.each(['/%', '/en/report/%E0%A4%A', `/en/report/${'a'.repeat(300)}`, '/api/v1/nothing'])(
    '%s is answered in words too',
    async (url) => {
      const response = await net.app.inject({ url });
      expect([400, 404]).toContain(response.statusCode);
      expect(response.headers['x-content-type-options']).toBe('nosniff');
      await expectProblem(response);
    },
  );

  it.each([
    ['multipart/form-data; boundary=x', 'junk'],
    ['multipart/form-data', 'junk'],
    ['multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="token"\r\n\r\nabc'],
    ['multipart/form-data; boundary=x', ''],
    ['text/plain', 'junk'],
  ])('a form of files as %s that says %j is refused in words', async (type, payload) => {
    const headers = { 'content-type': type };
    const response = await net.app.inject({ method: 'POST', url: '/en/report/files', headers, payload });
    expect([400, 415]).toContain(response.statusCode);
  });
});

/** The address with whatever the fuzzer made, as a client would have to write it. */
function safely(e: Endpoint, given: { params: unknown; query: unknown }): string {
  const text = (v: unknown) => (typeof v === 'string' ? v.toWellFormed() : (JSON.stringify(v) ?? ''));
  const all = (o: unknown) =>
    Object.fromEntries(Object.entries((o ?? {}) as object).map(([k, v]) => [k, text(v) || 'x']));
  return addressOf(e, { params: all(given.params), query: all(given.query) });
}

describe('a suspension', () => {
  it('takes the desk away at once, and leaves the member', async () => {
    const admin = net.actor('admin', newId());
    const [operator] = await net.tx((ctx) => peopleByRole(ctx, 'operator', 1));
    const headers = await net.signIn(['operator'], operator!.id);
    const board = () => net.app.inject({ method: 'GET', url: '/api/v1/reports?open=1', headers });
    expect((await board()).statusCode).toBe(200);
    await net.tx(
      (ctx) => suspend(ctx, { id: newId(), personId: operator!.id, reason: 'looked up a neighbour' }),
      admin,
    );
    expect((await board()).statusCode).toBe(403);
    expect((await net.app.inject({ method: 'GET', url: '/api/v1/me', headers })).statusCode).toBe(200);
  });
});
