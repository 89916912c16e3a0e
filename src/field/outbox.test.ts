import { afterAll, describe, expect, it, vi } from 'vitest';
import { makeKeyPair, toBase64 } from '../platform/seal/index.ts';
import { type Act, drain, type Item, isPicture, isStep, isUnsealed } from './outbox.ts';
import { type Refusal, type SendResult, send, whatFailed } from './send.ts';
import { inMemory } from './shelf.ts';

const refusal = (status: number): Refusal => ({ status, title: 'It has changed', detail: 'It is over.' });
afterAll(() => vi.unstubAllGlobals());
const done: SendResult = { kind: 'done', done: null };

async function phoneWith(...items: [id: string, assignment: string, kind: Act['kind'], person?: string][]) {
  const phone = inMemory();
  for (const [id, assignment, kind, person = 'me'] of items)
    await phone.put({ id, person, assignment, at: '2026-03-04T01:00:00.000Z', act: { kind } as Act });
  const tried: string[] = [];
  const run = (answers: Record<string, SendResult> = {}, lane = isStep) =>
    drain(phone, 'me', lane, async (item: Item) => {
      tried.push(item.id);
      return answers[item.id] ?? done;
    });
  const waiting = async () => (await phone.items()).map((item) => item.id);
  return { phone, run, tried, waiting };
}

describe('the outbox', () => {
  it('sends in order, keeps an entry without words, and is empty', async () => {
    const { phone, run, tried, waiting } = await phoneWith(
      ['1', 'a', 'answer'],
      ['2', 'a', 'conduct'],
      ['3', 'a', 'note'],
    );
    expect(await run()).toBe('empty');
    expect(tried).toEqual(['1', '2', '3']);
    expect(await waiting()).toEqual([]);
    expect(await phone.entries()).toEqual(
      [
        ['1', 'answer'],
        ['2', 'conduct'],
        ['3', 'note'],
      ].map(([id, kind]) => ({ id, kind, at: '2026-03-04T01:00:00.000Z' })),
    );
  });

  it('keeps all and stops when there is no connection', async () => {
    const { run, tried, waiting } = await phoneWith(['1', 'a', 'answer'], ['2', 'b', 'answer']);
    expect(await run({ 1: { kind: 'away' } })).toBe('waiting');
    expect(tried).toEqual(['1']);
    expect(await waiting()).toEqual(['1', '2']);
    expect(await run()).toBe('empty');
  });

  it('takes out what the server refuses, remembers why, and goes on', async () => {
    const { phone, run, waiting } = await phoneWith(['1', 'a', 'answer'], ['2', 'a', 'en-route']);
    expect(await run({ 1: { kind: 'refused', problem: refusal(409) } })).toBe('empty');
    expect(await waiting()).toEqual([]);
    expect((await phone.entries()).map((entry) => entry.refused?.detail)).toEqual(['It is over.', undefined]);
  });

  it('lets a failing act hold back its own assignment only, and no emergency', async () => {
    const { run, tried, waiting } = await phoneWith(
      ['1', 'a', 'on-scene'],
      ['2', 'a', 'check-in'],
      ['3', 'b', 'answer'],
      ['4', 'a', 'emergency'],
    );
    expect(await run({ 1: { kind: 'later' } })).toBe('waiting');
    expect(tried).toEqual(['1', '3', '4']);
    expect(await waiting()).toEqual(['1', '2']);
  });

  it('keeps all when the session has ended', async () => {
    const { run, waiting } = await phoneWith(['1', 'a', 'answer']);
    expect(await run({ 1: { kind: 'signed-out' } })).toBe('signed-out');
    expect(await waiting()).toEqual(['1']);
  });

  it("never sends another person's acts", async () => {
    const { run, tried, waiting } = await phoneWith(['1', 'a', 'answer', 'somebody'], ['2', 'a', 'note']);
    expect(await run()).toBe('empty');
    expect(tried).toEqual(['2']);
    expect(await waiting()).toEqual(['1']);
  });

  it('sends what was put while it was sending', async () => {
    const { phone } = await phoneWith(['1', 'a', 'answer']);
    const tried: string[] = [];
    await drain(phone, 'me', isStep, async (item) => {
      tried.push(item.id);
      if (item.id === '1') await phone.put({ ...item, id: '2', act: { kind: 'conduct' } });
      return done;
    });
    expect(tried).toEqual(['1', '2']);
  });

  it('keeps words that cannot be sealed, and lets nothing wait for them', async () => {
    const { phone, tried, waiting } = await phoneWith();
    const put = (id: string, act: Act) => phone.put({ id, person: 'me', assignment: 'a', at: '', act });
    await put('1', { kind: 'told-to-move', order: 'Move back', obeyed: true });
    await put('2', { kind: 'check-in' });
    await put('3', { kind: 'debrief', answers: { how: 'well' } });
    await put('4', { kind: 'note', words: { sealed: 'box', keys: [] } });
    await put('5', { kind: 'picture', file: new Blob(['as it was taken']), name: 'corner.jpg' });
    await drain(phone, 'me', isStep, async (item) => {
      if (isUnsealed(item.act)) return send(item);
      tried.push(item.id);
      return done;
    });
    await drain(phone, 'me', isPicture, send);
    expect(tried).toEqual(['2', '4']);
    expect(await waiting()).toEqual(['1', '3', '5']);
  });

  it('keeps words as they were typed where sealing them fails, and sends what comes after', async () => {
    vi.stubGlobal('localStorage', { getItem: () => null });
    const { withWordsSealed } = await import('./keys.ts');
    const { phone, waiting } = await phoneWith(['2', 'a', 'check-in']);
    const note: Item = {
      ...{ id: '1', person: 'me', assignment: 'a', at: '' },
      act: { kind: 'note', words: 'Two vans' },
    };
    // The keys of one of its rings only.
    const { publicKey } = await makeKeyPair();
    const desk = { ring: 'desk' as const, epoch: 1, publicKey: toBase64(publicKey) };
    await phone.keep('rings', { network: 'n', items: [desk] });
    await phone.put(await withWordsSealed(phone, note));
    const sendOne = async (item: Item) => {
      const ready = await withWordsSealed(phone, item);
      return isUnsealed(ready.act) ? send(ready) : done;
    };
    expect(await drain(phone, 'me', isStep, sendOne)).toBe('waiting');
    expect(await waiting()).toEqual(['1']);
    expect((await phone.items())[0]).toEqual(note);
    await phone.keep('rings', { network: 'n', items: [desk, { ...desk, ring: 'legal' }] });
    expect(await drain(phone, 'me', isStep, sendOne)).toBe('empty');
  });

  it('lets no step wait for a picture', async () => {
    const { run, tried } = await phoneWith(['1', 'a', 'picture'], ['2', 'a', 'check-in']);
    await run();
    expect(tried).toEqual(['2']);
    await run({}, isPicture);
    expect(tried).toEqual(['2', '1']);
  });
});

describe('an answer that is not 2xx', () => {
  it.each([
    [0, 'away'],
    [401, 'signed-out'],
    [408, 'later'],
    [429, 'later'],
    [500, 'later'],
    [503, 'later'],
    [400, 'refused'],
    [403, 'refused'],
    [404, 'refused'],
    [409, 'refused'],
    [413, 'refused'],
    [422, 'refused'],
  ])('%d means %s', (status, kind) => expect(whatFailed(refusal(status)).kind).toBe(kind));
});
