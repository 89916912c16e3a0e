import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../../desk/kit/api.ts';
import { Mark } from '../../../desk/kit/mark.tsx';
import { sayProblem } from '../../../desk/kit/notices.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { count } from '../../../desk/kit/words.ts';
import type { Answer } from '../../../platform/http/endpoint.ts';
import { listMissed } from '../contract.ts';
import { whys } from './words.ts';

/** Their call signs, when somebody asks for them: each is a look of one's budget. */
export function Missed({ month }: { month: string }) {
  const [shown, show] = useState<Answer<typeof listMissed> | null>(null);
  const [busy, setBusy] = useState(false);
  const ask = () => {
    setBusy(true);
    call(listMissed, { body: { month } })
      .then(show, sayProblem)
      .finally(() => setBusy(false));
  };
  if (!shown)
    return (
      <div className="verbs">
        <VerbButton onClick={ask} busy={busy}>
          Show who
        </VerbButton>
        <span className="soft">Twenty at most. Each counts as a member that you looked at.</span>
      </div>
    );
  return (
    <>
      <ul className="plain-list" aria-label="Not reached">
        {shown.items.map(({ personId, callSign, why, late }) => (
          <li key={personId}>
            <span>
              <Link to="/people/$id" params={{ id: personId }}>
                {callSign}
              </Link>{' '}
              <span className="soft">{whys[why].word}</span>
            </span>
            {late && <Mark tone="plain">answered later</Mark>}
          </li>
        ))}
      </ul>
      <p className="soft">
        {shown.more && 'There are more. '}
        You may look at {count(shown.left.hour, 'more member')} this hour.
      </p>
    </>
  );
}
