import { describe, expect, it } from 'vitest';
import { emit } from '../src/platform/events/index.ts';
import { newId } from '../src/platform/id.ts';
import { testNetwork } from './harness.ts';

const net = await testNetwork();

describe('the event table', () => {
  it('gives a follower every event of eight concurrent writers once, through reconnects', async () => {
    const writers = 8;
    const each = 60;
    const feed = await net.services.feed(net.network.id);
    const got: string[] = [];
    let cursor: string | null = null;
    const follow = () =>
      feed.follow(cursor, (events) => {
        for (const event of events) got.push(event.subject);
        cursor = events.at(-1)!.cursor;
      });
    let unfollow = await follow();
    const written: string[] = [];

    const write = async (writer: number) => {
      for (let i = 0; i < each; i++) {
        const subject = newId();
        await net.tx(async (ctx) => {
          await emit(ctx, { kind: 'test.written', subject });
          // Transactions of different length overlap, so that they commit out of the order in which they began.
          for (let slow = (writer + i) % 4; slow > 0; slow--) await emit(ctx, { kind: 'test.slow', subject });
        });
        written.push(subject);
        if (i % 20 === writer) {
          unfollow();
          unfollow = await follow();
        }
      }
    };
    await Promise.all(Array.from({ length: writers }, (_, n) => write(n)));
    await expect.poll(() => new Set(got).size, { timeout: 10_000 }).toBe(writers * each);

    const once = got.filter((subject, i) => got.indexOf(subject) === i);
    expect(new Set(written)).toEqual(new Set(once));
    unfollow();
  });
});
