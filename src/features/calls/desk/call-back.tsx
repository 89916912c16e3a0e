import { useState } from 'react';
import { newId } from '../../../desk/kit/id.ts';
import { useAct } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { callBack } from '../contract.ts';

/** The number of who left a message and asked to be called back: it calls, and is not shown. */
export function CallBack({ reportId, number }: { reportId: string; number: string }) {
  const [id] = useState(newId);
  const call = useAct(callBack, {
    stale: ['/api/v1/calls'],
    done: () => 'Your telephone rings. When you pick it up, theirs does.',
  });
  return (
    <span className="call-back">
      <span>asked for it · number not shown</span>{' '}
      <VerbButton busy={call.busy} onClick={() => call.run({ body: { id, reportId, number } })}>
        Call back
      </VerbButton>
    </span>
  );
}
