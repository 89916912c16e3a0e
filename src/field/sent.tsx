import { whatIs } from './acts.ts';
import { Back, Title } from './kit.tsx';
import type { App } from './store.ts';
import { day, t, time } from './words.ts';

/** What waits on this phone, and what became of the rest. */
export function Sent({ app }: { app: App }) {
  const lines = [
    ...app.items.map(({ id, at, act }) => ({
      id,
      at,
      what: whatIs(act.kind),
      now: t('waits'),
      why: undefined,
    })),
    ...app.entries.map(({ id, at, kind, refused }) => ({
      id,
      at,
      what: whatIs(kind),
      now: t(refused ? 'wasRefused' : 'wasSent'),
      why: refused?.detail,
    })),
  ].sort((a, b) => b.at.localeCompare(a.at));
  return (
    <>
      <Back />
      <Title>{t('sent')}</Title>
      {lines.length === 0 && <p class="soft">{t('sentNone')}</p>}
      <ul class="list">
        {lines.map((line) => (
          <li key={line.id}>
            <span>
              {line.what}: {line.now}
            </span>
            <time dateTime={line.at}>
              {day(line.at)}, {time(line.at)}
            </time>
            {line.why && <small>{line.why}</small>}
          </li>
        ))}
      </ul>
    </>
  );
}
