import { Lamp } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { acceptInvite, type Session, signOut } from '../../features/accounts/contract.ts';
import {
  MakePasskey,
  PasskeysElsewhere,
  passkeysWorkHere,
} from '../../features/accounts/desk/make-passkey.tsx';
import { listParts, signInAs } from '../../features/demo/contract.ts';
import { useAct, useCall } from '../kit/query.ts';
import { Loaded, Trouble } from '../kit/states.tsx';
import { useStore } from '../kit/store.ts';
import { VerbButton } from '../kit/verb.tsx';
import { ByPasskey, Kept, type Made } from './by-passkey.tsx';
import { codeIsShown } from './code-shown.ts';

const work: Record<string, string> = {
  operator: 'Answers the phone, writes reports',
  dispatcher: 'Merges, checks, confirms, calls out, stands down',
  coordinator: 'Looks after people, shifts and conduct',
  trainer: 'Teaches, greets those who want to join',
  legal: 'Reads restricted intakes',
  counsel: 'Can stop all call-outs',
  admin: 'Settings and keys',
};

type Props = { session: Session; onSignedIn: (session: Session) => void; over?: boolean };

/** The way in; `over` the desk when a session has ended under it. */
export function SignIn({ session, onSignedIn, over }: Props) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (over) title.current?.focus();
  }, [over]);
  const showsCode = useStore(codeIsShown);
  const Gate = over ? 'div' : 'main';
  const token = location.pathname.endsWith('/invite') ? location.hash.slice(1) : '';
  return (
    <Gate
      className={over ? 'gate gate-over' : 'gate'}
      {...(over && { role: 'dialog', 'aria-modal': true, 'aria-labelledby': 'sign-in' })}
    >
      <div className="gate-card">
        <h1 ref={title} tabIndex={-1} id="sign-in">
          <Lamp size={24} aria-hidden="true" /> Porchlight desk
        </h1>
        <p className="soft">{session.network.name}</p>
        {over && <p role="alert">Your session has ended. What you typed is still here: sign in to go on.</p>}
        {token && <Invite token={token} session={session} onSignedIn={onSignedIn} />}
        {session.network.demo && !token && !showsCode && <DemoParts onSignedIn={onSignedIn} />}
        {!token && <ByPasskey session={session} onSignedIn={onSignedIn} />}
      </div>
    </Gate>
  );
}

function DemoParts({ onSignedIn }: Pick<Props, 'onSignedIn'>) {
  const parts = useCall(listParts, {});
  const signIn = useAct(signInAs, { after: onSignedIn, quiet: true });
  return (
    <section>
      <h2>This is a demo. Who would you like to be?</h2>
      {signIn.problem && <Trouble error={signIn.problem} />}
      <Loaded query={parts}>
        {({ items }) => (
          <ul className="parts">
            {items
              .filter(({ face }) => face === 'desk')
              .map(({ role, personId, callSign }) => (
                <li key={personId}>
                  <button type="button" onClick={() => signIn.run({ body: { role, face: 'desk' } })}>
                    <strong>{role}</strong>
                    <span>{callSign}</span>
                    <small>{work[role]}</small>
                  </button>
                </li>
              ))}
          </ul>
        )}
      </Loaded>
      <p className="soft">
        Verifiers and observers work in the <a href="/field">field app</a>, residents at the{' '}
        <a href="/">front page</a>.
      </p>
    </section>
  );
}

function Invite({ token, session, onSignedIn }: { token: string } & Props) {
  const [made, setMade] = useState<Made | null>(null);
  const enter = (next: Session) => {
    history.replaceState(null, '', '/desk/');
    onSignedIn(next);
  };
  const accept = useAct(acceptInvite, { quiet: true, after: enter });
  if (made) return <Kept made={made} onSignedIn={enter} />;
  return (
    <section>
      <h2>You were invited to this desk</h2>
      {passkeysWorkHere(session) ? (
        <>
          <p>
            Make a passkey on this device: your finger, face or PIN lets you in from then on, and there is no
            password to steal. The link is used up only when that has worked.
          </p>
          <MakePasskey entry={{ invite: token }} onMade={setMade} />
        </>
      ) : (
        <PasskeysElsewhere session={session} />
      )}
      {!session.needsPasskey && (
        <>
          {accept.problem && <Trouble error={accept.problem} />}
          <div className="verbs">
            <VerbButton
              tone="quiet"
              busy={accept.busy}
              onClick={() => accept.run({ body: { token, face: 'desk' } })}
            >
              Sign in without a passkey
            </VerbButton>
          </div>
          <p className="soft">Without one, this sign-in ends after twelve hours and needs a new link.</p>
        </>
      )}
    </section>
  );
}

/** Signed in, but not as somebody who works at the desk; `over` it, where they did a moment ago. */
export function FieldOnly({ session, over = false }: { session: Session; over?: boolean }) {
  const Gate = over ? 'div' : 'main';
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (over) title.current?.focus();
  }, [over]);
  const leave = useAct(signOut, { after: () => location.assign('/desk/') });
  return (
    <Gate
      className={over ? 'gate gate-over' : 'gate'}
      {...(over && { role: 'dialog', 'aria-modal': true, 'aria-labelledby': 'field-only' })}
    >
      <div className="gate-card">
        <h1 ref={title} tabIndex={-1} id="field-only">
          {over ? 'Your shift is over' : 'Not for this desk'}
        </h1>
        {session.resting.length > 0 ? (
          <p>
            You are {session.resting.join(' and ')} here while on shift, and you are not on shift now. This
            page opens by itself when your shift begins.
            {over && ' What you were typing is kept here until you sign out.'}
          </p>
        ) : (
          <p>
            You work in the field. The asks to you are in the <a href="/field">field app</a>.
          </p>
        )}
        <VerbButton onClick={() => leave.run({ body: { face: 'desk' } })}>Sign out here</VerbButton>
      </div>
    </Gate>
  );
}
