import { afterEach, expect, it, vi } from 'vitest';
import { openPushed, showPush } from './pushed.ts';

// No browser that runs here may show notifications: the worker is played, everything else is ours.
afterEach(() => vi.unstubAllGlobals());

interface Options {
  tag: string;
  silent: boolean;
  data: unknown;
}

function played() {
  const shown: [string, Options][] = [];
  const asked: [string, unknown][] = [];
  const kept = new Map<string, unknown>();
  vi.stubGlobal('fetch', async (url: string, { body }: { body: string }) => {
    asked.push([url, JSON.parse(body)]);
    return new Response('{}');
  });
  const showNotification = async (title: string, options: Options) => void shown.push([title, options]);
  const worker = { registration: { showNotification } } as unknown as ServiceWorkerGlobalScope;
  const phone = {
    kept: async <T>(name: string) => kept.get(name) as T | undefined,
    keep: async (name: string, value: unknown) => void kept.set(name, value),
  };
  return { shown, asked, worker, phone };
}

const told = { id: 'm1', token: 'first', urgent: true, title: 'Porchlight', words: 'Open it.' };

it('shows a push by its id, makes no sound at a repeat, and says each time that it came', async () => {
  const { shown, asked, worker, phone } = played();
  await showPush(worker, phone, told);
  await showPush(worker, phone, { ...told, token: 'second' });
  await showPush(worker, phone, { ...told, id: 'm2' });
  expect(shown.map(([, { tag, silent }]) => [tag, silent])).toEqual([
    ['m1', false],
    ['m1', true],
    ['m2', false],
  ]);
  expect(asked.slice(0, 2)).toEqual([
    ['/api/v1/push/receipts', { token: 'first', state: 'delivered' }],
    ['/api/v1/push/receipts', { token: 'second', state: 'delivered' }],
  ]);
});

it('shows it also without a network, and opens the app that is there or a new one', async () => {
  const { shown, asked, worker, phone } = played();
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('offline');
  });
  await showPush(worker, phone, told);
  expect(shown).toHaveLength(1);
  const opened: string[] = [];
  const notification = {
    close: () => opened.push('closed'),
    data: { token: 'first', screen: '' },
  } as unknown as Notification;
  const windows: { focus: () => void }[] = [];
  const clients = {
    matchAll: async () => windows,
    openWindow: async (url: string) => opened.push(url),
  };
  await openPushed({ clients } as unknown as ServiceWorkerGlobalScope, notification);
  windows.push({ focus: () => opened.push('focused') });
  await openPushed({ clients } as unknown as ServiceWorkerGlobalScope, notification);
  const test = { ...notification, data: { token: 'first', screen: 'wake' } } as unknown as Notification;
  await openPushed({ clients } as unknown as ServiceWorkerGlobalScope, test);
  expect(opened).toEqual(['closed', '/field/', 'closed', 'focused', 'closed', '/field/#wake']);
  expect(asked).toEqual([]);
});
