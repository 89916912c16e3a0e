import { useRef, useState } from 'react';
import { seal } from '../../../desk/kit/api.ts';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { newId } from '../../../desk/kit/id.ts';
import { type Member, PickMember } from '../../../desk/kit/pick-member.tsx';
import { useAct } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { type OpenedComplaint, suspend } from '../contract.ts';

const stale = ['/api/v1/suspensions', '/api/v1/complaints'];

interface Props {
  complaint: OpenedComplaint | null;
  /** Known already; searched for where it is left out. */
  person?: Member;
  onDone?: () => void;
  onClose: () => void;
}

/** Who, and why; it holds from the moment it is sent. */
export function Suspend({ complaint, person: given, onDone, onClose }: Props) {
  const [person, setPerson] = useState<Member | null>(given ?? null);
  const [reason, setReason] = useState('');
  const id = useRef(newId());
  const act = useAct(suspend, {
    stale,
    sealing: async ({ body }) => ({
      body: { ...body, ...(await seal(['conduct'], body.id, { reason: body.reason })) },
    }),
    done: ({ callSign }) => `${callSign} is suspended from now on. Two others review it.`,
    after: () => {
      onClose();
      onDone?.();
    },
  });
  const ready = person !== null && reason.trim().length > 0;
  return (
    <Dialog title={given ? `Suspend ${given.callSign}` : 'Suspend a member'} onClose={onClose}>
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
        {!given && <PickMember picked={person !== null} onPick={setPerson} />}
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
