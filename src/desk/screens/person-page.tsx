import { Roles } from '../../features/accounts/desk/roles.tsx';
import { PersonScreen } from '../../features/people/desk/person.tsx';
import { hasRole, useSession } from '../kit/session.ts';

/** One member, and for admins how they come in. */
export function PersonPage() {
  const isAdmin = hasRole(useSession(), 'admin');
  return (
    <PersonScreen
      more={({ id, callSign, state }) =>
        isAdmin && state !== 'left' && <Roles personId={id} callSign={callSign} />
      }
    />
  );
}
