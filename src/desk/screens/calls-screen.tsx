import '../css/branches.css';
import { Link } from '@tanstack/react-router';
import { bindReport, noteKind } from '../../features/calls/contract.ts';
import { reportLeft } from '../../features/calls/desk/kind-words.ts';
import { useCalls } from '../../features/calls/desk/use-calls.ts';
import { Calls } from '../../features/hotline/desk/calls.tsx';
import { call as request } from '../kit/api.ts';
import { newId } from '../kit/id.ts';
import { notify } from '../kit/notices.ts';
import { refresh, useAct } from '../kit/query.ts';

/** The form for what is phoned in, bound to the call that one has: it knows the caller's language and key already. */
export function CallsScreen() {
  const { mine } = useCalls();
  const note = useAct(noteKind, {
    stale: ['/api/v1/calls', '/api/v1/reports'],
    done: () => `${mine ? 'The call has ended. ' : ''}Written down: that such a call came.`,
    after: ({ report }) => {
      if (report && report !== 'gone') notify({ tone: 'trouble', ...reportLeft[report] });
    },
  });
  return (
    <Calls
      bound={
        mine && {
          id: mine.id,
          language: mine.language,
          live: mine.choice === 'before' ? 'before' : mine.choice === 'now' ? 'now' : undefined,
        }
      }
      onSent={(reportId) => {
        if (!mine?.can.includes('report')) return;
        // The report is sent whatever becomes of this: the call log only lacks the link.
        void request(bindReport, { params: { id: mine.id }, body: { reportId } })
          .catch(() => null)
          .then(() => refresh('/api/v1/calls'));
      }}
      onKind={async (of) => (await note.ask({ body: { id: newId(), ...of } })) !== null}
    >
      <Link to="/calls/log">Call log</Link>
    </Calls>
  );
}
