import { Link } from '@tanstack/react-router';
import { hasRole, useSession } from './session.ts';

/** The other screens about what reaches people. */
export function DeliveryNav() {
  const session = useSession();
  if (!hasRole(session, 'coordinator', 'admin')) return null;
  return (
    <nav className="sub-nav" aria-label="Delivery">
      <Link to="/delivery" activeOptions={{ exact: true }}>
        Ways
      </Link>
      <Link to="/delivery/rang">Did it ring?</Link>
      <Link to="/delivery/contact">Contact card</Link>
    </nav>
  );
}
