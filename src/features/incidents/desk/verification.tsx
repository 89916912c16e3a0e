import { Flag } from 'lucide-react';
import { Clock } from '../../../desk/kit/age.tsx';
import { LURE_SIGNS } from '../../../desk/kit/words.ts';
import type { IncidentDetail } from '../contract.ts';
import { findingWord, missing, rules, verifications } from './words.ts';

/** unverified → checking → confirmed | not confirmed, and what "confirm" still wants. */
export function Verification({ incident }: { incident: IncidentDetail }) {
  const { confirmable, verification } = incident;
  const last = incident.verifications.at(-1);
  return (
    <section aria-label="Verification" className="verification">
      <ol className="path">
        {pathOf(verification).map(({ state, at }) => (
          <li
            key={state}
            aria-current={at === 'here' ? 'step' : undefined}
            className={`path-${at} path-${state}`}
          >
            <span>{verifications[state]}</span>
          </li>
        ))}
      </ol>
      {last && (
        <p className="soft">
          {last.finding ? findingWord(last.finding) : verifications[last.state]} by{' '}
          {last.by.callSign ?? 'the system'}, <Clock at={last.at} />
          {last.rule && <>, because {rules[last.rule]}</>}
        </p>
      )}
      {verification !== 'confirmed' &&
        (confirmable.offered ? (
          <p className="wanting wanting-met">
            ✓ Can be confirmed: {confirmable.rule && rules[confirmable.rule]}. A dispatcher decides.
          </p>
        ) : (
          <div className="wanting">
            <p>To confirm, it still wants</p>
            <Wanting incident={incident} />
          </div>
        ))}
      {incident.lureSigns.length > 0 && verification !== 'confirmed' && (
        <p className="lure">
          <Flag size={14} aria-hidden="true" /> <strong>Could be a lure:</strong>{' '}
          {incident.lureSigns.map((sign) => LURE_SIGNS[sign]).join(', ')}. Look from a public place, as a
          pair.
        </p>
      )}
    </section>
  );
}

/** One way is a verifier, the other is everything else together. */
function Wanting({ incident }: { incident: IncidentDetail }) {
  const others = incident.confirmable.missing.filter((want) => want !== 'verifier');
  return (
    <ul>
      {incident.confirmable.missing.includes('verifier') && <li>{missing.verifier}</li>}
      {others.length > 0 && <li>or: {others.map((want) => missing[want]).join(', and ')}</li>}
    </ul>
  );
}

type State = IncidentDetail['verification'];

function pathOf(now: State): { state: State; at: 'before' | 'here' | 'ahead' }[] {
  const end: State = now === 'not_confirmed' ? 'not_confirmed' : 'confirmed';
  const path: State[] = ['unverified', 'checking', end];
  const here = path.indexOf(now);
  return path.map((state, at) => ({ state, at: at < here ? 'before' : at === here ? 'here' : 'ahead' }));
}
