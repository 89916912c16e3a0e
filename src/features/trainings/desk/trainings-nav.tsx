import '../../../desk/css/trainings.css';
import { Link } from '@tanstack/react-router';

/** The screens about training sessions. */
export const TrainingsNav = () => (
  <nav className="sub-nav" aria-label="Trainings">
    <Link to="/trainings" activeOptions={{ exact: true, includeSearch: false }}>
      Sessions
    </Link>
    <Link to="/trainings/trainers">Trainers</Link>
  </nav>
);
