import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { begin } from '../features/callouts/field/rehearse.ts';
import { LANGS, type Lang, languageTag, OWN_NAMES } from '../platform/i18n/lang.ts';
import { Actions, Back, Button, goTo, Title } from './kit.tsx';
import { cardOf } from './state.ts';
import { type App, change, now, putAside } from './store.ts';
import { leave } from './sync.ts';
import { inWords, language, speak, t } from './words.ts';

// Not among the app's words, which are at most 3 KB.
const shifts = { en: 'My shifts', es: 'Mis turnos', zh: '我的班次' };

interface Props {
  app: App;
  more?: boolean;
  /** Instead of the words that nothing is asked now. */
  top?: ComponentChildren;
  links: ComponentChildren;
}

/** Nothing to do; or, while there is, what else the app holds. */
export function Idle({ app, more, top, links }: Props) {
  const unwritten = app.field?.assignments.find((a) => cardOf(a) === 'debrief');
  const rehearse = () => {
    change({ rehearsal: begin(now()) });
    goTo('');
  };
  return (
    <>
      {more && <Back />}
      {top || <Title>{t(more ? 'more' : 'idle')}</Title>}
      {!more && !top && <p>{t('idleText')}</p>}
      {app.session?.callSign && <p class="soft">{t('you', { name: app.session.callSign })}</p>}
      {app.field && <p class="soft">{t('kept', { n: app.field.keptDays })}</p>}
      {!more && unwritten && <OpenDebrief id={unwritten.id} />}
      <Actions>
        {!more && app.field && <Button onClick={rehearse}>{t('rehearse')}</Button>}
        <Button onClick={() => goTo('wake')}>{t('alerts')}</Button>
        <Button onClick={() => goTo('shifts')}>{inWords(shifts)}</Button>
        {links}
        <Button onClick={() => goTo('past')}>{t('past')}</Button>
        <Button onClick={() => goTo('sent')}>{t('sent')}</Button>
        <Button onClick={() => goTo('channels')}>{t('channels')}</Button>
        <Button onClick={() => goTo('you')}>{t('you.title')}</Button>
        <Languages />
        <SignOut app={app} />
      </Actions>
    </>
  );
}

const OpenDebrief = ({ id }: { id: string }) => (
  <section class="notice">
    <p>{t('debriefWaits')}</p>
    <Button look="main" onClick={() => putAside('debrief', id, false)}>
      {t('debriefOpen')}
    </Button>
  </section>
);

/** Its words belong to a build that is gone: start again with the new one. */
function reloadIn(lang: Lang): void {
  localStorage.setItem('lang', lang);
  location.reload();
}

export function Languages() {
  return (
    <fieldset class="row">
      <legend>{t('language')}</legend>
      {LANGS.map((lang) => (
        <label class="option" lang={languageTag(lang)} key={lang}>
          <input
            type="radio"
            name="language"
            checked={language() === lang}
            onChange={() =>
              void speak(lang).then(
                () => change({}),
                () => reloadIn(lang),
              )
            }
          />
          <span>{OWN_NAMES[lang]}</span>
        </label>
      ))}
    </fieldset>
  );
}

function SignOut({ app }: { app: App }) {
  const [sure, ask] = useState(false);
  const unsent = app.items.length;
  if (!sure || unsent === 0)
    return (
      <Button look="quiet" onClick={() => (unsent > 0 ? ask(true) : void leave())}>
        {t('signOut')}
      </Button>
    );
  return (
    <section class="notice">
      <p>{t('signOutUnsent', { n: unsent })}</p>
      <Button look="danger" settle onClick={() => void leave()}>
        {t('signOutSure')}
      </Button>
      <Button look="quiet" onClick={() => ask(false)}>
        {t('cancel')}
      </Button>
    </section>
  );
}
