import { lazy, Suspense } from 'react';
import { hasRole, useSession } from '../../../desk/kit/session.ts';

// Above every screen, but not in the first load.
const Lines = lazy(() => import('./banner.tsx').then((module) => ({ default: module.WaitingLines })));

/** What waits and people are being paged for, for those who can take it up. */
export function WaitingBanner() {
  const acts = hasRole(useSession(), 'operator', 'dispatcher', 'coordinator', 'legal');
  return acts ? (
    <Suspense fallback={null}>
      <Lines />
    </Suspense>
  ) : null;
}
