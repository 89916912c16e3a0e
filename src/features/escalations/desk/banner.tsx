import '../../../desk/css/pages.css';
import { Link } from '@tanstack/react-router';
import { BellRing } from 'lucide-react';
import { When } from '../../../desk/kit/age.tsx';
import { useCall } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { count } from '../../../desk/kit/words.ts';
import { type Escalation, listEscalations } from '../contract.ts';
import { useHave } from './line.tsx';
import { about } from './words.ts';

const pollMs = 30_000;
const mostShown = 3;

/** What waits and people are being paged for: above every screen until somebody has it. */
export function WaitingLines() {
  const query = useCall(listEscalations, { query: {} }, { every: pollMs });
  const open = (query.data?.items ?? []).filter(({ state }) => state === 'running' || state === 'unanswered');
  // A shift of tomorrow is counted, and has no line of its own before everybody was asked.
  const waiting = open.filter(({ kind, state }) => kind !== 'gap' || state === 'unanswered');
  const short = open.length - waiting.length;
  if (open.length === 0) return null;
  const unanswered = waiting.filter(({ state }) => state === 'unanswered').length;
  return (
    <section className="banner waiting" role="status" aria-label="Being paged for">
      {waiting.length > 0 && (
        <ul>
          {waiting.slice(0, mostShown).map((one) => (
            <Line key={one.id} one={one} />
          ))}
        </ul>
      )}
      {short > 0 && (
        <Link to="/pages" className="verb verb-quiet">
          ▲ {count(short, 'shift')} within two days short
        </Link>
      )}
      {waiting.length > mostShown && (
        <Link to="/pages" className="verb verb-quiet">
          {waiting.length - mostShown} more
          {unanswered > 0 && ` · ${unanswered} unanswered`}
        </Link>
      )}
    </section>
  );
}

function Line({ one }: { one: Escalation }) {
  const have = useHave();
  const { id, state, lastPagedAt, paged, can } = one;
  const what = about(one);
  return (
    <li>
      <BellRing size={16} aria-hidden="true" />
      <span>
        <strong>{state === 'unanswered' ? '■ Nobody answered' : '▲ Paging'}</strong> {what} ·{' '}
        {paged === 0 ? 'nobody could be paged' : `${count(paged, 'person', 'people')} paged`}
        {lastPagedAt && (
          <>
            , last <When at={lastPagedAt} />
          </>
        )}
      </span>
      {can.includes('acknowledge') && (
        <VerbButton
          busy={have.busy}
          label={`I have it: ${what}`}
          onClick={() => have.run({ params: { id } })}
        >
          I have it
        </VerbButton>
      )}
      <Link to="/pages/$id" params={{ id }} className="verb verb-quiet" aria-label={`Who was paged: ${what}`}>
        Who
      </Link>
    </li>
  );
}
