import { useCall } from '../../../desk/kit/query.ts';
import { hasRole, useSession } from '../../../desk/kit/session.ts';
import { listThreads } from '../contract.ts';
import type { Head } from './words.ts';

const none: Head[] = [];

/** The open threads, for whoever reads them. */
export function useThreads(): Head[] {
  const reads = hasRole(useSession(), 'operator', 'dispatcher', 'coordinator', 'legal');
  return useCall(listThreads, { query: { resolved: '0' } }, { enabled: reads }).data?.items ?? none;
}

/** On a card: its reporters wait for an answer, or wrote what nobody has read. */
export function ThreadBadge({ threads }: { threads: readonly Head[] }) {
  const wait = threads.filter(({ needsAnswer }) => needsAnswer).length;
  const unread = threads.filter((t) => t.unread && !t.needsAnswer).length;
  if (wait === 0 && unread === 0) return null;
  return (
    <p className="card-threads">
      {wait > 0 && <strong>▲ {wait === 1 ? 'needs an answer' : `${wait} need an answer`}</strong>}
      {wait > 0 && unread > 0 && ' · '}
      {unread > 0 && <span>● {unread} unread</span>}
    </p>
  );
}

/** How many wait for an answer, beside the word on the rail. */
export function NeedAnswer() {
  const wait = useThreads().filter(({ needsAnswer }) => needsAnswer).length;
  if (wait === 0) return null;
  return (
    <span className="rail-count">
      {wait}
      <span className="unseen"> need an answer</span>
    </span>
  );
}
