import type { Session } from '../features/accounts/contract.ts';
import { drain, isPicture, isStep } from './outbox.ts';
import { openPushed, showPush } from './pushed.ts';
import { send } from './send.ts';
import { openPhone } from './shelf.ts';

declare const FILES: string[];
const worker = self as unknown as ServiceWorkerGlobalScope;

const shell = [
  '/field/',
  '/field/manifest.webmanifest',
  '/field/icon.svg',
  ...FILES.map((file) => `/field/${file}`),
];
// Another build has other file names, and so a cache of its own.
const cacheName = `field ${FILES.join(' ')}`;

worker.addEventListener('install', (event) => {
  const keepShell = async () => {
    const cache = await caches.open(cacheName);
    await cache.addAll(shell.map((path) => new Request(path, { cache: 'reload' })));
    await worker.skipWaiting();
  };
  event.waitUntil(keepShell());
});

worker.addEventListener('activate', (event) => {
  const takeOver = async () => {
    const old = (await caches.keys()).filter((name) => name !== cacheName);
    await Promise.all(old.map((name) => caches.delete(name)));
    await worker.clients.claim();
  };
  event.waitUntil(takeOver());
});

// The app comes from the phone, its data from the network: answers of the API are never kept here.
worker.addEventListener('fetch', (event) => {
  const { pathname, origin } = new URL(event.request.url);
  const ours = origin === worker.location.origin && pathname.startsWith('/field');
  // The network's contact card is made by the server, with the numbers of today.
  if (event.request.method !== 'GET' || !ours || pathname.endsWith('.vcf')) return;
  const asked = event.request.mode === 'navigate' ? '/field/' : event.request;
  event.respondWith(caches.match(asked).then((kept) => kept ?? fetch(event.request)));
});

worker.addEventListener('push', (event) => {
  const told = event.data?.json();
  if (told) event.waitUntil(openPhone().then((phone) => showPush(worker, phone, told)));
});
worker.addEventListener('notificationclick', (event) =>
  event.waitUntil(openPushed(worker, event.notification)),
);

// The browser calls this when the connection is back, also while the app is closed.
worker.addEventListener('sync' as 'message', (event) => event.waitUntil(sendWhatWaits()));

async function sendWhatWaits(): Promise<void> {
  const phone = await openPhone();
  const person = (await phone.kept<Session>('session'))?.personId;
  if (!person) return;
  const sendLane = (name: string, lane: typeof isStep) =>
    worker.navigator.locks.request(`porchlight-${name}`, () => drain(phone, person, lane, send));
  const results = [await sendLane('steps', isStep), await sendLane('pictures', isPicture)];
  new BroadcastChannel('porchlight-field').postMessage('sent');
  // Having failed, the browser tries again in its own time.
  if (results.includes('waiting')) throw new Error('something waits still');
}
