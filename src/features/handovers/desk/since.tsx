import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { When } from '../../../desk/kit/age.tsx';
import { Choice } from '../../../desk/kit/choice.tsx';
import { useVerbs } from '../../../desk/kit/keys.tsx';
import { useCall } from '../../../desk/kit/query.ts';
import { Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { LANGS, type Lang, languageTag, OWN_NAMES } from '../../../platform/i18n/lang.ts';
import { readSince } from '../contract.ts';

/** What happened since one was last here: ten lines, read by a screen reader as they change, or aloud by the browser. */
export function Since() {
  const [lang, setLang] = useState<Lang>('en');
  const query = useCall(readSince, { query: { lang } }, { keep: true, every: 60_000 });
  const texts = query.data?.lines.map(({ text }) => text) ?? [];
  const { isReading, canRead, read, stop } = useReading(lang);
  const toggle = () => (isReading ? stop() : read(texts));
  useVerbs('Handover', canRead ? [{ key: 'a', word: 'Read aloud what happened', run: toggle }] : []);
  return (
    <section className="switch-card" aria-labelledby="since">
      <h2 id="since">
        Since you left{' '}
        {query.data && (
          <span className="soft">
            · <When at={query.data.since} />
          </span>
        )}
      </h2>
      <Loaded query={query} lines={6}>
        {({ lines }) => (
          // biome-ignore lint/a11y/noRedundantRoles: a list without marks is none to some screen readers
          <ol role="list" className="since-lines" aria-live="polite" lang={languageTag(lang)}>
            {lines.map(({ text, incidentId }) => (
              <li key={text}>
                {incidentId ? (
                  <Link to="/" search={{ incident: incidentId }}>
                    {text}
                  </Link>
                ) : (
                  text
                )}
              </li>
            ))}
          </ol>
        )}
      </Loaded>
      <div className="verbs">
        {canRead && (
          <VerbButton keyHint="a" pressed={isReading} disabled={texts.length === 0} onClick={toggle}>
            {isReading ? 'Stop reading' : 'Read aloud'}
          </VerbButton>
        )}
        <Choice
          legend="Language of these lines"
          hideLegend
          row
          value={lang}
          options={LANGS.map((id) => ({ id, label: OWN_NAMES[id] }))}
          onChange={setLang}
        />
      </div>
    </section>
  );
}

/** The browser's own voice; where it has none, nothing is offered. */
const voice = globalThis.speechSynthesis as SpeechSynthesis | undefined;

function useReading(lang: Lang) {
  const [isReading, setReading] = useState(false);
  const stop = () => {
    voice?.cancel();
    setReading(false);
  };
  const read = (texts: readonly string[]) => {
    voice?.cancel();
    texts.forEach((text, n) => {
      const said = new SpeechSynthesisUtterance(text);
      said.lang = languageTag(lang);
      if (n === texts.length - 1) said.onend = () => setReading(false);
      voice?.speak(said);
    });
    setReading(texts.length > 0);
  };
  useEffect(() => () => voice?.cancel(), []);
  return { isReading, canRead: voice !== undefined, read, stop };
}
