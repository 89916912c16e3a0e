import '../../../desk/css/rota.css';
import { Link } from '@tanstack/react-router';
import { useCall } from '../../../desk/kit/query.ts';
import { hasRole, useSession } from '../../../desk/kit/session.ts';
import { listShiftRequests } from '../contract.ts';

/** The screens about shifts. */
export function RotaNav() {
  const plans = hasRole(useSession(), 'coordinator', 'admin');
  return (
    <nav className="sub-nav" aria-label="Shifts">
      <Link to="/rota" activeOptions={{ exact: true, includeSearch: false }}>
        Rota
      </Link>
      <Link to="/shifts">On shift now</Link>
      {plans && <Waiting />}
      {plans && <Link to="/rota/patterns">Patterns</Link>}
      {plans && <Link to="/rota/open-hours">Open hours</Link>}
      {plans && <Link to="/rota/loans">Lending</Link>}
      {plans && <Link to="/rota/hours">Hours served</Link>}
    </nav>
  );
}

function Waiting() {
  const { data } = useCall(listShiftRequests, {}, { every: 60_000 });
  const waiting = data?.items.length ?? 0;
  return (
    <Link to="/rota/requests">Requests{waiting > 0 && <span className="needs"> ▲ {waiting}</span>}</Link>
  );
}
