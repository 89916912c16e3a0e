import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { newId } from '../../../desk/kit/id.ts';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { listEvenings, startDrill } from '../contract.ts';

/** Plays a concluded incident's evening again as a drill, its words and people made up. Shown where a drill may start. */
export function ReplayButton({ incidentId }: { incidentId: string }) {
  const evenings = useCall(listEvenings, {});
  const navigate = useNavigate();
  const id = useRef(newId());
  const start = useAct(startDrill, {
    stale: ['/api/v1/drills'],
    after: () => navigate({ to: '/drills' }),
  });
  if (!evenings.data?.can.includes('start')) return null;
  return (
    <VerbButton
      busy={start.busy}
      onClick={() => start.run({ body: { id: id.current, replayOf: incidentId, speed: 10 } })}
    >
      Replay as a drill
    </VerbButton>
  );
}
