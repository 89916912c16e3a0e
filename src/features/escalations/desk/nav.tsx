import '../../../desk/css/rota.css';
import '../../../desk/css/pages.css';
import { Link } from '@tanstack/react-router';

/** The screens about what waits. */
export const EscalationNav = () => (
  <nav className="sub-nav" aria-label="Pages">
    <Link to="/pages" activeOptions={{ exact: true, includeSearch: false }}>
      Now
    </Link>
    <Link to="/pages/over">Over</Link>
    <Link to="/pages/plans">Who is paged</Link>
  </nav>
);
