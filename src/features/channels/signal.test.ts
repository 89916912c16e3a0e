import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod/mini';
import { pixel } from '../../../test/e2e/picture.ts';
import { SignalDaemon } from '../../../test/fakes/signal-cli.ts';
import { testNetwork } from '../../../test/harness.ts';
import { settlePeople } from '../../../test/village.ts';
import type { Services } from '../../platform/http/call.ts';
import { newId } from '../../platform/id.ts';
import { claimer as calloutsClaimer } from '../callouts/index.ts';
import { fetchNext } from '../hotline/commands.ts';
import { claimer as hotlineClaimer } from '../hotline/index.ts';
import { deliver } from './commands/deliver.ts';
import { leave } from './commands/leaving.ts';
import { hearing } from './commands/listen.ts';
import { addAddresses, addressesOf, send } from './commands/send.ts';
import { fetchMedia } from './providers/media.ts';
import { checkSignal } from './providers/signal/check.ts';
import { readEnvelope } from './providers/signal/envelope.ts';
import { rpc } from './providers/signal/rpc.ts';
import { signal } from './providers/signal.ts';

const net = await testNetwork({ volunteers: 40 });
const daemon = new SignalDaemon('+12125550100');
let services: Services;
let ear: { stop: AbortController; done: Promise<void> } | undefined;
beforeAll(async () => {
  await daemon.start();
  services = { ...net.services, config: { ...net.services.config, signal: daemon.settings } };
});
beforeEach(() => {
  daemon.taken = [];
  daemon.calls = [];
});
afterEach(async () => {
  await deafen();
});
afterAll(() => daemon.stop());

const listen = async (over = services) => {
  const hear = hearing(over, net.network.id, [calloutsClaimer, hotlineClaimer]);
  const stop = new AbortController();
  ear = { stop, done: signal(daemon.settings).listen!(hear, stop.signal, () => net.clock.now()) };
  await expect.poll(() => daemon.listeners).toBe(1);
};
async function deafen() {
  ear?.stop.abort();
  await ear?.done;
  await expect.poll(() => daemon.listeners).toBe(0);
}
const drain = async () => {
  while (await deliver(services, net.network.id));
};
const write = (purpose: string, ...addresses: string[]) =>
  net.tx((ctx) =>
    send(
      ctx,
      addresses.map((address) => ({
        to: { kind: 'signal', address },
        ...{ body: purpose, language: 'en', purpose },
      })),
    ),
  );
const ledger = async (purpose: string) => {
  return net.tx((ctx) =>
    ctx.tx
      .selectFrom('messages')
      .select(['id', 'state', 'attempts', 'error'])
      .where('network_id', '=', ctx.network.id)
      .where('purpose', '=', purpose)
      .orderBy('id')
      .execute(),
  );
};
const inbound = () =>
  net.tx((ctx) =>
    ctx.tx
      .selectFrom('inbound')
      .select(['id', 'person_id', 'provider_id', 'claimed_by', 'subject', 'media_count'])
      .where('network_id', '=', ctx.network.id)
      .where('kind', '=', 'signal')
      .orderBy('id')
      .execute(),
  );
/** Waits until so many more have come in; the newest of them. */
async function cameIn(more: number, before: number) {
  await expect.poll(async () => (await inbound()).length, { timeout: 10_000 }).toBe(before + more);
  return (await inbound()).slice(before);
}
const count = async () => (await inbound()).length;

