import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Phone as PhoneFacts, PhoneMessage } from '../features/channels/contract.ts';
import type { Lang } from '../platform/i18n/lang.ts';
import { Refused, readPhone, write } from './api.ts';
import { Telephone } from './telephone.tsx';
import { clock, quickReplies, say } from './words.ts';

interface Props {
  phone: PhoneFacts;
  lang: Lang;
  /** A fresh phone, put up by hand: says what it is for, and can be taken down. */
  onClose?: () => void;
}

const byNumber = (address: string) => address.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');

/** One phone: what the network sent, what its owner wrote, and a line to write on. */
export function Phone({ phone, lang, onClose }: Props) {
  const who = phone.callSign || byNumber(phone.address);
  const { messages, refresh } = useThread(phone);
  const [calling, setCalling] = useState(false);
  return (
    <article class={classes(phone.last?.drill, calling)} aria-label={who}>
      <header>
        <h2>{who}</h2>
        <p>
          {phone.callSign ? byNumber(phone.address) : say(lang, 'resident')}
          <span lang={phone.language}> · {phone.language}</span>
        </p>
        {!phone.personId && !calling && (
          <button type="button" class="small quiet" onClick={() => setCalling(true)}>
            {say(lang, 'call')}
          </button>
        )}
        {phone.personId && <FieldLink person={phone.personId} who={who} lang={lang} />}
        {onClose && (
          <button type="button" class="small quiet" onClick={onClose}>
            {say(lang, 'close')}
          </button>
        )}
      </header>
      {calling ? (
        <Telephone address={phone.address} lang={lang} onClose={() => setCalling(false)} />
      ) : (
        <>
          <Lines
            messages={messages}
            lang={lang}
            hint={onClose ? say(lang, 'new.hint') : say(lang, 'nothing')}
          />
          <Answer phone={phone} who={who} lang={lang} onSent={refresh} />
        </>
      )}
    </article>
  );
}

const classes = (drill: boolean | undefined, calling: boolean) =>
  `phone${drill ? ' is-drill' : ''}${calling ? ' is-calling' : ''}`;

/** The thread, read again whenever the list says that it grew. */
function useThread(phone: PhoneFacts) {
  const [messages, setMessages] = useState<PhoneMessage[]>([]);
  const refresh = useCallback(
    () =>
      readPhone(phone.address).then(
        (thread) => setMessages(thread.messages),
        () => {},
      ),
    [phone.address],
  );
  const newest = `${phone.count} ${phone.last?.at}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is newest is the reason to read again
  useEffect(() => {
    refresh();
  }, [refresh, newest]);
  return { messages, refresh };
}

function FieldLink({ person, who, lang }: { person: string; who: string; lang: Lang }) {
  return (
    <form method="post" action="/demo/sign-in" target="_blank" rel="noopener">
      <input type="hidden" name="person" value={person} />
      <input type="hidden" name="face" value="field" />
      <button type="submit" class="small quiet" title={say(lang, 'field', { who })}>
        {say(lang, 'field.short')}
      </button>
    </form>
  );
}

function Lines({ messages, lang, hint }: { messages: PhoneMessage[]; lang: Lang; hint: string }) {
  const list = useRef<HTMLOListElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the newest line comes into view when there is one more
  useLayoutEffect(() => {
    if (list.current) list.current.scrollTop = list.current.scrollHeight;
  }, [messages.length]);
  if (messages.length === 0) return <p class="lines empty">{hint}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard
    <ol class="lines" ref={list} tabIndex={0}>
      {messages.map((m) => (
        <Line key={m.id} message={m} lang={lang} />
      ))}
    </ol>
  );
}

function Line({ message, lang }: { message: PhoneMessage; lang: Lang }) {
  const trouble = message.state === 'failed' || message.state === 'stopped' ? message.state : null;
  return (
    <li class={`line from-${message.from}${message.urgent ? ' is-urgent' : ''}`}>
      <p>{message.body}</p>
      {message.file && <p class="foot">{say(lang, 'with', { file: message.file })}</p>}
      <p class="foot">
        <time dateTime={message.at}>{clock(lang, message.at)}</time>
        {message.urgent && <b>{say(lang, 'urgent')}</b>}
        {message.drill && <b class="drill">{say(lang, 'drill')}</b>}
        {trouble && <b class="trouble">{say(lang, trouble)}</b>}
      </p>
    </li>
  );
}

interface AnswerProps {
  phone: PhoneFacts;
  who: string;
  lang: Lang;
  onSent: () => Promise<void>;
}

function Answer({ phone, who, lang, onSent }: AnswerProps) {
  const [body, setBody] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  async function send(words: string) {
    if (!words.trim() || busy) return;
    setBusy(true);
    setProblem('');
    try {
      await write(phone.address, crypto.randomUUID(), words.trim());
      if (words === body) setBody('');
      await onSent();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      setProblem(say(lang, 'unsent', { detail: error.message || say(lang, 'away.short') }));
    } finally {
      setBusy(false);
    }
  }
  const onSubmit = (event: Event) => {
    event.preventDefault();
    send(body);
  };
  return (
    <form class="answer" onSubmit={onSubmit}>
      {phone.personId && (
        <fieldset>
          <legend class="unseen">{say(lang, 'quick')}</legend>
          {quickReplies(phone.language).map((words) => (
            <button
              key={words}
              type="button"
              class="small quick"
              lang={phone.language}
              disabled={busy}
              onClick={() => send(words)}
            >
              {words}
            </button>
          ))}
        </fieldset>
      )}
      <div class="row">
        <input
          aria-label={say(lang, 'reply', { who })}
          placeholder={say(lang, 'reply', { who })}
          value={body}
          maxLength={1600}
          autocomplete="off"
          onInput={(event) => setBody(event.currentTarget.value)}
        />
        <button type="submit" class="main" disabled={busy || !body.trim()}>
          {busy ? say(lang, 'sending') : say(lang, 'send')}
        </button>
      </div>
      {problem && <p role="alert">{problem}</p>}
    </form>
  );
}
