import { useRef, useState } from 'react';
import type { z } from 'zod/mini';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { newId } from '../../../desk/kit/id.ts';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { useSettled } from '../../../desk/kit/settled.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { type Complaint, findPeople, suspend } from '../contract.ts';

const stale = ['/api/v1/suspensions', '/api/v1/complaints', '/api/v1/people'];

/** Who, and why; it holds from the moment it is sent. */
export function Suspend(props: { complaint: z.infer<typeof Complaint> | null; onClose: () => void }) {
  const { complaint, onClose } = props;
  const [typed, setTyped] = useState('');
  const [person, setPerson] = useState<{ id: string; callSign: string } | null>(null);
  const [reason, setReason] = useState('');
  const id = useRef(newId());
  const wanted = useSettled(typed.trim(), 250);
  const { data } = useCall(findPeople, { query: { q: wanted } }, { enabled: wanted.length > 1, keep: true });
  const act = useAct(suspend, {
    stale,
    done: ({ callSign }) => `${callSign} is suspended from now on. Two others review it.`,
    after: onClose,
  });
  const ready = person !== null && reason.trim().length > 0;
  return (
    <Dialog title="Suspend a member" onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!person || !ready) return;
          act.run({
            body: { id: id.current, personId: person.id, reason: reason.trim(), complaintId: complaint?.id },
          });
        }}
      >
        <label className="field">
          <span>Call sign</span>
          <input
            data-autofocus
            value={typed}
            maxLength={60}
            placeholder="Begin to type it"
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              setPerson(null);
            }}
          />
        </label>
        {!person && data && (
          <ul className="pick-list" aria-label="Members found">
            {data.items.slice(0, 6).map((one) => (
              <li key={one.id}>
                <button
                  type="button"
                  onClick={() => {
                    setPerson(one);
                    setTyped(one.callSign);
                  }}
                >
                  {one.callSign} <small>{one.suspended ? 'already suspended' : one.roles.join(', ')}</small>
                </button>
              </li>
            ))}
            {data.items.length === 0 && <li className="soft">Nobody by that call sign in your chapter.</li>}
          </ul>
        )}
        <label className="field">
          <span>Why (sealed; the reviewers read it)</span>
          <textarea
            rows={3}
            maxLength={4000}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </label>
        <p className="soft">They are asked for nothing any more, and called back if they are out.</p>
        <div className="verbs">
          <VerbButton
            submit
            tone="danger"
            disabled={!ready}
            busy={act.busy}
            why="Choose a member and say why"
          >
            Suspend now
          </VerbButton>
        </div>
      </form>
    </Dialog>
  );
}
