import { useEffect, useState } from 'react';
import { useCall } from '../../../desk/kit/query.ts';
import { hasRole, useSession } from '../../../desk/kit/session.ts';
import { listCalls } from '../contract.ts';

/** A ring that no event announced is seen after so long. */
const pollMs = 10_000;

/** What goes on at the telephone, for those who take calls; nothing for everyone else. */
export function useCalls() {
  const session = useSession();
  const takesCalls = hasRole(session, 'operator', 'dispatcher', 'coordinator', 'legal');
  const { data } = useCall(listCalls, {}, { every: pollMs, enabled: takesCalls });
  const own = session.personId;
  const open = data?.open ?? [];
  return {
    data,
    /** As they are to be taken: in a flood those that may be machines last. */
    waiting: open
      .filter(({ state }) => state === 'waiting')
      .sort((a, b) => Number(a.behind) - Number(b.behind)),
    /** The call that this member has. */
    mine: open.find((c) => c.answeredBy?.personId === own && (c.state === 'talking' || c.state === 'held')),
    /** A call that somebody asks this member to take over. */
    handed: open.find((c) => c.handingTo?.personId === own),
  };
}

/** Seconds since a moment, each second anew. */
export function useSeconds(since: string | null): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return since ? (now - Date.parse(since)) / 1000 : 0;
}
