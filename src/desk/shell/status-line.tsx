import { useEffect, useState } from 'react';
import { readDeliveries } from '../../features/channels/contract.ts';
import { listShiftsNow } from '../../features/shifts/contract.ts';
import type { RotaFoot } from '../../features/shifts/desk/foot.tsx';
import { Clock } from '../kit/age.tsx';
import { connection, lostSince } from '../kit/connection.ts';
import { atTime, useNow } from '../kit/now.ts';
import { useCall } from '../kit/query.ts';
import { hasRole, LINE, useSession } from '../kit/session.ts';
import { useStore } from '../kit/store.ts';
import { count } from '../kit/words.ts';

/** The foot of the desk: who is on, and whether what is shown is live. Grey when it is not. */
export function StatusLine() {
  const state = useStore(connection);
  const since = useStore(lostSince);
  const session = useSession();
  const now = useNow();
  return (
    <footer className={`status status-${state}`}>
      {hasRole(session, ...LINE) && (
        <>
          <OnShift />
          <Rota />
          <Undelivered />
        </>
      )}
      <span className="status-space" />
      <span>{session.network.name}</span>
      <time dateTime={now.toISOString()}>{atTime(now.toISOString())}</time>
      <span role="status" className="status-link">
        {state === 'online' && '● online'}
        {state === 'joining' && '○ connecting'}
        {state === 'lost' && since && (
          <>
            ○ connection lost at <Clock at={since.toISOString()} />. What you see may be old; what you type is
            kept.
          </>
        )}
      </span>
    </footer>
  );
}

function OnShift() {
  const { data } = useCall(listShiftsNow, {}, { every: 60_000 });
  if (!data) return null;
  const dispatchers = data.items.filter(({ role }) => role === 'dispatcher').map(({ callSign }) => callSign);
  const verifiers = data.items.filter(({ role }) => role === 'verifier').length;
  return (
    <>
      {dispatchers.length > 0 ? (
        <span>Dispatch: {dispatchers.join(', ')}</span>
      ) : (
        <span className="needs">No dispatcher on shift</span>
      )}
      <span>{count(verifiers, 'verifier')} on shift</span>
    </>
  );
}

/** Comes after the board: nobody waits for it. Where it cannot be fetched its line stays empty. */
function Rota() {
  const [Foot, set] = useState<typeof RotaFoot | null>(null);
  useEffect(() => {
    import('../../features/shifts/desk/foot.tsx').then(
      (module) => set(() => module.RotaFoot),
      () => null,
    );
  }, []);
  return Foot && <Foot />;
}

function Undelivered() {
  const { data } = useCall(readDeliveries, {}, { every: 15_000 });
  if (!data) return null;
  const open = data.waiting + data.failed + data.held;
  const needs = data.failed > 0 || data.held > 0;
  return <span className={needs ? 'needs' : undefined}>{open} undelivered</span>;
}
