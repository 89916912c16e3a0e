import { request as plainRequest } from 'node:http';
import { createServer, type Server, request as secureRequest } from 'node:https';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildWeb } from '../src/composition.ts';
import * as c from '../src/features/accounts/contract.ts';
import { createAccounts, invite } from '../src/features/accounts/index.ts';
import { system } from '../src/platform/context.ts';
import type { Endpoint } from '../src/platform/http/endpoint.ts';
import { newId } from '../src/platform/id.ts';
import { Authenticator } from './authenticator.ts';
import { certificateFor } from './certificate.ts';
import { testNetwork } from './harness.ts';

/** The house behind a proxy that speaks HTTPS on the same machine, as OPERATING.md says; two networks, two host names. */

const net = await testNetwork({ demo: false });
const other = await net.sibling();
const hosts = { 'hotline.test': net.network.id, 'helpline.test': other.id };
type Host = keyof typeof hosts;

let web: Awaited<ReturnType<typeof buildWeb>>;
let proxy: Server;
const certificate = certificateFor(Object.keys(hosts));

beforeAll(async () => {
  const { services } = net;
  for (const [host, id] of Object.entries(hosts))
    await services.db.inNetwork(id, (tx) =>
      sql`insert into doors (network_id, kind, key) values (${id}, 'host', ${host})`.execute(tx),
    );
  const config = { ...services.config, url: 'https://hotline.test' };
  web = await buildWeb({ ...services, config });
  await web.listen({ port: 0, host: '127.0.0.1' });
  const { port } = web.server.address() as AddressInfo;
  proxy = createServer(certificate, (asked, answer) => {
    const { method, url: path, headers, socket } = asked;
    const forwarded = { ...headers, 'x-forwarded-for': socket.remoteAddress, 'x-forwarded-proto': 'https' };
    const passed = plainRequest({ port, host: '127.0.0.1', method, path, headers: forwarded }, (said) => {
      answer.writeHead(said.statusCode!, said.rawHeaders);
      said.pipe(answer);
    });
    asked.pipe(passed);
  });
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
});
afterAll(async () => {
  proxy.close();
  await web.close();
});

interface Said {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  // biome-ignore lint/suspicious/noExplicitAny: whatever an answer is
  body: any;
}

/** A request over HTTPS whose certificate is checked, by host name. */
function ask(
  host: Host,
  { method, path }: Endpoint,
  body?: object,
  cookie = '',
  face = 'desk',
): Promise<Said> {
  const { port } = proxy.address() as AddressInfo;
  const headers = {
    ...{ host, cookie, 'x-porchlight-face': face },
    ...(body && { 'content-type': 'application/json' }),
  };
  const options = { method, path, port, headers, host: '127.0.0.1', servername: host, ca: certificate.cert };
  return new Promise((done, fail) => {
    const asked = secureRequest(options, (said) => {
      let text = '';
      said.on('data', (part) => (text += part));
      said.on('end', () => done({ status: said.statusCode!, headers: said.headers, body: JSON.parse(text) }));
    });
    asked.on('error', fail);
    asked.end(body && JSON.stringify(body));
  });
}

/** Comes in by an invite link and a passkey of that host. */
async function enter(host: Host, face: 'desk' | 'field' = 'desk') {
  const accountId = newId();
  const vault = await net.services.vault(hosts[host]);
  const network = await net.services.network(hosts[host]);
  const token = await net.services.db.inNetwork(network.id, async (tx) => {
    const ctx = { tx, network, vault, actor: system, now: net.clock.now() };
    await createAccounts(ctx, [{ id: accountId, roles: [{ role: 'operator', chapterId: null }] }]);
    return invite(ctx, accountId);
  });
  const key = new Authenticator();
  Object.assign(key, { party: host, origin: `https://${host}` });
  const entry = { invite: token };
  const begun = await ask(host, c.beginPasskey, { entry }, '', face);
  const response = key.create(begun.body.options);
  const made = await ask(host, c.registerPasskey, { entry, face, name: 'Laptop', response }, '', face);
  expect(made.status).toBe(200);
  const [cookie, ...more] = made.headers['set-cookie'] as string[];
  expect(more).toEqual([]);
  return { key, made, cookie: cookie!, sent: cookie!.split(';')[0]! };
}

describe('over HTTPS', () => {
  it.each(['desk', 'field'] as const)(
    'the cookie of the %s is tied to the host and to HTTPS',
    async (face) => {
      const { cookie, sent, made } = await enter('hotline.test', face);
      const [pair, ...attributes] = cookie.split('; ');
      expect(pair).toMatch(new RegExp(`^__Host-porchlight_${face}=[\\w-]{43}$`));
      expect(attributes.filter((one) => !one.startsWith('Max-Age=')).toSorted()).toEqual([
        'HttpOnly',
        'Path=/',
        'SameSite=Strict',
        'Secure',
      ]);
      expect(made.headers['strict-transport-security']).toContain('max-age=31536000');
      expect((await ask('hotline.test', c.readAccess, undefined, sent, face)).status).toBe(200);
      // Under the name that plain HTTP has, which another page of the host could set, it is none.
      const renamed = sent.replace('__Host-', '');
      expect((await ask('hotline.test', c.readAccess, undefined, renamed, face)).status).toBe(401);
    },
  );

  it('passkeys belong to the host name of each network, and open the other’s door nowhere', async () => {
    for (const host of Object.keys(hosts) as Host[]) {
      const { key, made } = await enter(host);
      expect(made.body.session.passkeysAt).toBe(`https://${host}`);
      const begun = await ask(host, c.beginSignIn, {});
      expect(begun.body.options.rpId).toBe(host);
      const body = { face: 'desk', response: key.get(begun.body.options) };
      expect((await ask(host, c.signInWithPasskey, body)).status).toBe(200);
      const elsewhere = (Object.keys(hosts) as Host[]).find((one) => one !== host)!;
      const there = await ask(elsewhere, c.beginSignIn, {});
      const moved = { face: 'desk', response: key.get(there.body.options) };
      expect((await ask(elsewhere, c.signInWithPasskey, moved)).status).toBe(422);
    }
  });

  it('a name that is no network’s own keeps the passkeys of the public address', async () => {
    const { headers, body } = await web
      .inject({ url: c.getSession.path, headers: { host: 'localhost' } })
      .then((said) => ({ headers: said.headers, body: said.json() }));
    expect(headers['set-cookie']).toBeUndefined();
    expect(body.passkeysAt ?? null).toBe(null);
  });
});
