import './scan.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../kit.tsx';
import { inWords } from '../words.ts';
import type { NoCamera } from './camera.ts';
import words from './scan.json' with { type: 'json' };

/** The same code is told again only after it was out of the camera's sight for so long. */
const againMs = 4000;

/**
 * Reads codes: by the camera, or typed where there is none. `onRead` gets each as it stands there; what it means is for the
 * screen. The camera is off as soon as this is gone. The reader is fetched when it is first needed, and kept for offline.
 */
export function Scan({ onRead, hint }: { onRead: (text: string) => void; hint?: string }) {
  const video = useRef<HTMLVideoElement>(null);
  const [state, set] = useState<'starting' | 'on' | NoCamera>('starting');
  const [turn, again] = useState(0);
  const tell = useRef(onRead);
  tell.current = onRead;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a turn is a wish to try again
  useEffect(() => {
    let stop = () => {};
    let gone = false;
    let last = { text: '', at: 0 };
    const read = (text: string) => {
      const isSame = text === last.text && Date.now() - last.at < againMs;
      last = { text, at: Date.now() };
      if (!isSame) tell.current(text);
    };
    set('starting');
    import('./camera.ts')
      .then(({ watch }) => watch(video.current!, read))
      .then(
        (off) => {
          stop = off;
          // The screen was left while the browser asked.
          if (gone) stop();
          else set('on');
        },
        (why) => gone || set(why === 'denied' ? 'denied' : 'none'),
      );
    return () => {
      gone = true;
      stop();
    };
  }, [turn]);
  const off = state === 'denied' || state === 'none';
  return (
    <section class="scan">
      <video ref={video} hidden={state !== 'on'} muted playsInline tabIndex={-1} />
      <p role="status" class={off ? 'notice' : 'soft'}>
        {inWords(words[state === 'on' ? 'look' : state])}
      </p>
      {off && (
        <Button look="quiet" onClick={() => again(turn + 1)}>
          {inWords(words.again)}
        </Button>
      )}
      <Typed onRead={onRead} hint={hint ?? inWords(words.typeHint)} />
    </section>
  );
}

function Typed({ onRead, hint }: { onRead: (text: string) => void; hint: string }) {
  const [text, type] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() === '') return;
        onRead(text.trim());
        type('');
      }}
    >
      <label class="text">
        <span>{inWords(words.type)}</span>
        <small>{hint}</small>
        <input
          value={text}
          onInput={(event) => type(event.currentTarget.value)}
          autoCapitalize="characters"
          autoComplete="off"
          spellcheck={false}
          maxLength={2000}
        />
      </label>
      <Button submit>{inWords(words.use)}</Button>
    </form>
  );
}