describe('a message out', () => {
  it('goes to a number or to the id of an account, and its receipt makes it delivered', async () => {
    const [ana, bo] = [daemon.account('+12125550111'), daemon.account(null)];
    await write('out', ana.number!, bo.uuid.toUpperCase());
    await drain();
    expect(daemon.taken.map(({ to, message }) => [to, message])).toEqual([
      [ana.number, 'out'],
      [bo.uuid, 'out'],
    ]);
    expect(await ledger('out')).toMatchObject([{ state: 'sent' }, { state: 'sent' }]);
    await listen();
    const [toAna, toBo] = daemon.taken.map((t) => t.timestamp);
    daemon.receipt(daemon.account('+12125550112'), [toAna! + 5]);
    daemon.receipt(bo, [toBo!], 'read');
    await expect.poll(() => ledger('out')).toMatchObject([{ state: 'sent' }, { state: 'read' }]);
    // A phone whose number we are no longer told: the time names the message.
    daemon.receipt({ ...ana, number: null }, [toAna!]);
    await expect.poll(() => ledger('out')).toMatchObject([{ state: 'delivered' }, { state: 'read' }]);
  });

  it('counts a receipt for its sender alone, where two messages left in the same instant', async () => {
    const [ana, bo] = [daemon.account('+12125550113'), daemon.account('+12125550114')];
    await write('instant', ana.number!, bo.number!);
    await drain();
    const ids = (await ledger('instant')).map(({ id }) => id);
    await net.tx((ctx) =>
      ctx.tx
        .updateTable('attempts')
        .set({ provider_id: 'signal-1700000000000' })
        .where('network_id', '=', ctx.network.id)
        .where('message_id', 'in', ids)
        .execute(),
    );
    await listen();
    daemon.receipt(bo, [1_700_000_000_000]);
    await expect.poll(() => ledger('instant')).toMatchObject([{ state: 'sent' }, { state: 'delivered' }]);
  });

  it('gives up at once on who has no Signal or a key that nobody confirmed, and on what is no address', async () => {
    const anew = daemon.account('+12125550115');
    daemon.setUpAnew(anew);
    await write('nobody', '+12125550999');
    await write('anew', anew.number!);
    await net.tx((ctx) => send(ctx, [{ ...letter('odd'), to: { kind: 'signal', address: 'not-an-id' } }]));
    await drain();
    expect(await ledger('nobody')).toMatchObject([
      { state: 'failed', attempts: 1, error: 'signal unregistered' },
    ]);
    expect(await ledger('anew')).toMatchObject([{ state: 'failed', attempts: 1, error: 'signal identity' }]);
    expect(await ledger('odd')).toMatchObject([{ state: 'failed', error: 'bad address' }]);
  });

  it('is kept and tried again while signal-cli is asked too often, says nonsense, or is away', async () => {
    const { number } = daemon.account('+12125550116');
    daemon.failures.set(number!, 'RATE_LIMIT_FAILURE');
    await write('busy', number!);
    await drain();
    expect(await ledger('busy')).toMatchObject([{ state: 'queued', error: 'signal rate_limit' }]);
    daemon.failures.clear();
    const other = JSON.stringify({ jsonrpc: '2.0', id: newId(), result: { timestamp: 1, results: [] } });
    for (const [n, wrong] of ['<html>', '', '[]', '{"jsonrpc":"2.0"}', other].entries()) {
      daemon.wrongAnswers.push(wrong);
      await write(`wrong ${n}`, number!);
      await deliver(services, net.network.id);
      expect(await ledger(`wrong ${n}`)).toMatchObject([{ state: 'queued', error: 'signal nonsense' }]);
    }
    await daemon.stop();
    await write('away', number!);
    await drain();
    expect(await ledger('away')).toMatchObject([{ state: 'queued', error: 'ECONNREFUSED' }]);
    await daemon.start();
    net.clock.advance(1);
    await drain();
    for (const purpose of ['busy', 'away', 'wrong 0', 'wrong 4'])
      expect(await ledger(purpose)).toMatchObject([{ state: 'sent', error: null }]);
  });

  it('does not wait for ever', async () => {
    daemon.slowMs = 400;
    await expect(rpc(daemon.settings, 'version', {}, z.unknown(), { timeoutMs: 50 })).rejects.toMatchObject({
      code: 'ABORT_ERR',
    });
    daemon.slowMs = 0;
  });
});

const letter = (purpose: string) => ({ body: purpose, language: 'en', purpose });

