import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildWeb } from '../src/composition.ts';
import { testNetwork } from './harness.ts';

/** What every answer tells the browser, whatever it is an answer to. */

const net = await testNetwork();
let secure: FastifyInstance;

beforeAll(async () => {
  const config = { ...net.services.config, url: 'https://hotline.test' };
  secure = await buildWeb({ ...net.services, config }, async () => net.network.id);
});
afterAll(() => secure.close());

const answers: [string, object][] = [
  ['a page', { url: '/en/', headers: { accept: 'text/html' } }],
  ['data', { url: '/api/v1/session' }],
  ['a refusal', { url: '/api/v1/reports' }],
  ['what is not there', { url: '/nothing' }],
  ['what cannot be read', { url: '/%' }],
];

describe.each(answers)('%s', (_, request) => {
  it('is for our own pages alone, not kept, and by HTTPS only from then on', async () => {
    const { headers } = await secure.inject(request);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
    });
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('says nothing of HTTPS where there is none', async () => {
    expect((await net.app.inject(request)).headers).not.toHaveProperty('strict-transport-security');
  });
});

it('is not kept by a browser or a proxy', async () => {
  for (const url of ['/en/', '/api/v1/session', '/api/v1/reports'])
    expect((await secure.inject({ url })).headers['cache-control'], url).toBe('no-store');
});

it('answers no TRACE, and no method that it does not name', async () => {
  for (const method of ['TRACE', 'PATCH', 'OPTIONS'] as never[])
    expect((await secure.inject({ method, url: '/api/v1/reports' })).statusCode, method).toBe(404);
});
