import { afterAll, expect, it, vi } from 'vitest';
import { sendDoors } from './door-queue.ts';
import { inMemory } from './shelf.ts';

afterAll(() => vi.unstubAllGlobals());

it('sends whom a phone checked in without a connection as one list for each door, and keeps what was not answered', async () => {
  const phone = inMemory();
  const at = '2026-03-04T01:00:00.000Z';
  const put = (id: string, assignment: string, act: object, person = 'me') =>
    phone.put({ id, person, assignment, at, act } as never);
  for (const id of ['1', '2', '3']) await put(id, 'trainings/a', { kind: 'door-in', personId: `p${id}` });
  await put('4', 'trainings/b', { kind: 'door-in', name: 'Wren' });
  await put('5', 'trainings/a', { kind: 'door-out', personId: 'p1' });
  await put('6', 'meetings/c', { kind: 'door-in', door: 2, code: 'x' });
  await put('7', 'trainings/a', { kind: 'door-in', personId: 'p7' }, 'another');
  const sent: [string, { items: { id: string }[] }][] = [];
  const problem = { status: 404, title: 'Not found', detail: 'There is nobody.' };
  let reached = true;
  vi.stubGlobal('fetch', async (path: string, init: { body: string }) => {
    if (!reached) throw new TypeError('no connection');
    const body = JSON.parse(init.body);
    sent.push([path, body]);
    const items = body.items.map(({ id }: { id: string }) => ({
      ...{ id, checkedIn: null, problem: id === '2' ? problem : null },
    }));
    return new Response(JSON.stringify({ items }));
  });

  reached = false;
  await expect(sendDoors(phone, 'me')).rejects.toMatchObject({ refusal: { status: 0 } });
  expect(await phone.items()).toHaveLength(7);

  reached = true;
  await sendDoors(phone, 'me');
  expect(sent).toEqual([
    [
      '/api/v1/doors/trainings/a/list',
      { items: ['1', '2', '3'].map((id) => ({ id, at, personId: `p${id}` })) },
    ],
    ['/api/v1/doors/trainings/b/list', { items: [{ id: '4', at, name: 'Wren' }] }],
    ['/api/v1/doors/meetings/c/list', { items: [{ id: '6', at, door: 2, code: 'x' }] }],
  ]);
  expect((await phone.items()).map(({ id }) => id)).toEqual(['5', '7']);
  expect((await phone.entries()).map(({ id, refused }) => [id, refused])).toEqual([
    ['1', undefined],
    ['2', problem],
    ['3', undefined],
    ['4', undefined],
    ['6', undefined],
  ]);
});