describe('a message in', () => {
  it('is a report like a text, answered through Signal, with its picture', async () => {
    await listen();
    const before = await count();
    const cal = daemon.account('+12125550121');
    daemon.write(cal, 'Two vans at Roosevelt and 82nd, now', {
      attachments: [{ type: 'image/png', bytes: pixel }],
    });
    const [row] = await cameIn(1, before);
    expect(row).toMatchObject({ claimed_by: 'hotline', media_count: 1, person_id: null });
    expect(row!.provider_id).not.toContain(cal.uuid);
    await drain();
    expect(daemon.taken).toMatchObject([{ to: cal.uuid, message: expect.stringMatching(/\w/) }]);
    const report = await net.tx((ctx) =>
      ctx.tx
        .selectFrom('reports')
        .select(['door', 'kind'])
        .where('network_id', '=', ctx.network.id)
        .where('id', '=', row!.subject)
        .executeTakeFirst(),
    );
    expect(report).toEqual({ door: 'signal', kind: 'sighting' });
    expect(await fetchNext(services, net.network.id)).toBe(true);
    const media = await net.tx((ctx) =>
      ctx.tx
        .selectFrom('media')
        .select(['type', 'bytes'])
        .where('network_id', '=', ctx.network.id)
        .where('owner_id', '=', row!.subject)
        .execute(),
    );
    expect(media).toEqual([{ type: 'image/png', bytes: pixel.length }]);
  });

  it('is taken once, told twice or edited or both, and from whoever hides their number', async () => {
    await listen();
    const before = await count();
    const dee = daemon.account(null);
    daemon.twice = true;
    const timestamp = daemon.write(dee, 'Someone is at the door');
    daemon.write(dee, 'Someone is at the door', { timestamp });
    daemon.twice = false;
    daemon.write(dee, 'They left');
    const rows = await cameIn(2, before);
    expect(rows.map((r) => r.subject)).toEqual([rows[0]!.subject, rows[0]!.subject]);
  });

  it('is a member’s by any of their addresses, and their STOP holds for all of them', async () => {
    const [member] = await settlePeople(net, 1);
    const account = daemon.account('+12125550122');
    await net.tx((ctx) =>
      addAddresses(ctx, [
        { id: newId(), personId: member!.id, kind: 'signal', address: account.number!, rank: 0 },
      ]),
    );
    await drain();
    daemon.taken = [];
    await listen();
    const before = await count();
    daemon.write(account, 'STOP');
    expect(await cameIn(1, before)).toMatchObject([{ person_id: member!.id, claimed_by: 'channels' }]);
    await drain();
    expect(daemon.taken).toMatchObject([{ to: account.uuid, message: expect.stringContaining('START') }]);
    for (const address of [account.number!, account.uuid]) await write('after stop', address);
    expect(await ledger('after stop')).toMatchObject([{ state: 'stopped' }, { state: 'stopped' }]);
    daemon.write(account, 'start');
    await cameIn(2, before);
    await write('after start', account.number!, account.uuid);
    expect(await ledger('after start')).toMatchObject([{ state: 'queued' }, { state: 'queued' }]);
    await drain();
  });

  it('makes a member whose number we know reachable on Signal, by the id that stays', async () => {
    const [member] = await settlePeople(net, 1);
    const account = daemon.account(member!.phone);
    await listen();
    const before = await count();
    daemon.write(account, 'HELP');
    expect(await cameIn(1, before)).toMatchObject([{ person_id: member!.id }]);
    const known = await net.tx((ctx) => addressesOf(ctx, [member!.id]));
    expect(known.get(member!.id)).toContainEqual({ kind: 'signal', address: account.uuid });
  });

  it('makes nobody of who has left and is kept for a hold, and leaves them unreachable', async () => {
    const [member] = await settlePeople(net, 1);
    const account = daemon.account(member!.phone);
    await net.tx((ctx) => leave(ctx, member!.id, async () => true));
    await listen();
    const before = await count();
    daemon.write(account, 'HELP');
    expect(await cameIn(1, before)).toMatchObject([{ person_id: null }]);
    expect((await net.tx((ctx) => addressesOf(ctx, [member!.id]))).get(member!.id)).toBeUndefined();
    await drain();
  });

  it('is nobody’s report when it is written in a group, a reaction, or no message at all', async () => {
    await listen();
    const before = await count();
    const eve = daemon.account('+12125550123');
    daemon.write(eve, 'Who is free on Friday?', { group: daemon.group('Observers', [eve]) });
    daemon.write(eve, null);
    for (const odd of ['', 'x', '{}', '{"envelope":{}}', '{"envelope":{"dataMessage":{"timestamp":"x"}}}'])
      daemon.say(odd);
    daemon.write(eve, 'Hello');
    expect(await cameIn(1, before)).toMatchObject([{ claimed_by: 'hotline' }]);
  });

  it('is not lost while the line is cut or signal-cli away', async () => {
    await listen();
    const before = await count();
    const fay = daemon.account('+12125550124');
    daemon.cut();
    daemon.write(fay, 'one');
    await cameIn(1, before);
    await daemon.stop();
    daemon.write(fay, 'two');
    await daemon.start();
    await cameIn(2, before);
  });

  it('is waiting for a process that starts anew, and comes in once', async () => {
    const before = await count();
    daemon.write(daemon.account('+12125550125'), 'while nobody listened');
    await listen();
    await cameIn(1, before);
    await deafen();
    await listen();
    daemon.write(daemon.account('+12125550126'), 'later');
    await cameIn(2, before);
  });

  it('is tried again while the database does not take it, and then holds up nothing', async () => {
    let failures = 2;
    const flaky = new Proxy(services, {
      get: (target, name, self) =>
        name === 'network' && failures-- > 0
          ? () => Promise.reject(new Error('away'))
          : Reflect.get(target, name, self),
    });
    const before = await count();
    await listen(flaky);
    daemon.write(daemon.account('+12125550127'), 'in spite of it');
    await cameIn(1, before);
  });
});

