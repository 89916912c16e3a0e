import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { ask, isPublic, isWithin, NotAllowed } from './outgoing.ts';

async function serving(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const limits = { timeoutMs: 2_000, maxBytes: 1_000 };

it('asks what is set, and gives back status, headers and words', async () => {
  const origin = await serving((request, response) => {
    response.setHeader('set-cookie', ['a=1', 'b=2']);
    request.pipe(response);
  });
  const answer = await ask(
    `${origin}/x?y=1`,
    { origins: [origin] },
    { method: 'POST', body: 'hello', ...limits },
  );
  expect([answer.status, answer.headers['set-cookie'], await answer.text()]).toEqual([
    200,
    ['a=1', 'b=2'],
    'hello',
  ]);
});

it.each([
  'http://169.254.169.254/latest/meta-data',
  'http://127.0.0.1:1/',
  'http://api.carrier.test.evil.test/',
  'http://api.carrier.test@evil.test/',
  'http://user:word@api.carrier.test/',
  'https://files.test/',
  'http://x.files.test/',
  'https://x.files.test:8443/',
  'https://xfiles.test/',
  'file:///etc/passwd',
  'data:text/plain,x',
])('never asks %s', async (url) => {
  const reach = { origins: ['http://api.carrier.test'], domains: ['x.files.test'] };
  await expect(ask(url, reach, limits)).rejects.toThrow(NotAllowed);
});

it('follows a redirect within its reach only, and tells nobody else what was meant for the first', async () => {
  const seen: (string | undefined)[] = [];
  const second = await serving((request, response) => {
    seen.push(request.headers.authorization);
    response.end('the file');
  });
  const outside = await serving((_, response) => response.end('never'));
  const first = await serving((request, response) => {
    seen.push(request.headers.authorization);
    const to = { '/out': outside, '/in': second, '/round': '/round', '/no': 'http://[' }[request.url!];
    response.writeHead(302, { location: to }).end();
  });
  const reach = { origins: [first, second] };
  const request = { headers: { authorization: 'Basic secret' }, redirects: 2, ...limits };
  expect(await (await ask(`${first}/in`, reach, request)).text()).toBe('the file');
  expect(seen).toEqual(['Basic secret', undefined]);
  await expect(ask(`${first}/out`, reach, request)).rejects.toThrow(NotAllowed);
  await expect(ask(`${first}/no`, reach, request)).rejects.toThrow(NotAllowed);
  expect((await ask(`${first}/round`, reach, request)).status).toBe(302);
  expect((await ask(`${first}/in`, reach, { ...request, redirects: 0 })).status).toBe(302);
});

it('reads no more than it was told to, and waits no longer', async () => {
  const long = await serving((_, response) => response.end('x'.repeat(1_001)));
  await expect((await ask(long, { origins: [long] }, limits)).text()).rejects.toThrow('too long');
  const slow = await serving((request, response) => {
    if (request.url === '/body') response.write('x');
  });
  const soon = { ...limits, timeoutMs: 100 };
  await expect(ask(slow, { origins: [slow] }, soon)).rejects.toThrow();
  await expect((await ask(`${slow}/body`, { origins: [slow] }, soon)).text()).rejects.toThrow();
});

it('refuses a public name that leads to a private address', async () => {
  await expect(ask('https://localhost/', { origins: [], domains: ['localhost'] }, limits)).rejects.toThrow(
    'private address',
  );
});

it('knows the addresses of the open internet', () => {
  for (const address of ['8.8.8.8', '1.1.1.1', '54.171.1.1', '172.32.0.1', '2606:4700::1111', '2a00:1450::1'])
    expect([address, isPublic(address)]).toEqual([address, true]);
  for (const address of [
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.9.9.9',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::7f00:1',
    'fe80::1',
    'fd00::1',
    'ff02::1',
    '2001:db8::1',
    '2002:7f00:1::',
    'localhost',
    '',
  ])
    expect([address, isPublic(address)]).toEqual([address, false]);
});

it('holds for any address', () => {
  const reach = { origins: ['https://api.carrier.test'], domains: ['files.test'] };
  fc.assert(
    fc.property(
      fc.webUrl({ authoritySettings: { withIPv4: true, withIPv6: true, withUserInfo: true } }),
      (text) => {
        const url = new URL(text);
        const fits = url.origin === 'https://api.carrier.test' || /(^|\.)files\.test$/.test(url.hostname);
        return fits || !isWithin(url, reach);
      },
    ),
  );
});
