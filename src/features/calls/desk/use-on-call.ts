import { useEffect, useState } from 'react';
import { call as request } from '../../../desk/kit/api.ts';
import { newId } from '../../../desk/kit/id.ts';
import { sayProblem } from '../../../desk/kit/notices.ts';
import { type CallView, OnCall } from '../../../ui/on-call.ts';
import { hearInCall, joinCall, leaveCall, type Part, sayInCall } from '../contract.ts';

export type Sound =
  | { kind: 'asking' }
  | { kind: 'noMicrophone'; again: () => void }
  | { kind: 'on'; call: OnCall; view: CallView };

/** This browser on a call: asks for the microphone, connects, and leaves when the screen does. */
export function useOnCall(id: string, part: Exclude<Part, 'caller'>, onOver?: () => void): Sound {
  const [sound, setSound] = useState<Sound>({ kind: 'asking' });
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try begins anew; what happens at the end is not a reason to
  useEffect(() => {
    const me = newId();
    const params = { id };
    let on: OnCall | undefined;
    let left = false;
    setSound({ kind: 'asking' });
    const leave = () => {
      left = true;
      if (!on) return;
      on.close();
      void request(leaveCall, { params, body: { me } }).catch(() => {});
    };
    void (async () => {
      const microphone = part === 'learner' ? null : await askMicrophone();
      const drop = () => microphone?.getTracks().forEach((track) => void track.stop());
      if (left) return drop();
      if (!microphone && part !== 'learner')
        return setSound({ kind: 'noMicrophone', again: () => setTries((n) => n + 1) });
      const paths = await request(joinCall, { params, body: { me, part } }).catch((error) => {
        sayProblem(error);
        onOver?.();
        return null;
      });
      if (left || !paths) return drop();
      const joined: OnCall = new OnCall({
        paths,
        microphone,
        counterpart: 'caller',
        hear: (have) => request(hearInCall, { params, body: { me, have } }),
        say: (to, signal) => request(sayInCall, { params, body: { me, to, ...signal } }),
        changed: () => {
          setSound({ kind: 'on', call: joined, view: joined.view });
          if (joined.view.state === 'ended') onOver?.();
        },
      });
      on = joined;
    })();
    return leave;
  }, [id, part, tries]);
  return sound;
}

const askMicrophone = (): Promise<MediaStream | null> =>
  navigator.mediaDevices?.getUserMedia({ audio: true }).catch(() => null) ?? Promise.resolve(null);
