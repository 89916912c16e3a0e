import { useState } from 'react';
import { seal } from '../../../desk/kit/api.ts';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { useAct } from '../../../desk/kit/query.ts';
import { useSession } from '../../../desk/kit/session.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { type OpenedHold, releaseHold } from '../contract.ts';
import { fieldOf, readers, releasersNeeded } from '../rules.ts';
import { partsOf } from './words.ts';

const stale = ['/api/v1/holds', '/api/v1/retention'];

/** The first agreement is written down; the second lets it go. */
export function ReleaseHold({ hold, onClose }: { hold: OpenedHold; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const last = hold.releases.length + 1 >= releasersNeeded;
  const { personId } = useSession();
  const act = useAct(releaseHold, {
    stale,
    sealing: async ({ params, body }) => {
      const field = fieldOf(personId!);
      return { params, body: { reason: (await seal(readers, params.id, { [field]: body.reason }))[field]! } };
    },
    done: ({ releasedAt }) =>
      releasedAt
        ? 'The hold is released. What is over goes in the coming night.'
        : 'You agree. A second person has to, before it is let go.',
    after: onClose,
  });
  const ready = reason.trim().length > 2;
  return (
    <Dialog title={last ? 'Let it go' : 'Agree to let it go'} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) act.run({ params: { id: hold.id }, body: { reason: reason.trim() } });
        }}
      >
        <p>
          <strong>{partsOf(hold).join(' · ')}</strong>
        </p>
        <p>
          {last
            ? 'You are the second: with you it is released, and what is over is removed in the coming night. That cannot be undone.'
            : 'You are the first of two. Nothing is removed before another person agrees as well.'}
        </p>
        <label className="field">
          <span>Why it may go</span>
          <textarea
            data-autofocus
            rows={3}
            maxLength={2000}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </label>
        <div className="verbs">
          <VerbButton
            submit
            tone={last ? 'danger' : 'main'}
            disabled={!ready}
            busy={act.busy}
            why="Say why first"
          >
            {last ? 'Let it go' : 'I agree'}
          </VerbButton>
        </div>
      </form>
    </Dialog>
  );
}
