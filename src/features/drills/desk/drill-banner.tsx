import { Link } from '@tanstack/react-router';
import { Play } from 'lucide-react';
import { useCall } from '../../../desk/kit/query.ts';
import { hasRole, useSession } from '../../../desk/kit/session.ts';
import { listDrills } from '../contract.ts';

const lookEveryMs = 10_000;

/** While a drill runs, nobody takes it for real. */
export function DrillBanner() {
  const session = useSession();
  const isLooking = hasRole(session, 'operator', 'dispatcher', 'coordinator', 'trainer', 'admin');
  const { data } = useCall(listDrills, {}, { every: lookEveryMs, enabled: isLooking });
  const running = data?.items.find(({ endedAt }) => endedAt === null);
  if (!running) return null;
  return (
    <section className="banner banner-drill" aria-label="Drill">
      <Play size={18} aria-hidden="true" />
      <p>
        <strong>DRILL</strong> “{running.title}” is being played at {running.speed} ×. What is marked DRILL is
        made up; what is not, is real. <Link to="/drills">Follow or stop it</Link>
      </p>
    </section>
  );
}
