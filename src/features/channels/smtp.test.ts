import { afterAll, beforeAll, expect, it } from 'vitest';
import { MailServer } from '../../../test/fakes/smtp.ts';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import type { Services } from '../../platform/http/call.ts';
import { newId } from '../../platform/id.ts';
import { deliver } from './commands/deliver.ts';
import { addAddresses, addressKey, isEmail, type Outgoing, send } from './index.ts';
import { namedIn } from './providers/mail/ids.ts';
import { stopAddress } from './store.ts';

const server = new MailServer();
let net: TestNetwork;
let services: Services;

beforeAll(async () => {
  await server.start();
  net = await testNetwork({ volunteers: 5 });
  services = withMail(server.url);
  await deliver(services, net.network.id);
});
afterAll(() => server.stop());

const withMail = (url: string): Services => ({
  ...net.services,
  config: { ...net.services.config, url: 'https://hotline.example.org', smtp: { url } },
});

const mail = (purpose: string, address: string, more: Partial<Outgoing> = {}): Outgoing => ({
  to: { kind: 'email', address },
  body: purpose,
  language: 'en',
  purpose,
  ...more,
});

const write = (...messages: Outgoing[]) => net.tx((ctx) => send(ctx, messages));

const rowOf = (purpose: string) =>
  net.tx((ctx) =>
    ctx.tx
      .selectFrom('messages')
      .select(['id', 'state', 'attempts', 'error'])
      .where('network_id', '=', ctx.network.id)
      .where('purpose', '=', purpose)
      .executeTakeFirstOrThrow(),
  );

it('sends an ask to a member who has an e-mail address, with nothing of it in the subject', async () => {
  const personId = newId();
  await net.tx((ctx) =>
    addAddresses(ctx, [{ id: newId(), personId, kind: 'email', address: ' Heron@Example.org', rank: 1 }]),
  );
  const body = 'Incident #7 in Corona: can you go?\n.\n¿Puede ir?';
  expect(await write(mail('ask', '', { to: { personId }, body }))).toEqual({ unreachable: [] });
  await deliver(services, net.network.id);
  const { id, ...row } = await rowOf('ask');
  expect(row).toEqual({ state: 'sent', attempts: 1, error: null });
  const taken = server.taken.at(-1)!;
  expect(taken).toMatchObject({ from: 'hotline@hotline.example.org', to: ['heron@example.org'] });
  const [head = '', ...parts] = taken.data.split(/\r\n\r\n/);
  const text = parts.join('\r\n\r\n');
  expect(head).toMatch(/^Subject: Porchlight$/m);
  expect(head).toMatch(/^From: Porchlight <hotline@hotline\.example\.org>$/m);
  // The id and a token that nobody can make, on one line.
  const [named] = namedIn(/^Message-ID: (\S+)\r$/m.exec(head)![1]!);
  expect(named).toEqual({ id, token: expect.any(String), host: 'hotline.example.org' });
  expect(head).not.toContain('Reply-To');
  expect(head).not.toContain('Corona');
  const quoted = /quoted-printable/.test(head);
  const bytes = quoted
    ? text
        .replace(/=\r\n/g, '')
        .replace(/=([\dA-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    : Buffer.from(text, 'base64').toString('latin1');
  expect(Buffer.from(bytes, 'latin1').toString().trim().replaceAll('\r\n', '\n')).toBe(
    `Answer in the field app: https://hotline.example.org/field\nAnswers to this e-mail are not read.\n\n${body}`,
  );
});

it('marks a drill in the subject, in the language of its receiver', async () => {
  await write(mail('drill', 'a@example.org', { drill: true, language: 'en' }));
  await deliver(services, net.network.id);
  const { data } = server.taken.at(-1)!;
  expect(data).toMatch(/^Subject: \[DRILL\] Porchlight$/m);
  // Who is no member has no field app.
  expect(data).toMatch(/\r\n\r\n\[DRILL\] drill\r\n$/);
});

it('writes from the account at the mail server where that is an address', async () => {
  await write(mail('account', 'c@example.org'));
  await deliver(withMail(server.url.replace('//', '//desk%40example.org:secret@')), net.network.id);
  expect(server.taken.at(-1)).toMatchObject({ from: 'desk@example.org', to: ['c@example.org'] });
  await write(mail('stray', 'c@example.org'));
  await deliver(withMail(server.url.replace('//', '//100%:secret@')), net.network.id);
  expect(server.taken.at(-1)!.from).toBe('hotline@hotline.example.org');
});

it('gives up at once on an address the server refuses for good, and tries again what may work', async () => {
  server.answers.set('gone@example.org', '550 5.1.1 no such mailbox');
  server.answers.set('busy@example.org', '451 4.3.2 try later');
  await write(
    mail('gone', 'gone@example.org'),
    mail('busy', 'busy@example.org'),
    mail('odd', 'not an address'),
  );
  await deliver(services, net.network.id);
  expect(await rowOf('gone')).toMatchObject({ state: 'failed', attempts: 1, error: 'mail 550' });
  expect(await rowOf('busy')).toMatchObject({ state: 'queued', attempts: 1, error: 'mail 451' });
  expect(await rowOf('odd')).toMatchObject({ state: 'failed', error: 'bad address' });
  server.answers.clear();
  net.clock.advance(1);
  await deliver(services, net.network.id);
  expect(await rowOf('busy')).toMatchObject({ state: 'sent', attempts: 2, error: null });
});

it('goes to the next address of a person whose first has no carrier here, unless they wrote STOP from it', async () => {
  const [moved, stopped] = [newId(), newId()];
  const given = (personId: string, name: string) => [
    { id: newId(), personId, kind: 'whatsapp' as const, address: `+1212555${name.length}199`, rank: 1 },
    { id: newId(), personId, kind: 'email' as const, address: `${name}@example.org`, rank: 2 },
  ];
  await net.tx(async (ctx) => {
    await addAddresses(ctx, [...given(moved, 'wren'), ...given(stopped, 'stopped')]);
    await stopAddress(ctx, addressKey(ctx.vault, 'email', 'stopped@example.org'));
  });
  await write(mail('next', '', { to: { personId: moved } }), mail('none', '', { to: { personId: stopped } }));
  while (await deliver(services, net.network.id));
  expect(await rowOf('next')).toMatchObject({ state: 'sent', attempts: 1 });
  expect(server.taken.at(-1)!.to).toEqual(['wren@example.org']);
  expect(await rowOf('none')).toMatchObject({ state: 'failed', error: 'no provider' });
});

it('keeps a message while the mail server is away', async () => {
  await write(mail('away', 'b@example.org'));
  await deliver(withMail('smtp://127.0.0.1:1'), net.network.id);
  expect(await rowOf('away')).toMatchObject({ state: 'queued', attempts: 1 });
});

it('tells addresses from other words', () => {
  for (const good of ['a@example.org', 'first.last+ask@mail.example.co']) expect(isEmail(good)).toBe(true);
  const long = `${'a'.repeat(250)}@example.org`;
  for (const bad of ['', 'a', 'a@b', 'a b@c.org', 'a@c.org,b@c.org', 'a@c.org\r\nX: y', '<a@c.org>', long])
    expect(isEmail(bad)).toBe(false);
});
