import { expect, it } from 'vitest';
import { testNetwork } from '../../../test/harness.ts';
import { newId } from '../id.ts';
import { runOnce } from './background.ts';
import { type Handler, on } from './consumers.ts';
import { emit } from './index.ts';

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
