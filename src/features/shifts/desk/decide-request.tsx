import { useState } from 'react';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { useAct } from '../../../desk/kit/query.ts';
import { Trouble } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { decideRequest, type ShiftRequest } from '../contract.ts';
import { spanOf } from './requests.tsx';

/** Approves or refuses one; who asked is told. */
export function DecideRequest(props: { request: ShiftRequest; approve: boolean; onClose: () => void }) {
  const { request, approve, onClose } = props;
  const [why, setWhy] = useState('');
  const act = useAct(decideRequest, {
    stale: ['/api/v1/rota', '/api/v1/shifts'],
    quiet: true,
    done: () => `${approve ? 'Approved' : 'Refused'}; ${request.asker.callSign} is told.`,
    after: onClose,
  });
  const against = [...request.asker.why, ...(request.other?.why ?? [])];
  const isHard = against.some(({ soft }) => !soft);
  return (
    <Dialog title={approve ? 'Approve' : 'Refuse'} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          const body = { approve, why: why.trim() || undefined, anyway: approve && against.length > 0 };
          act.run({ params: { id: request.id }, body });
        }}
      >
        <p>
          {request.asker.callSign}: {spanOf(request.asker)}
        </p>
        {approve && request.leavesGap && <p className="needs">▲ It leaves a gap.</p>}
        {approve &&
          against.map(({ text }) => (
            <p key={text} className="needs">
              ▲ {text}
            </p>
          ))}
        {!approve && (
          <label className="field">
            <span>Why (they read it; if you like)</span>
            <textarea
              data-autofocus
              rows={2}
              maxLength={300}
              value={why}
              onChange={(event) => setWhy(event.currentTarget.value)}
            />
          </label>
        )}
        {act.problem && <Trouble error={act.problem} />}
        <div className="verbs">
          <VerbButton
            submit
            first={approve}
            tone={approve ? 'main' : 'danger'}
            busy={act.busy}
            disabled={approve && isHard}
            why="This cannot be overruled"
          >
            {!approve ? 'Refuse it' : against.length > 0 ? 'Approve anyway' : 'Approve it'}
          </VerbButton>
        </div>
      </form>
    </Dialog>
  );
}
