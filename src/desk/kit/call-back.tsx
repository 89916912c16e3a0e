import { useState } from 'react';
import { callBack } from '../../features/calls/contract.ts';
import { newId } from './id.ts';
import { useAct } from './query.ts';
import { VerbButton } from './verb.tsx';

/** How to reach who asked for it: a number that came by telephone is called and never shown, anything else is read. */
export const Contact = ({ report, contact }: { report: { id: string; door: string }; contact: string }) =>
  report.door === 'voice' ? <CallBack reportId={report.id} number={contact} /> : contact;

/** The number of who left a message and asked to be called back: it calls, and is not shown. */
function CallBack({ reportId, number }: { reportId: string; number: string }) {
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
