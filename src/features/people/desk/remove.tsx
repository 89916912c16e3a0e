import { useState } from 'react';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { useAct } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { removePerson } from '../contract.ts';

/** Says exactly what ends and what stays, then ends it. */
export function Remove(props: {
  person: { id: string; callSign: string };
  onDone: () => void;
  onClose: () => void;
}) {
  const { person, onDone, onClose } = props;
  const [conduct, setConduct] = useState(false);
  const act = useAct(removePerson, {
    stale: ['/api/v1/vouch-flags', '/api/v1/shifts', '/api/v1/callouts', '/api/v1/alarms'],
    done: ({ callSign }) => `${callSign} is no member any more.`,
    after: () => {
      onClose();
      onDone();
    },
  });
  return (
    <Dialog title={`Remove ${person.callSign}`} onClose={onClose}>
      <p>This ends at once, on every device, and cannot be undone:</p>
      <ul className="bullets">
        <li>signing in: every session, and invites not used yet</li>
        <li>
          every role, and the key that opens sealed records; two admins sign a new one, which is asked for at
          once
        </li>
        <li>shifts from now on</li>
        <li>asks and assignments; on the way or on the scene they are called back</li>
        <li>every channel: out of its groups in Signal</li>
        <li>
          name, phone numbers, emergency contact, hours and home area: deleted, or put aside unused while a
          legal hold is about them
        </li>
      </ul>
      <p className="soft">
        The call sign stays on the timelines of what they did. If you only want them not to be sent while
        something is looked into, suspend them instead.
      </p>
      <label className="switch">
        <input
          type="checkbox"
          checked={conduct}
          onChange={(event) => setConduct(event.currentTarget.checked)}
        />
        <span>
          For what they did
          <small>The vouches that they got and gave are put before the admins to look at again.</small>
        </span>
      </label>
      <div className="verbs">
        <VerbButton
          tone="danger"
          busy={act.busy}
          onClick={() => act.run({ params: { id: person.id }, body: { conduct } })}
        >
          Remove now
        </VerbButton>
        <VerbButton first onClick={onClose}>
          Keep
        </VerbButton>
      </div>
    </Dialog>
  );
}