it('reads what signal-cli tells of groups and keys', () => {
  const from = { sourceNumber: '+12125550128', sourceUuid: newId() };
  const data = { timestamp: 1, message: null, groupInfo: { groupId: 'x', type: 'UPDATE' } };
  expect(readEnvelope({ envelope: { ...from, dataMessage: data } })).toMatchObject({
    groupsChanged: true,
    inbound: [],
    receipts: [],
  });
  const exception = { type: 'UntrustedIdentityException', message: '' };
  expect(readEnvelope({ exception, envelope: from })).toMatchObject({
    groupsChanged: true,
    inbound: [],
    receipts: [],
  });
  expect(readEnvelope({ envelope: { ...from, typingMessage: { action: 'STARTED' } } })).toBeNull();
});

it('fetches attachments where they wait and nowhere else', async () => {
  const url = 'https://api.twilio.com/2010-04-01/x';
  expect(() => fetchMedia(services.config, url)).toThrow('no carrier');
  await expect(fetchMedia(services.config, `signal-attachment:${newId()}/none`)).rejects.toMatchObject({
    code: 'signal -1',
  });
});

it('tells the doctor plainly whether signal-cli is there and has the account', async () => {
  expect(await checkSignal(net.services.config)).toMatchObject({ well: true });
  expect(await checkSignal(services.config)).toEqual({
    well: true,
    says: `Signal: signal-cli 0.13.20 answers at ${daemon.settings.url}, and the account is there.`,
  });
  const other = { ...services.config, signal: { ...daemon.settings, number: '+12125550199' } };
  expect(await checkSignal(other)).toMatchObject({ well: false, says: expect.stringContaining('no Signal') });
  await daemon.stop();
  expect(await checkSignal(services.config)).toMatchObject({
    well: false,
    says: expect.stringMatching(/does not answer at .*ECONN.*Start it: signal-cli/),
  });
  await daemon.start();
});
