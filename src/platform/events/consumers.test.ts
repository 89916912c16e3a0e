import { expect, it } from 'vitest';
import { testNetwork } from '../../../test/harness.ts';
import { newId } from '../id.ts';
import { runOnce } from './background.ts';
import { type Handler, on, onAll } from './consumers.ts';
import { emit } from './index.ts';
import { askAgain, stuckEvents } from './stuck.ts';

const net = await testNetwork();
const { id } = net.network;

/** A handler that keeps what it was given. */
function keeper(name: string, options?: { history: boolean }) {
  const got: string[] = [];
  return {
    got,
    handler: on('test.happened', name, async (_, event) => void got.push(event.subject), options),
  };
}

const happen = async () => {
  const subject = newId();
  await net.tx((ctx) => emit(ctx, { kind: 'test.happened', subject }));
  return subject;
};

/** As often as it takes: events are read below the oldest transaction of the whole server, which others share. */
const digest = (handlers: Handler[], done: () => boolean) =>
  expect
    .poll(async () => (await runOnce({ services: net.services, handlers, loops: [] }, id), done()), {
      timeout: 20_000,
    })
    .toBe(true);

it('begins with the first event of a new network, and at the head of an older one unless it wants history', async () => {
  const first = keeper('test.first');
  const second = keeper('test.second');
  const before = [await happen(), await happen()];
  const together = [first.handler, second.handler];
  await digest(together, () => first.got.length === 2 && second.got.length === 2);
  expect([first.got, second.got]).toEqual([before, before]);

  const late = keeper('test.late');
  const thorough = keeper('test.thorough', { history: true });
  const all = [...together, late.handler, thorough.handler];
  await digest(all, () => thorough.got.length === 2);
  expect(late.got).toEqual([]);
  const after = await happen();
  await digest(all, () => [first, second, late, thorough].every(({ got }) => got.includes(after)));
  expect(late.got).toEqual([after]);
  expect(thorough.got).toEqual([...before, after]);
});

it('tries what is stuck once more when somebody asks, and keeps it where that fails again', async () => {
  let isMended = false;
  const got: string[] = [];
  const handler = on('test.breaks', 'test.brittle', async (_, event) => {
    if (!isMended) throw new TypeError('broken');
    got.push(event.subject);
  });
  const stuck = () => net.tx((ctx) => stuckEvents(ctx));
  const run = async () =>
    void (await runOnce({ services: net.services, handlers: [handler], loops: [] }, id));
  await run();
  const subject = newId();
  await net.tx((ctx) => emit(ctx, { kind: 'test.breaks', subject }));
  const stuckAfterRun = async () => {
    await run();
    return (await stuck()).length;
  };
  await expect.poll(stuckAfterRun, { timeout: 20_000 }).toBe(1);
  const [one] = await stuck();
  expect(one).toMatchObject({
    follows: 'test.brittle',
    kind: 'test.breaks',
    error: 'TypeError',
    again: false,
  });
  expect(await net.tx((ctx) => askAgain(ctx, 'test.brittle 1.1'))).toBe(false);

  net.clock.advance(1);
  expect(await net.tx((ctx) => askAgain(ctx, one!.id))).toBe(true);
  expect(await stuck()).toMatchObject([{ again: true }]);
  await run();
  expect(await stuck()).toMatchObject([{ again: false, at: net.clock.now() }]);

  isMended = true;
  await net.tx((ctx) => askAgain(ctx, one!.id));
  await run();
  expect(await stuck()).toEqual([]);
  expect(got).toEqual([subject]);
});

it('digests what is new together, and finds the one that cannot be', async () => {
  const got: string[][] = [];
  let bad = '';
  const handler = onAll('test.many', 'test.together', async (_, events) => {
    if (events.some(({ subject }) => subject === bad)) throw new TypeError('broken');
    got.push(events.map(({ subject }) => subject));
  });
  const happen = async () => {
    const subjects = Array.from({ length: 120 }, () => newId());
    await net.tx((ctx) => emit(ctx, ...subjects.map((subject) => ({ kind: 'test.many', subject }))));
    return subjects;
  };
  const stuck = () => net.tx((ctx) => stuckEvents(ctx));
  // What failed in a transaction was rolled back; a list in memory was not.
  const digested = (of: string[]) => of.filter((one) => got.flat().includes(one));
  await runOnce({ services: net.services, handlers: [handler], loops: [] }, id);
  const first = await happen();
  await digest([handler], () => got.length > 0);
  expect(got).toEqual([first]);

  const second = await happen();
  bad = second[60]!;
  await digest([handler], () => digested(second).length === 119);
  expect(digested(second)).toEqual(second.filter((one) => one !== bad));
  expect(await stuck()).toMatchObject([{ follows: 'test.together', kind: 'test.many' }]);
});
