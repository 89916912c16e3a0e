import { useEffect, useRef } from 'react';
import { useVerbs } from '../../../desk/kit/keys.tsx';
import { useAct } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import type { CallView } from '../../../ui/on-call.ts';
import { letGo, type Part } from '../contract.ts';
import { useOnCall } from './use-on-call.ts';

interface Props {
  callId: string;
  part: Exclude<Part, 'caller'>;
  onOver?: () => void;
}

const partWords: Record<Part, string> = {
  caller: 'caller',
  operator: 'operator',
  interpreter: 'interpreter',
  learner: 'learner (listens only)',
};

/** The sound of a call from a browser: whether it is there, whom one hears, and one's own microphone. */
export function WebLine({ callId, part, onOver }: Props) {
  const sound = useOnCall(callId, part, onOver);
  if (sound.kind === 'asking') return <p role="status">Connecting: allow the microphone if you are asked.</p>;
  if (sound.kind === 'noMicrophone')
    return (
      <>
        <p role="alert">
          ▲ This browser gives no microphone, so the caller cannot hear you. Allow it for this page, then:
        </p>
        <VerbButton onClick={sound.again}>Try again</VerbButton>
      </>
    );
  return <Going callId={callId} part={part} call={sound.call} view={sound.view} />;
}

function Going({
  callId,
  part,
  call,
  view,
}: {
  callId: string;
  part: Part;
  call: { mute(muted: boolean): void; loudness(): number };
  view: CallView;
}) {
  const go = useAct(letGo);
  const speaks = part !== 'learner';
  const turn = () => call.mute(!view.muted);
  useVerbs(
    'Your call',
    speaks ? [{ key: 'n', word: view.muted ? 'Microphone on' : 'Microphone off', run: turn }] : [],
  );
  const caller = view.others.find((other) => other.part === 'caller');
  const others = view.others.filter((other) => other.part !== 'caller');
  return (
    <>
      <p>
        <span role="status">{lineWords(view, part, caller?.connected ?? false)}</span>
        {view.digits && (
          <span title="The caller sees the same four digits; if theirs differ, somebody may be listening">
            {' '}
            · compare <strong className="digits">{view.digits}</strong>
          </span>
        )}
        {view.muted && <strong> · your microphone is off</strong>}
      </p>
      <Loudness of={call.loudness} />
      {others.map((other) => (
        <span key={other.id}>
          {partWords[other.part]}
          {part === 'operator' && other.part !== 'operator' && (
            <VerbButton
              tone="quiet"
              busy={go.busy}
              onClick={() => go.run({ params: { id: callId }, body: { peer: other.id } })}
            >
              Take off the call
            </VerbButton>
          )}
        </span>
      ))}
      {speaks && (
        <VerbButton keyHint="n" pressed={view.muted} onClick={turn}>
          {view.muted ? 'Microphone on' : 'Microphone off'}
        </VerbButton>
      )}
    </>
  );
}

function lineWords({ away, stuck, state }: CallView, part: Part, isConnected: boolean): string {
  if (isConnected) return state === 'held' ? 'nobody hears anybody' : 'sound is connected';
  if (away) return '▲ no connection to the server; trying on';
  if (!stuck) return 'connecting the sound …';
  return `▲ the sound does not connect; ${part === 'operator' ? 'load this page anew to try again' : 'leave the call and join again'}`;
}

const everyMs = 100;

/** Moves when somebody else speaks. */
function Loudness({ of }: { of: () => number }) {
  const bar = useRef<HTMLMeterElement>(null);
  useEffect(() => {
    const timer = setInterval(() => {
      if (bar.current) bar.current.value = Math.min(1, of() * 3);
    }, everyMs);
    return () => clearInterval(timer);
  }, [of]);
  return <meter ref={bar} min={0} max={1} defaultValue={0} aria-label="Sound from the caller" />;
}
