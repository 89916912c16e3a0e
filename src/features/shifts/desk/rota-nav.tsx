import { Link } from '@tanstack/react-router';
import { hasRole, useSession } from '../../../desk/kit/session.ts';

/** The screens about shifts. */
export function RotaNav() {
  const session = useSession();
  return (
    <nav className="sub-nav" aria-label="Shifts">
      <Link to="/rota" activeOptions={{ exact: true, includeSearch: false }}>
        Rota
      </Link>
      <Link to="/shifts">On shift now</Link>
      {hasRole(session, 'coordinator', 'admin') && <Link to="/rota/patterns">Patterns</Link>}
    </nav>
  );
}
