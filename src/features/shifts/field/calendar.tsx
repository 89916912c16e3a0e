import { useEffect, useState } from 'preact/hooks';
import { Button } from '../../../field/kit.tsx';
import { call } from '../../../field/send.ts';
import { announce } from '../../../field/store.ts';
import type { CalendarFeed } from '../contract.ts';
import { newId } from './acts.ts';
import { w } from './words.ts';

/** My shifts in one's own calendar: a link that is made, copied and ended here. */
export function Calendar({ can }: { can: boolean }) {
  const [feeds, set] = useState<CalendarFeed[] | null>(null);
  const [failed, fail] = useState(false);
  const look = () =>
    call<{ items: CalendarFeed[] }>('me/calendars').then(({ items }) => {
      set(items.filter(({ kind }) => kind === 'person'));
      fail(false);
    });
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it is shown
  useEffect(() => {
    void look().catch(() => fail(true));
  }, []);
  const act = (path: string, body: object) => () =>
    void call(path, body)
      .then(look)
      .catch(() => fail(true));
  const copy = (url: string) =>
    navigator.clipboard.writeText(url).then(
      () => announce(w('copied')),
      () => fail(true),
    );
  return (
    <section class="shifts">
      <h2>{w('calendar')}</h2>
      <p class="soft">{w('calendarText')}</p>
      {failed && <p role="alert">{w('failed')}</p>}
      {feeds?.map(({ id, url }) => (
        <article class="notice" key={id}>
          <label class="text">
            <span>{w('calendarLink')}</span>
            <input readOnly value={url} onFocus={(event) => event.currentTarget.select()} />
          </label>
          <div class="grid">
            <Button onClick={() => void copy(url)}>{w('copy')}</Button>
            <Button disabled={!can} onClick={act(`me/calendars/${id}/end`, {})}>
              {w('calendarEnd')}
            </Button>
          </div>
        </article>
      ))}
      {feeds?.length === 0 && (
        <Button disabled={!can} onClick={() => act('me/calendars', { id: newId(), kind: 'person' })()}>
          {w('calendarMake')}
        </Button>
      )}
    </section>
  );
}
