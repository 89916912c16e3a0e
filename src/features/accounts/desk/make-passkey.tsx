import { type FormEvent, type ReactNode, useState } from 'react';
import { makePasskey } from '../../../desk/kit/passkey.ts';
import { Trouble } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { useWork } from '../../../desk/kit/work.ts';
import type { Entry, Session } from '../contract.ts';
import { guessDevice } from './device.ts';

interface Made {
  session: Session;
  recoveryCode: string | null;
}

/** What this device is to be called, and the button that has the browser make a passkey on it. */
export function MakePasskey(props: {
  /** Null where one is signed in already. */
  entry: Entry | null;
  verb?: string;
  ready?: boolean;
  onMade: (made: Made) => void;
  /** Above the name. */
  children?: ReactNode;
}) {
  const { entry, verb = 'Make a passkey', ready = true, onMade, children } = props;
  const [name, setName] = useState(() => guessDevice(navigator.userAgent));
  const work = useWork(async () => onMade(await makePasskey(entry, name.trim())));
  const can = ready && name.trim().length > 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (can) work.run();
  };
  return (
    <form className="stack" onSubmit={submit}>
      {children}
      <label className="field">
        <span>What do you call this device?</span>
        <input value={name} maxLength={60} onChange={(event) => setName(event.currentTarget.value)} />
        <small className="soft">You see it in the list of your devices; nobody else does.</small>
      </label>
      {work.problem && <Trouble error={work.problem} />}
      <div className="verbs">
        <VerbButton submit tone="main" busy={work.busy} disabled={!can} why="Fill in the fields above first">
          {work.busy ? 'Your browser is asking you…' : verb}
        </VerbButton>
      </div>
    </form>
  );
}

/** Passkeys belong to one address: said plainly, with the way there. */
export function PasskeysElsewhere({ session }: { session: Session }) {
  const { passkeysAt } = session;
  if (!passkeysAt)
    return (
      <p>
        Passkeys do not work here: this server has no host name with HTTPS. Whoever runs it sets
        PORCHLIGHT_URL to one.
      </p>
    );
  return (
    <p>
      Passkeys do not work at {location.host}. Open it at{' '}
      <a href={`${passkeysAt}${location.pathname}${location.hash}`}>{new URL(passkeysAt).host}</a>.
    </p>
  );
}

export const passkeysWorkHere = (session: Session) => session.passkeysAt === location.origin;
