import { store } from './store.ts';

/** `joining` until the first live connection stands; `lost` while there is none. */
export type Connection = 'joining' | 'online' | 'lost';

export const connection = store<Connection>('joining');

/** Since when nothing has come through; null while online. */
export const lostSince = store<Date | null>(null);

export function connected() {
  lostSince.set(null);
  connection.set('online');
}

export function disconnected() {
  if (lostSince.get() === null) lostSince.set(new Date());
  connection.set('lost');
}
