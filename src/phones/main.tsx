import '../ui/trusted.ts';
import '../ui/tokens.css';
import './phones.css';
import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Phone as PhoneFacts } from '../features/channels/contract.ts';
import { isLang, LANGS, type Lang, languageTag, OWN_NAMES } from '../platform/i18n/lang.ts';
import { Phone } from './phone.tsx';
import { useOrder, usePhones } from './wall.ts';
import { likedLanguage, say } from './words.ts';

const atOnce = 24;

/** Numbers kept for fiction; 212 is the area code that no volunteer of the demo has. */
const freshNumber = () => `+1212555${String(1000 + Math.floor(Math.random() * 9000))}`;

const freshPhone = (lang: Lang): PhoneFacts => ({
  address: freshNumber(),
  personId: null,
  callSign: '',
  language: lang,
  last: null,
  count: 0,
});

function Wall() {
  const [lang, setLang] = useState<Lang>(likedLanguage);
  const [q, setQ] = useState('');
  const [limit, setLimit] = useState(atOnce);
  const [held, setHeld] = useState(false);
  const [fresh, setFresh] = useState<PhoneFacts[]>([]);
  const { phones, connection } = usePhones(q, limit + 1);
  const known = new Map((phones ?? []).map((p) => [p.address, p]));
  const others = (phones ?? []).slice(0, limit).filter((p) => !fresh.some((f) => f.address === p.address));
  const { shown, waiting } = useOrder(others, held);

  useEffect(() => {
    document.documentElement.lang = languageTag(lang);
    document.title = `${say(lang, 'title')} · Porchlight`;
  }, [lang]);

  if (connection === 'notDemo')
    return (
      <main>
        <p class="notice">{say(lang, 'notDemo')}</p>
      </main>
    );
  return (
    <>
      <header class="top">
        <h1>{say(lang, 'title')}</h1>
        <p class="intro">
          {say(lang, 'intro')} <a href={`/${lang}/demo`}>{say(lang, 'start')}</a>
        </p>
        <input
          type="search"
          aria-label={say(lang, 'search')}
          placeholder={say(lang, 'search')}
          value={q}
          maxLength={40}
          onInput={(event) => setQ(event.currentTarget.value)}
        />
        <button type="button" class="main" onClick={() => setFresh([freshPhone(lang), ...fresh])}>
          {say(lang, 'new')}
        </button>
        <select
          aria-label={say(lang, 'language')}
          value={lang}
          onChange={(event) => isLang(event.currentTarget.value) && setLang(event.currentTarget.value)}
        >
          {LANGS.map((l) => (
            <option key={l} value={l} lang={languageTag(l)}>
              {OWN_NAMES[l]}
            </option>
          ))}
        </select>
      </header>
      <p class="status" role="status">
        {connection === 'away'
          ? say(lang, 'away')
          : waiting > 0
            ? say(lang, 'newer', { count: waiting })
            : ''}
      </p>
      <main
        onFocusIn={() => setHeld(true)}
        onFocusOut={() => setHeld(false)}
        onPointerEnter={() => setHeld(true)}
        onPointerLeave={(event) => setHeld(event.currentTarget.contains(document.activeElement))}
      >
        {fresh.map((phone) => (
          <Phone
            key={phone.address}
            phone={known.get(phone.address) ?? phone}
            lang={lang}
            onClose={() => setFresh(fresh.filter((f) => f !== phone))}
          />
        ))}
        {shown.map((phone) => (
          <Phone key={phone.address} phone={phone} lang={lang} />
        ))}
        {phones?.length === 0 && fresh.length === 0 && (
          <p class="notice">{say(lang, q ? 'nobody' : 'quiet')}</p>
        )}
        {(phones?.length ?? 0) > limit && (
          <button type="button" class="more" onClick={() => setLimit(limit + atOnce)}>
            {say(lang, 'more')}
          </button>
        )}
      </main>
    </>
  );
}

render(<Wall />, document.getElementById('wall')!);
