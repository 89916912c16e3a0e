import { useEffect, useRef } from 'react';
import { confirmSession } from '../../features/accounts/contract.ts';
import { call, confirming } from '../kit/api.ts';
import { confirmByPasskey } from '../kit/passkey.ts';
import { useSession } from '../kit/session.ts';
import { Trouble } from '../kit/states.tsx';
import { useStore } from '../kit/store.ts';
import { VerbButton } from '../kit/verb.tsx';
import { useWork } from '../kit/work.ts';

/** Over everything, when the server wants a fresh proof of who one is; what was asked for goes on by itself. */
export function ConfirmDialog() {
  const waiting = useStore(confirming);
  return waiting && <Question done={waiting.done} />;
}

function Question({ done }: { done: (given: boolean) => void }) {
  const { demo } = useSession().network;
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    // The browser's own dialog, since it may lie over one of the desk's: only this one closes on Escape.
    dialog.current?.showModal();
    for (const button of dialog.current?.querySelectorAll('button') ?? [])
      button.dataset.mantineStopPropagation = 'true';
  }, []);
  const work = useWork(async (byClick: boolean) => {
    if (byClick) await call(confirmSession, { body: { response: null } });
    else await confirmByPasskey();
    done(true);
  });
  return (
    <dialog ref={dialog} className="confirm" aria-labelledby="confirm" onCancel={() => done(false)}>
      <div className="stack">
        <h2 id="confirm">Is it still you?</h2>
        <p>
          This needs a proof from the last five minutes, so that nobody does it at a desk you left. What you
          typed is kept, and goes on by itself.
        </p>
        {work.problem && <Trouble error={work.problem} />}
        <div className="verbs">
          <VerbButton tone="main" first busy={work.busy} onClick={() => work.run(demo)}>
            {demo ? 'Yes (demo: a click is enough)' : 'Confirm with your passkey'}
          </VerbButton>
          {demo && (
            <VerbButton busy={work.busy} onClick={() => work.run(false)}>
              Confirm with a passkey
            </VerbButton>
          )}
          <VerbButton tone="quiet" onClick={() => done(false)}>
            Not now
          </VerbButton>
        </div>
      </div>
    </dialog>
  );
}
