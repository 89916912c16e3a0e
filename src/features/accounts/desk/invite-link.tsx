import { useState } from 'react';
import { Clock } from '../../../desk/kit/age.tsx';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { useAct } from '../../../desk/kit/query.ts';
import { useSession } from '../../../desk/kit/session.ts';
import { Trouble } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { inviteMember } from '../contract.ts';

/** A link for a member's first sign-in, or after a lost phone or passkey; shown once. */
export function InviteLink(props: { personId: string; callSign: string; onClose: () => void }) {
  const { personId, callSign, onClose } = props;
  const { passkeysAt } = useSession();
  const [made, setMade] = useState<{ token: string; expiresAt: string; face: string } | null>(null);
  const act = useAct(inviteMember, { quiet: true });
  const make = async (face: 'desk' | 'field') => {
    const answer = await act.ask({ params: { id: personId } });
    if (answer) setMade({ ...answer, face });
  };
  const link = made && `${passkeysAt ?? location.origin}/${made.face}/invite#${made.token}`;
  return (
    <Dialog title={`A link for ${callSign}`} onClose={onClose}>
      <div className="stack">
        {made ? (
          <>
            <p>
              Give it to {callSign} and nobody else: whoever opens it first is {callSign} to this desk. It
              works once, until <Clock at={made.expiresAt} />, and is shown only now.
            </p>
            <p className="recovery-code">
              <code className="invite-link">{link}</code>
            </p>
          </>
        ) : (
          <p>
            For a first sign-in, or when a phone, a passkey or a code is lost. Be sure that it is {callSign}{' '}
            who asks: hear their voice. It is written down that you made it.
          </p>
        )}
        {act.problem && <Trouble error={act.problem} />}
        <div className="verbs">
          {!made && (
            <>
              <VerbButton tone="main" busy={act.busy} onClick={() => void make('desk')}>
                For the desk
              </VerbButton>
              <VerbButton busy={act.busy} onClick={() => void make('field')}>
                For the field app
              </VerbButton>
            </>
          )}
          {link && <VerbButton onClick={() => void navigator.clipboard.writeText(link)}>Copy</VerbButton>}
          <VerbButton tone="quiet" onClick={onClose}>
            {made ? 'Done' : 'Not now'}
          </VerbButton>
        </div>
      </div>
    </Dialog>
  );
}
