import { Link } from '@tanstack/react-router';
import { hasRole, useSession } from './session.ts';

/** The other screens about members. */
export function PeopleNav() {
  const session = useSession();
  if (!hasRole(session, 'coordinator', 'admin')) return null;
  return (
    <nav className="sub-nav" aria-label="People">
      <Link to="/people" activeOptions={{ exact: true }}>
        Search
      </Link>
      <Link to="/people/imports">Imports</Link>
      <Link to="/people/trust">Trust</Link>
      <Link to="/people/exports">Exports</Link>
      {hasRole(session, 'admin') && <Link to="/people/canaries">Canaries</Link>}
    </nav>
  );
}
