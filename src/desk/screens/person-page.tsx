import { Roles } from '../../features/accounts/desk/roles.tsx';
import { PersonScreen } from '../../features/people/desk/person.tsx';
import { ThreadPanel } from '../../features/threads/desk/thread-view.tsx';
import { hasRole, useSession } from '../kit/session.ts';

/** One member, what they and the desk wrote to each other, and for admins how they come in. */
export function PersonPage() {
  const session = useSession();
  const isAdmin = hasRole(session, 'admin');
  const reads = hasRole(session, 'operator', 'dispatcher', 'coordinator');
  return (
    <PersonScreen
      more={({ id, callSign, state }) => (
        <>
          {isAdmin && state !== 'left' && <Roles personId={id} callSign={callSign} />}
          {reads && <ThreadPanel id={id} title="Written with the desk" />}
        </>
      )}
    />
  );
}
