import { call } from './send.ts';
import type { Phone } from './shelf.ts';

interface Told {
  id: string;
  token: string;
  urgent: boolean;
  title: string;
  words: string;
  /** The screen that it leads to; the first where there is none. */
  screen?: string;
}

const remembered = 50;

/** Shows a push, and tells the server that it came. One that was shown before makes no sound again. */
export async function showPush(
  worker: Pick<ServiceWorkerGlobalScope, 'registration'>,
  phone: Pick<Phone, 'keep' | 'kept'>,
  told: Told,
): Promise<void> {
  const shown = (await phone.kept<string[]>('pushed')) ?? [];
  const again = shown.includes(told.id);
  await worker.registration.showNotification(told.title, {
    body: told.words,
    tag: told.id,
    icon: '/field/icon-192.png',
    silent: again,
    requireInteraction: told.urgent,
    data: { token: told.token, screen: told.screen ?? '' },
  });
  if (!again) await phone.keep('pushed', [...shown, told.id].slice(-remembered));
  await tell(told.token, 'delivered');
}

/** Opens the app where somebody touched it. */
export async function openPushed(
  worker: ServiceWorkerGlobalScope,
  notification: Notification,
): Promise<void> {
  notification.close();
  const { token, screen } = notification.data as { token: string; screen: string };
  const [open] = await worker.clients.matchAll({ type: 'window' });
  const show =
    open && !screen ? open.focus() : worker.clients.openWindow(screen ? `/field/#${screen}` : '/field/');
  await Promise.all([show, tell(token, 'read')]);
}

/** Without a receipt the next way is taken, which is better than none. */
const tell = (token: string, state: 'delivered' | 'read') =>
  call('push/receipts', { token, state }).catch(() => {});
