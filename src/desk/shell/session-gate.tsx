import { type ReactNode, useEffect, useRef } from 'react';
import { getSession, type Session } from '../../features/accounts/contract.ts';
import { confirming, sessionEnded } from '../kit/api.ts';
import { later } from '../kit/later.tsx';
import { zone } from '../kit/now.ts';
import { readAnew, refresh, useCall } from '../kit/query.ts';
import { hasRole, LINE, SessionContext } from '../kit/session.ts';
import { Loading, Trouble } from '../kit/states.tsx';
import { useStore } from '../kit/store.ts';
import { codeIsShown } from './code-shown.ts';

const ConfirmDialog = later(() => import('./confirm-dialog.tsx').then((module) => module.ConfirmDialog), 1);
const SignIn = later(() => import('./sign-in.tsx').then((module) => module.SignIn));
const FieldOnly = later(() => import('./sign-in.tsx').then((module) => module.FieldOnly));

const atTheDesk = (session: Session) => hasRole(session, ...LINE, 'trainer');

/**
 * The desk for those who are signed in to it, the sign-in for others. When a session ends while something is open,
 * the sign-in lies over it, so that nothing typed is lost.
 */
export function SessionGate({ children }: { children: ReactNode }) {
  const query = useCall(getSession, {}, { every: 60_000 });
  const ended = useStore(sessionEnded);
  const isAsked = useStore(confirming) !== null;
  const showsCode = useStore(codeIsShown);
  const mine = useRef<Session | null>(null);
  const session = query.data;
  if (session?.signedIn && !ended && !showsCode) mine.current = session;

  useEffect(() => {
    if (session) zone.set(session.network.timeZone);
  }, [session]);

  const works = session?.signedIn ? atTheDesk(session) : null;
  const before = useRef<boolean | null>(null);
  const worked = useRef(false);
  if (works) worked.current = true;
  // A shift that ends or begins: what its role showed goes, and comes, in its place.
  useEffect(() => {
    if (works === null) return;
    if (before.current !== null && before.current !== works) void readAnew();
    before.current = works;
  }, [works]);

  if (!session) {
    return (
      <main className="gate">
        {query.error ? (
          <Trouble error={query.error} again={() => void query.refetch()} />
        ) : (
          <Loading lines={2} />
        )}
      </main>
    );
  }
  const onSignedIn = (next: Session) => {
    if (mine.current && mine.current.personId !== next.personId) location.reload();
    sessionEnded.set(false);
    void refresh('/api/');
  };
  if (!mine.current) return <SignIn session={session} onSignedIn={onSignedIn} />;
  const rests = !atTheDesk(mine.current);
  if (rests && !worked.current) return <FieldOnly session={mine.current} />;
  return (
    <SessionContext value={mine.current}>
      <div className="under" inert={ended || rests}>
        {children}
      </div>
      {isAsked && <ConfirmDialog />}
      {rests && !ended && <FieldOnly session={mine.current} over />}
      {ended && <SignIn session={session} onSignedIn={onSignedIn} over />}
    </SessionContext>
  );
}
