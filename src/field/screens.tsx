import type { ComponentType } from 'preact';
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Lang } from '../platform/i18n/lang.ts';
import { Back, Button, goTo } from './kit.tsx';
import { inWords, t } from './words.ts';

interface Own {
  /** Fetched when it is first opened. */
  load: () => Promise<ComponentType>;
  /** Of the button that leads to it; none where another screen does. */
  name?: Record<Lang, string>;
}

/** Screens that a feature brings, by their name in the address, in the order of their buttons. */
const own: Record<string, Own> = {
  membership: {
    load: () => import('../features/people/field/membership.tsx').then((m) => m.Membership),
    name: { en: 'Membership', es: 'Mi participación', zh: '我的成员身份' },
  },
  agreement: { load: () => import('../features/people/field/agreement.tsx').then((m) => m.Agreement) },
  vouch: { load: () => import('../features/people/field/vouch.tsx').then((m) => m.VouchFor) },
  leave: { load: () => import('../features/people/field/leave.tsx').then((m) => m.Leave) },
};

const fetched = new Map<string, ComponentType>();

/** The screen of this name, where a feature has one. */
export function OwnScreen({ name }: { name: string }) {
  const [, draw] = useState(0);
  const [failed, fail] = useState(false);
  const fetch = useCallback(() => {
    fail(false);
    own[name]!.load().then(
      (screen) => {
        fetched.set(name, screen);
        draw((n) => n + 1);
      },
      () => fail(true),
    );
  }, [name]);
  useEffect(fetch, [fetch]);
  const Screen = fetched.get(name);
  if (Screen) return <Screen />;
  if (!failed) return <p class="soft">{t('loading')}</p>;
  return (
    <>
      <Back />
      <div class="notice" role="alert">
        <p>{t('failedNext')}</p>
        <Button onClick={fetch}>{t('you.again')}</Button>
      </div>
    </>
  );
}

export const isOwn = (name: string): boolean => name in own;

/** The buttons that lead there. */
export const OwnLinks = () => (
  <>
    {Object.entries(own).map(
      ([screen, { name }]) =>
        name && (
          <Button key={screen} onClick={() => goTo(screen)}>
            {inWords(name)}
          </Button>
        ),
    )}
  </>
);
