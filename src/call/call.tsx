import { useEffect, useRef, useState } from 'preact/hooks';
import { type CallView, OnCall } from '../ui/on-call.ts';
import { hangUp, hear, newSecret, placeCall, Refused, say as tell } from './api.ts';
import { Loudness } from './loudness.tsx';
import { Sum, type SumState, useSum } from './sum.tsx';
import { about, lang, say, type Word } from './words.ts';

type Stage = 'before' | 'asking' | 'on' | 'unanswered' | 'ended' | 'noMicrophone' | 'tooMany' | 'failed';

/** As on every page for residents: as ordinary as a page can be. */
const elsewhere = 'https://www.google.com/search?q=weather';
const report = `/${lang}/report?${about === 'detained' ? 'about=detained' : `when=${about}`}`;

/** The caller's end of a call from a browser, from the first press to the end. */
export function Call() {
  const [stage, setStage] = useState<Stage>('before');
  const [view, setView] = useState<CallView | null>(null);
  const on = useRef<{ call: OnCall; secret: string } | null>(null);
  const sum = useSum();

  const end = (to: Stage) => {
    if (on.current) {
      on.current.call.close();
      void hangUp(on.current.secret).catch(() => {});
    }
    on.current = null;
    sum.stop();
    setStage(to);
  };
  useEffect(() => {
    const leave = () => on.current && void hangUp(on.current.secret).catch(() => {});
    addEventListener('pagehide', leave);
    return () => removeEventListener('pagehide', leave);
  }, []);

  const start = async () => {
    setStage('asking');
    const microphone = await navigator.mediaDevices?.getUserMedia({ audio: true }).catch(() => null);
    if (!microphone) return setStage('noMicrophone');
    const secret = newSecret();
    try {
      const paths = await placeCall(secret, lang, about);
      const call: OnCall = new OnCall({
        paths,
        microphone,
        counterpart: 'operator',
        hear: (have) => hear(secret, have),
        say: (to, signal) => tell(secret, to, signal),
        changed: () => {
          setView(call.view);
          if (call.view.state === 'unanswered') end('unanswered');
          else if (call.view.state === 'ended') end('ended');
        },
      });
      on.current = { call, secret };
      setStage('on');
      if (paths.puzzle) sum.begin(secret, paths.puzzle);
    } catch (error) {
      for (const track of microphone.getTracks()) track.stop();
      setStage(error instanceof Refused && error.status === 429 ? 'tooMany' : 'failed');
    }
  };

  return (
    <>
      <header>
        <a class="quick" href={elsewhere} rel="noreferrer">
          {say('leave')}
        </a>
      </header>
      <main>
        <h1>{say('title')}</h1>
        {stage === 'before' && (
          <>
            <p>{say('before')}</p>
            <Verbs>
              <button type="button" class="main" onClick={() => void start()}>
                {say('start')}
              </button>
              <a class="button" href={report}>
                {say('write')}
              </a>
            </Verbs>
          </>
        )}
        {stage === 'asking' && <p role="status">{say('asking')}</p>}
        {stage === 'on' && view && on.current && (
          <Going call={on.current.call} view={view} sum={sum.state} onEnd={() => end('ended')} />
        )}
        {stage === 'unanswered' && <Over what="unanswered" next="unansweredDo" onAgain={start} />}
        {stage === 'ended' && <Over what="ended" next="endedDo" onAgain={start} />}
        {stage === 'noMicrophone' && <Over what="noMicrophone" next="noMicrophoneDo" onAgain={start} />}
        {stage === 'tooMany' && <Over what="tooMany" next="tooManyDo" />}
        {stage === 'failed' && <Over what="failed" next="failedDo" onAgain={start} />}
        <footer>
          <a href={`/${lang}`}>{say('home')}</a>
        </footer>
      </main>
    </>
  );
}

const Verbs = ({ children }: { children: preact.ComponentChildren }) => <div class="verbs">{children}</div>;

function Over({ what, next, onAgain }: { what: Word; next: Word; onAgain?: () => Promise<void> }) {
  return (
    <>
      <p role="status" class="state">
        {say(what)}
      </p>
      <p>{say(next)}</p>
      <Verbs>
        <a class="button main" href={report}>
          {say('write')}
        </a>
        {onAgain && (
          <button type="button" onClick={() => void onAgain()}>
            {say('again')}
          </button>
        )}
      </Verbs>
    </>
  );
}

/** What is said about a call that goes on. */
function stateOf({ state, others }: CallView): Word {
  if (state === 'waiting') return 'waiting';
  if (state === 'held') return 'held';
  const desk = others.find(({ part }) => part === 'operator');
  if (!desk?.connected) return 'connecting';
  return about === 'detained' ? 'talkingLegal' : 'talking';
}

function Going({
  call,
  view,
  sum,
  onEnd,
}: {
  call: OnCall;
  view: CallView;
  sum: SumState;
  onEnd: () => void;
}) {
  const state = stateOf(view);
  const place = view.place;
  const here = (part: string) => view.others.some((other) => other.part === part);
  return (
    <>
      <p role="status" class="state">
        {say(state)}
      </p>
      {place !== null && <p>{place === 1 ? say('next') : say('place', { place })}</p>}
      {state === 'waiting' && <Sum state={sum} />}
      {view.away && <p class="notice">{say('away')}</p>}
      {view.stuck && <p class="notice">{say('stuck')}</p>}
      {view.others.length > 0 && <Loudness of={call.loudness} label={say('sound')} />}
      {view.digits && (
        <section class="digits">
          <p class="number">{view.digits}</p>
          <p>{say('digits')}</p>
        </section>
      )}
      {here('interpreter') && <p>{say('interpreter')}</p>}
      {here('learner') && <p>{say('learner')}</p>}
      {view.muted && <p class="notice">{say('muted')}</p>}
      <Verbs>
        <button type="button" class="danger" onClick={onEnd}>
          {say('hangUp')}
        </button>
        {state === 'waiting' || view.stuck ? (
          <a class="button" href={report}>
            {say('write')}
          </a>
        ) : (
          <button type="button" aria-pressed={view.muted} onClick={() => call.mute(!view.muted)}>
            {say(view.muted ? 'unmute' : 'mute')}
          </button>
        )}
      </Verbs>
    </>
  );
}
