import { whatIs } from './acts.ts';
import { Button, goTo } from './kit.tsx';
import type { Entry } from './outbox.ts';
import { type App, change } from './store.ts';
import { dismiss } from './sync.ts';
import { t } from './words.ts';

interface Props {
  app: App;
  drill: boolean | undefined;
  rehearsal: boolean;
}

/** Lines above the card: is this a drill, is there a connection, does something wait, was something refused. */
export function Strips({ app, drill, rehearsal }: Props) {
  const waiting = app.items.length;
  const refused = app.entries.filter((entry) => entry.refused && !entry.seen);
  return (
    <header>
      {rehearsal && (
        <div class="strip drill">
          {t('rehearsal')}
          <Button look="quiet" onClick={() => change({ rehearsal: null })}>
            {t('rehearsalEnd')}
          </Button>
        </div>
      )}
      {drill && !rehearsal && <div class="strip drill">{t('drill')}</div>}
      <div role="status">
        {!app.online && <p class="strip">{t('offline')}</p>}
        {waiting > 0 && (
          <p class="strip">{t(app.sending > 0 && app.online ? 'sending' : 'queued', { n: waiting })}</p>
        )}
        {!app.lasting && waiting > 0 && <p class="strip">{t('memoryOnly')}</p>}
      </div>
      <div role="alert">
        {app.misfit && (
          <div class="strip refused">
            <strong>{t('keysStop')}</strong>
            <p>{t('keysKept')}</p>
            <Button onClick={() => goTo('keys')}>{t('keysMore')}</Button>
          </div>
        )}
        {refused.map((entry) => (
          <Refused entry={entry} key={entry.id} />
        ))}
      </div>
    </header>
  );
}

const Refused = ({ entry }: { entry: Entry }) => (
  <div class="strip refused">
    <strong>{t('refusedTitle', { what: whatIs(entry.kind) })}</strong>
    <p>
      {entry.refused!.detail} {entry.refused!.next}
    </p>
    <Button onClick={() => dismiss(entry.id)}>{t('dismiss')}</Button>
  </div>
);
