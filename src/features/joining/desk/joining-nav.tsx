import '../../../desk/css/joining.css';
import { Link } from '@tanstack/react-router';
import { hasRole, useSession } from '../../../desk/kit/session.ts';

export function JoiningNav({ alike }: { alike?: number | undefined }) {
  const session = useSession();
  return (
    <nav className="sub-nav" aria-label="Joining">
      <Link to="/joining" activeOptions={{ exact: true }}>
        Who waits
      </Link>
      {hasRole(session, 'coordinator', 'admin') && (
        <Link to="/joining/alike">The same person?{alike ? ` (${alike})` : ''}</Link>
      )}
      <a href="/join/sheet" target="_blank" rel="noreferrer">
        Sheet with the QR code
      </a>
    </nav>
  );
}
