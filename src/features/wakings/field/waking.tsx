import { useEffect, useState } from 'preact/hooks';
import { Actions, Back, Button, Title } from '../../../field/kit.tsx';
import { call } from '../../../field/send.ts';
import { inWords, t } from '../../../field/words.ts';
import { TestPages } from './test-pages.tsx';
// Not among the app's words: those are loaded before anything is shown.
import words from './waking.json' with { type: 'json' };

type State = 'asking' | 'off' | 'on' | 'blocked' | 'never' | 'failed';

const bytesOf = (base64url: string) =>
  Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));

/** Whether this phone may be woken, asked in our own words before the browser asks in its own. */
export function Waking() {
  const [state, set] = useState<State>('asking');
  const [key, setKey] = useState<string | null>(null);
  const look = async () => {
    const { publicKey, on } = await call<{ publicKey: string | null; on: boolean }>('me/push');
    setKey(publicKey);
    if (!publicKey || !('PushManager' in self)) return set('never');
    if (Notification.permission === 'denied') return set('blocked');
    const { pushManager } = await navigator.serviceWorker.ready;
    // A browser may have dropped it by itself.
    set(on && (await pushManager.getSubscription()) ? 'on' : 'off');
  };
  const doing = (work: () => Promise<void>) => () => {
    set('asking');
    work().catch(() => set('failed'));
  };
  useEffect(doing(look), []);
  const start = async () => {
    if ((await Notification.requestPermission()) !== 'granted') return look();
    const { pushManager } = await navigator.serviceWorker.ready;
    const subscription = await pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: bytesOf(key!),
    });
    const { endpoint, keys } = subscription.toJSON();
    await call('me/push', { endpoint, p256dh: keys!.p256dh, auth: keys!.auth });
    await look();
  };
  const end = async () => {
    await call('me/push/end', {});
    await (await (await navigator.serviceWorker.ready).pushManager.getSubscription())?.unsubscribe();
    await look();
  };
  return (
    <>
      <Back />
      <Title>{t('alerts')}</Title>
      <p role="status">{state === 'asking' ? t('loading') : inWords(words[state])}</p>
      {state === 'off' && <p class="soft">{inWords(words.what)}</p>}
      <Actions>
        {state === 'off' && (
          <Button look="main" onClick={doing(start)}>
            {inWords(words.start)}
          </Button>
        )}
        {state === 'on' && <Button onClick={doing(end)}>{inWords(words.end)}</Button>}
        {state === 'failed' && <Button onClick={doing(look)}>{t('you.again')}</Button>}
      </Actions>
      <TestPages />
    </>
  );
}
