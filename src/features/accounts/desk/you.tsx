import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Clock } from '../../../desk/kit/age.tsx';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { Mark } from '../../../desk/kit/mark.tsx';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { hasRole, useSession } from '../../../desk/kit/session.ts';
import { Empty, Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import {
  endOtherSessions,
  endOwnSession,
  endPasskey,
  type OwnPasskey,
  type OwnSession,
  readAccess,
  renewRecoveryCode,
} from '../contract.ts';
import { MakePasskey, PasskeysElsewhere, passkeysWorkHere } from './make-passkey.tsx';
import { RecoveryCode } from './recovery-code.tsx';
import { faces, ways } from './words.ts';

const stale = ['/api/v1/access'];

/** One's own ways in, and the way to close each. */
export function You() {
  const session = useSession();
  const access = useCall(readAccess, {});
  const [code, setCode] = useState<string | null>(null);
  return (
    <main className="screen">
      <h1>{session.callSign ?? 'You'}</h1>
      <p className="lead">
        Where you are signed in, and what lets you in. Something here that is not yours? Sign it out, remove
        its passkey, and tell an admin.
      </p>
      {hasRole(session, 'admin') && (
        <p>
          <Link to="/sign-in">How people sign in here</Link>
        </p>
      )}
      <Loaded query={access}>
        {({ sessions, passkeys, recoveryMadeAt }) => (
          <>
            <Sessions sessions={sessions} />
            <Passkeys passkeys={passkeys} onCode={setCode} />
            <Recovery madeAt={recoveryMadeAt} any={passkeys.length > 0} onCode={setCode} />
          </>
        )}
      </Loaded>
      {code && (
        <Dialog title="Shown once" onClose={() => setCode(null)}>
          <RecoveryCode code={code} onKept={() => setCode(null)} />
        </Dialog>
      )}
    </main>
  );
}

function Sessions({ sessions }: { sessions: OwnSession[] }) {
  const end = useAct(endOwnSession, { stale, done: () => 'Signed out there.' });
  const others = useAct(endOtherSessions, { stale, done: ({ ended }) => `Signed out in ${ended} places.` });
  return (
    <section className="stack">
      <div className="screen-head">
        <h2>Signed in</h2>
        {sessions.length > 1 && (
          <VerbButton busy={others.busy} onClick={() => others.run({})}>
            Sign out everywhere else
          </VerbButton>
        )}
      </div>
      <ul className="plain-list access-list">
        {sessions.map((one) => (
          <li key={one.id}>
            <span>
              <strong>{one.device ?? faces[one.face]}</strong>{' '}
              {one.isThis && <Mark tone="good">✓ this one</Mark>} {one.isNew && <Mark tone="needs">new</Mark>}
              <small className="soft">
                {faces[one.face]} · {ways[one.way]} · since <Clock at={one.createdAt} />
                {/* Written down by the hour, so it may lie before the beginning. */}
                {!one.isThis && one.seenAt > one.createdAt && (
                  <>
                    {' '}
                    · last seen about <Clock at={one.seenAt} />
                  </>
                )}
              </small>
            </span>
            {!one.isThis && (
              <VerbButton
                label={`Sign out ${one.device ?? faces[one.face]}`}
                busy={end.busy}
                onClick={() => end.run({ params: { id: one.id } })}
              >
                Sign out
              </VerbButton>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Passkeys({ passkeys, onCode }: { passkeys: OwnPasskey[]; onCode: (code: string | null) => void }) {
  const session = useSession();
  const [making, setMaking] = useState(false);
  const { refetch } = useCall(readAccess, {});
  const end = useAct(endPasskey, { stale, done: () => 'The passkey is removed, with its sessions.' });
  return (
    <section className="stack">
      <div className="screen-head">
        <h2>Passkeys</h2>
        {passkeysWorkHere(session) && (
          <VerbButton onClick={() => setMaking(true)}>Add a passkey on this device…</VerbButton>
        )}
      </div>
      {!passkeysWorkHere(session) && <PasskeysElsewhere session={session} />}
      {passkeys.length === 0 && (
        <Empty title="No passkey">Without one you come back with a new invite link only.</Empty>
      )}
      <ul className="plain-list access-list">
        {passkeys.map((one) => (
          <li key={one.id}>
            <span>
              <strong>{one.name ?? 'Passkey'}</strong>{' '}
              {one.isThis && <Mark tone="good">✓ opened this session</Mark>}
              <small className="soft">
                since <Clock at={one.createdAt} /> · last used about <Clock at={one.usedAt} /> ·{' '}
                {one.synced ? 'copied between your devices' : 'on one device'}
              </small>
            </span>
            <VerbButton
              label={`Remove ${one.name ?? 'passkey'}`}
              busy={end.busy}
              disabled={passkeys.length === 1}
              why="Your last passkey: make another one first"
              onClick={() => end.run({ params: { id: one.id } })}
            >
              Remove
            </VerbButton>
          </li>
        ))}
      </ul>
      {making && (
        <Dialog title="A further passkey" onClose={() => setMaking(false)}>
          <MakePasskey
            entry={null}
            onMade={({ recoveryCode }) => {
              setMaking(false);
              onCode(recoveryCode);
              void refetch();
            }}
          >
            <p>Two passkeys on two devices are the best way not to lose yours.</p>
          </MakePasskey>
        </Dialog>
      )}
    </section>
  );
}

function Recovery(props: { madeAt: string | null; any: boolean; onCode: (code: string) => void }) {
  const { madeAt, any, onCode } = props;
  const renew = useAct(renewRecoveryCode, { stale, after: ({ recoveryCode }) => onCode(recoveryCode) });
  return (
    <section className="stack">
      <h2>Recovery code</h2>
      <p>
        {madeAt ? (
          <>
            You printed one, <Clock at={madeAt} />. It works once. A new one takes its place.
          </>
        ) : (
          'You have none. With it you come back when your passkeys are lost.'
        )}
      </p>
      {any && (
        <div className="verbs">
          <VerbButton busy={renew.busy} onClick={() => renew.run({})}>
            Make a new code
          </VerbButton>
        </div>
      )}
    </section>
  );
}
