import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from './words.ts';

/** A screen that few open: its code is fetched when they do, again and again until it is there. */
export function lazy<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let loaded: ComponentType<P> | undefined;
  return function Lazy(props: P) {
    const [, draw] = useState(false);
    useEffect(() => {
      if (loaded) return;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const fetch = () =>
        load().then(
          (screen) => {
            loaded = screen;
            draw(true);
          },
          () => {
            timer = setTimeout(fetch, 5000);
          },
        );
      void fetch();
      return () => clearTimeout(timer);
    }, []);
    const Screen = loaded;
    return Screen ? <Screen {...props} /> : <p class="soft">{t('loading')}</p>;
  };
}
