import { Link } from '@tanstack/react-router';

/** Teams, and finding help by need. */
export const TeamsNav = () => (
  <nav className="sub-nav" aria-label="Teams">
    <Link to="/teams" activeOptions={{ exact: true, includeSearch: false }}>
      Teams
    </Link>
    <Link to="/teams/find">Find help</Link>
  </nav>
);
