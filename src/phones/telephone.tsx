import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { WallCall } from '../features/calls/contract.ts';
import { type Lang, languageTag } from '../platform/i18n/lang.ts';
import { type Doing, Refused, telephone } from './api.ts';
import { useEachSecond } from './wall.ts';
import { say } from './words.ts';

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];

interface Props {
  address: string;
  lang: Lang;
  onClose: () => void;
}

/** A call to the hotline: what would be heard is read, and the keypad is pressed. The network's server plays the carrier. */
export function Telephone({ address, lang, onClose }: Props) {
  const { call, lost, act } = useCall(address);
  if (!call) return <section class="telephone" aria-label={say(lang, 'call.calling')} />;
  return (
    <section class="telephone" aria-label={say(lang, 'call.calling')}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div class="spoken" role="status" tabIndex={0}>
        {call.lines.map((line) => (
          <p key={line.text} lang={languageTag(line.lang as Lang)}>
            {line.text}
          </p>
        ))}
        {call.waiting && <p class="hint">{say(lang, 'call.waits')}</p>}
        {call.talking && <p class="hint">{say(lang, 'call.talking')}</p>}
        {lost && <p class="hint">{say(lang, 'call.lost')}</p>}
      </div>
      {call.wants === 'words' && <Message lang={lang} onSay={(words) => act({ do: 'words', words })} />}
      {call.wants === 'keys' && (
        <Keypad lang={lang} count={call.digits} onKeys={(digits) => act({ do: 'key', digits })} />
      )}
      {call.wants === 'over' ? (
        <button type="button" class="small" onClick={onClose}>
          {say(lang, 'close')}
        </button>
      ) : (
        <button type="button" class="small" onClick={() => act({ do: 'hangUp' })}>
          {say(lang, 'call.hangUp')}
        </button>
      )}
    </section>
  );
}

/** The call as it stands: rung once, looked at each second, and gone on by itself where its owner does nothing. */
function useCall(address: string) {
  const [id] = useState(() => crypto.randomUUID());
  const [call, setCall] = useState<WallCall | null>(null);
  const [lost, setLost] = useState(false);
  const now = useRef({ call, since: 0 });
  const tail = useRef(Promise.resolve());
  const one = useCallback(
    async (doing: Omit<Doing, 'id' | 'turn'>) => {
      const before = now.current.call;
      try {
        const next = await telephone(address, { id, ...doing, ...(before && { turn: before.turn }) });
        setLost(false);
        if (next.turn === before?.turn && next.wants === before.wants) return;
        now.current = { call: next, since: performance.now() };
        setCall(next);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        setLost(true);
      }
    },
    [address, id],
  );
  /** One thing after the other: a key pressed while the phone looks is not lost. */
  const act = useCallback(
    (doing: Omit<Doing, 'id' | 'turn'>) => {
      tail.current = tail.current.then(() => one(doing));
      return tail.current;
    },
    [one],
  );
  useEffect(() => void act({ do: 'ring' }), [act]);
  useEachSecond(
    useCallback(async () => {
      const { call, since } = now.current;
      if (!call || call.wants === 'over' || call.wants === 'words') return;
      const isOver = call.wants === 'keys' && performance.now() - since > call.seconds * 1000;
      await act({ do: isOver ? 'wait' : 'look' });
    }, [act]),
  );
  return { call, lost, act };
}

function Keypad({ lang, count, onKeys }: { lang: Lang; count: number; onKeys: (digits: string) => void }) {
  const [pressed, setPressed] = useState('');
  const press = (key: string) => {
    const all = pressed + key;
    setPressed(all.length < count ? all : '');
    if (all.length >= count) onKeys(all);
  };
  return (
    <fieldset class="keypad">
      <legend class="unseen">{say(lang, 'call.keys')}</legend>
      {keys.map((key) => (
        <button
          key={key}
          type="button"
          aria-label={say(lang, 'call.key', { key })}
          onClick={() => press(key)}
        >
          {key}
        </button>
      ))}
    </fieldset>
  );
}

function Message({ lang, onSay }: { lang: Lang; onSay: (words: string) => void }) {
  const [words, setWords] = useState('');
  return (
    <form
      class="row"
      onSubmit={(event) => {
        event.preventDefault();
        if (words.trim()) onSay(words.trim());
      }}
    >
      <input
        aria-label={say(lang, 'call.words')}
        placeholder={say(lang, 'call.words')}
        value={words}
        maxLength={2000}
        autocomplete="off"
        onInput={(event) => setWords(event.currentTarget.value)}
      />
      <button type="submit" class="main" disabled={!words.trim()}>
        {say(lang, 'call.say')}
      </button>
    </form>
  );
}
