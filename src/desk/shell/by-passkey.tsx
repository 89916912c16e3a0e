import { useEffect, useState } from 'react';
import type { Session } from '../../features/accounts/contract.ts';
import {
  MakePasskey,
  PasskeysElsewhere,
  passkeysWorkHere,
} from '../../features/accounts/desk/make-passkey.tsx';
import { RecoveryCode } from '../../features/accounts/desk/recovery-code.tsx';
import { signInByPasskey } from '../kit/passkey.ts';
import { Trouble } from '../kit/states.tsx';
import { VerbButton } from '../kit/verb.tsx';
import { useWork } from '../kit/work.ts';
import { codeIsShown } from './code-shown.ts';

type Props = { session: Session; onSignedIn: (session: Session) => void };

/** For who has been here before: a passkey, or the code on paper when that is lost. */
export function ByPasskey({ session, onSignedIn }: Props) {
  const [lost, setLost] = useState(false);
  const work = useWork(async () => onSignedIn(await signInByPasskey()));
  if (!passkeysWorkHere(session))
    return (
      <section>
        <h2>With a passkey</h2>
        <PasskeysElsewhere session={session} />
      </section>
    );
  if (lost) return <Recover onSignedIn={onSignedIn} onBack={() => setLost(false)} />;
  return (
    <section>
      <h2>With a passkey</h2>
      {work.problem && <Trouble error={work.problem} />}
      <div className="verbs">
        <VerbButton tone="main" busy={work.busy} onClick={() => work.run()}>
          {work.busy ? 'Your browser is asking you…' : 'Sign in with a passkey'}
        </VerbButton>
        <VerbButton tone="quiet" onClick={() => setLost(true)}>
          My passkey is lost
        </VerbButton>
      </div>
      <p className="soft">
        New here? You need an invite link. Ask a coordinator of your chapter or an admin; it works once, for
        three days.
      </p>
    </section>
  );
}

/** The printed code lets somebody in once, by making a new passkey; what was lost ends. */
function Recover({ onSignedIn, onBack }: Pick<Props, 'onSignedIn'> & { onBack: () => void }) {
  const [typed, setTyped] = useState('');
  const [made, setMade] = useState<Made | null>(null);
  if (made) return <Kept made={made} onSignedIn={onSignedIn} />;
  return (
    <section>
      <h2>With your recovery code</h2>
      <p>
        The code lets you make a new passkey on this device. Your old passkeys and sessions end, and you get a
        new code. No code either? An admin sends you a new invite link.
      </p>
      <MakePasskey entry={{ recovery: typed }} ready={typed.trim() !== ''} onMade={setMade}>
        <label className="field">
          <span>Recovery code</span>
          <input
            className="recovery-input"
            value={typed}
            maxLength={60}
            autoComplete="off"
            spellCheck={false}
            placeholder="XXXX-XXXX-XXXX-XXXX-XXXX-XXXX"
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        </label>
      </MakePasskey>
      <div className="verbs">
        <VerbButton tone="quiet" onClick={onBack}>
          Back
        </VerbButton>
      </div>
    </section>
  );
}

/** A passkey was made: who one is now, and the code to show. */
export interface Made {
  session: Session;
  recoveryCode: string | null;
}

/** Signed in already; the code is shown before the desk is. */
export function Kept({ made, onSignedIn }: { made: Made } & Pick<Props, 'onSignedIn'>) {
  useEffect(() => codeIsShown.set(true), []);
  const go = () => {
    codeIsShown.set(false);
    onSignedIn(made.session);
  };
  return made.recoveryCode ? <RecoveryCode code={made.recoveryCode} onKept={go} /> : null;
}
