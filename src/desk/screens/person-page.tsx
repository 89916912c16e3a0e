import { Roles } from '../../features/accounts/desk/roles.tsx';
import { signAwaySoon } from '../../features/keys/desk/sign-away.ts';
import { PersonScreen } from '../../features/people/desk/person.tsx';
import { StandingOf } from '../../features/people/desk/standing.tsx';
import { ThreadPanel } from '../../features/threads/desk/thread-view.tsx';
import { hasRole, useSession } from '../kit/session.ts';

/** One member, what they and the desk wrote to each other, and for those who admit how they come in. */
export function PersonPage() {
  const session = useSession();
  const admits = hasRole(session, 'admin', 'coordinator');
  const reads = hasRole(session, 'operator', 'dispatcher', 'coordinator');
  return (
    <PersonScreen
      more={({ id, callSign, state }, again) => (
        <>
          {admits && <StandingOf id={id} callSign={callSign} onActive={again} />}
          {admits && state !== 'left' && <Roles personId={id} callSign={callSign} />}
          {reads && <ThreadPanel id={id} title="Written with the desk" />}
        </>
      )}
      // An account has the id of its member.
      onRemoved={signAwaySoon}
    />
  );
}
