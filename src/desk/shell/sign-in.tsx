import { Lamp } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { acceptInvite, type Session, signOut } from '../../features/accounts/contract.ts';
import { listParts, signInAs } from '../../features/demo/contract.ts';
import { useAct, useCall } from '../kit/query.ts';
import { Loaded, Trouble } from '../kit/states.tsx';
import { VerbButton } from '../kit/verb.tsx';

const work: Record<string, string> = {
  operator: 'Answers the phone, writes reports',
  dispatcher: 'Merges, checks, confirms, calls out, stands down',
  coordinator: 'Looks after people, shifts and conduct',
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
  const token = location.pathname.endsWith('/invite') ? location.hash.slice(1) : '';
  return (
    <main
      className={over ? 'gate gate-over' : 'gate'}
      {...(over && { role: 'dialog', 'aria-modal': true, 'aria-labelledby': 'sign-in' })}
    >
      <div className="gate-card">
        <h1 ref={title} tabIndex={-1} id="sign-in">
          <Lamp size={24} aria-hidden="true" /> Porchlight desk
        </h1>
        <p className="soft">{session.network.name}</p>
        {over && <p role="alert">Your session has ended. What you typed is still here: sign in to go on.</p>}
        {token && <Invite token={token} onSignedIn={onSignedIn} />}
        {session.network.demo ? <DemoParts onSignedIn={onSignedIn} /> : !token && <HowToGetIn />}
      </div>
    </main>
  );
}

const HowToGetIn = () => (
  <p>
    You need an invite link. Ask a coordinator of your chapter or an admin; it works once, for three days.
  </p>
);

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

function Invite({ token, onSignedIn }: { token: string } & Pick<Props, 'onSignedIn'>) {
  const [used, setUsed] = useState(false);
  const accept = useAct(acceptInvite, {
    quiet: true,
    after: (session) => {
      history.replaceState(null, '', '/desk/');
      onSignedIn(session);
    },
  });
  return (
    <section>
      <p>You were invited to this desk. The link works once; this browser stays signed in afterwards.</p>
      {accept.problem && <Trouble error={accept.problem} />}
      <div className="verbs">
        <VerbButton
          tone="main"
          busy={accept.busy || used}
          onClick={() => {
            setUsed(true);
            void accept.ask({ body: { token, face: 'desk' } }).then((done) => setUsed(done !== null));
          }}
        >
          Sign in
        </VerbButton>
      </div>
    </section>
  );
}

/** Signed in, but not as somebody who works at the desk. */
export function FieldOnly({ session }: { session: Session }) {
  const leave = useAct(signOut, { after: () => location.assign('/desk/') });
  return (
    <main className="gate">
      <div className="gate-card">
        <h1>Not for this desk</h1>
        <p>
          {session.callSign ?? 'You'} work in the field. The asks to you are in the{' '}
          <a href="/field">field app</a>.
        </p>
        <VerbButton onClick={() => leave.run({ body: { face: 'desk' } })}>Sign out here</VerbButton>
      </div>
    </main>
  );
}
