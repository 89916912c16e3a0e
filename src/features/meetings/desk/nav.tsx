import '../../../desk/css/meetings.css';
import { Link } from '@tanstack/react-router';
import { hasRole, useSession } from '../../../desk/kit/session.ts';

/** The screens about meetings. */
export function MeetingsNav() {
  const session = useSession();
  return (
    <nav className="sub-nav" aria-label="Meetings">
      <Link to="/meetings" activeOptions={{ exact: true, includeSearch: false }}>
        To come
      </Link>
      <Link to="/meetings/past">Over</Link>
      {hasRole(session, 'coordinator', 'admin') && <Link to="/meetings/press">Press</Link>}
    </nav>
  );
}
