import { useState } from 'react';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { useAct } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { count } from '../../../desk/kit/words.ts';
import { cancelSession, type Session } from '../contract.ts';
import { COURSE_NAMES, whenOf } from './session-words.ts';

/** Whoever has or awaits a seat is told at once. */
export function CancelSession({ session, onClose }: { session: Session; onClose: () => void }) {
  const [following, setFollowing] = useState(false);
  const cancel = useAct(cancelSession, {
    stale: ['/api/v1/trainings'],
    after: onClose,
    done: ({ items }) => `${count(items.length, 'session')} cancelled.`,
  });
  const people = session.confirmed + session.waiting;
  return (
    <Dialog title="Cancel the session?" onClose={onClose}>
      <p>
        {COURSE_NAMES[session.course]}, {whenOf(session)}.{' '}
        {people > 0 ? `${count(people, 'person', 'people')} will be told at once.` : 'Nobody has registered.'}
      </p>
      {session.seriesId && (
        <label className="check">
          <input
            type="checkbox"
            checked={following}
            onChange={(event) => setFollowing(event.currentTarget.checked)}
          />
          <span>And those after it in its series</span>
        </label>
      )}
      <div className="verbs">
        <VerbButton
          tone="danger"
          busy={cancel.busy}
          onClick={() => cancel.run({ params: { id: session.id }, body: { following } })}
        >
          Cancel it
        </VerbButton>
        <VerbButton tone="quiet" first onClick={onClose}>
          Keep it
        </VerbButton>
      </div>
    </Dialog>
  );
}
