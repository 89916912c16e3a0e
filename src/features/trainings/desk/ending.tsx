import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../../desk/kit/api.ts';
import { sayProblem } from '../../../desk/kit/notices.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { count } from '../../../desk/kit/words.ts';
import type { Answer } from '../../../platform/http/endpoint.ts';
import { type Course, listEnding } from '../contract.ts';
import { day } from './words.ts';

/** Whose certificate ends soon, when somebody asks for them: each is a look of one's budget. */
export function Ending({ course, title, ending }: { course: Course; title: string; ending: number }) {
  const [shown, show] = useState<Answer<typeof listEnding> | null>(null);
  const [busy, setBusy] = useState(false);
  const ask = () => {
    setBusy(true);
    call(listEnding, { params: { course } })
      .then(show, sayProblem)
      .finally(() => setBusy(false));
  };
  return (
    <section className="stack" aria-label={`Ends soon: ${title}`}>
      <h2>Ends soon: {title}</h2>
      {ending === 0 && <p className="soft">No certificate of this course ends within 30 days.</p>}
      {ending > 0 && !shown && (
        <div className="verbs">
          <VerbButton onClick={ask} busy={busy}>
            Show who
          </VerbButton>
          <span className="soft">
            {count(ending, 'member')}; twenty at most are shown. Each counts as a member that you looked at.
          </span>
        </div>
      )}
      {shown && (
        <>
          <ul className="plain-list" aria-label="Ends soon">
            {shown.items.map(({ personId, callSign, expiresAt }) => (
              <li key={personId}>
                <Link to="/people/$id" params={{ id: personId }}>
                  {callSign}
                </Link>
                <span className="soft">{day(expiresAt)}</span>
              </li>
            ))}
          </ul>
          <p className="soft">
            {shown.more && 'There are more. '}
            You may look at {count(shown.left.hour, 'more member')} this hour.
          </p>
        </>
      )}
    </section>
  );
}
