import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Clock } from '../../../desk/kit/age.tsx';
import { Mark } from '../../../desk/kit/mark.tsx';
import { hasRole, useSession } from '../../../desk/kit/session.ts';
import { Quoted } from '../../../desk/kit/unopened.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import type { OpenedHold } from '../contract.ts';
import { releasersNeeded } from '../rules.ts';
import { ReleaseHold } from './release-hold.tsx';
import { partsOf } from './words.ts';

export function HoldCard({ hold }: { hold: OpenedHold }) {
  const session = useSession();
  const seesIncidents = hasRole(session, 'coordinator', 'legal');
  const readsWhy = hasRole(session, 'legal', 'counsel', 'coordinator');
  const [releasing, setReleasing] = useState(false);
  const agreed = hold.releases.length;
  const incidentId = hold.recordNoun === 'incident' && seesIncidents ? hold.recordId : null;
  return (
    <li className="switch-card">
      <p className="marks">
        {hold.releasedAt ? <Mark>released</Mark> : <Mark tone="needs">■ held</Mark>}
        {hold.because === 'emergency' && <Mark tone="danger">one of ours was hurt or arrested</Mark>}
        {!hold.releasedAt && agreed > 0 && (
          <Mark>
            {agreed} of {releasersNeeded} agree to let it go
          </Mark>
        )}
      </p>
      <h3>{partsOf(hold).join(' · ')}</h3>
      {readsWhy ? (
        <Quoted of={hold} name="reason" words={hold.reason} />
      ) : (
        <p className="soft">Why is sealed to the legal desk, counsel and coordinators.</p>
      )}
      <p className="soft">
        {hold.by ? `${hold.by.callSign}, ` : 'By itself, '}
        <Clock at={hold.at} />
      </p>
      {agreed > 0 && (
        <ul className="stack">
          {hold.releases.map((release) => (
            <li key={release.by.personId}>
              <strong>{release.by.callSign}</strong> agrees to let it go,{' '}
              <span className="soft">
                <Clock at={release.at} />
              </span>
              {readsWhy && <Quoted of={release} name="reason" words={release.reason} />}
            </li>
          ))}
        </ul>
      )}
      {(incidentId || hold.can.includes('release')) && (
        <div className="verbs">
          {incidentId && (
            <Link to="/incidents/$id" params={{ id: incidentId }} className="verb">
              See the incident
            </Link>
          )}
          {hold.can.includes('release') && (
            <VerbButton onClick={() => setReleasing(true)}>
              {agreed + 1 < releasersNeeded ? 'Agree to let it go…' : 'Let it go…'}
            </VerbButton>
          )}
        </div>
      )}
      {releasing && <ReleaseHold hold={hold} onClose={() => setReleasing(false)} />}
    </li>
  );
}
