import { Clock } from '../../../desk/kit/age.tsx';
import { Mark } from '../../../desk/kit/mark.tsx';
import type { Applicant } from '../contract.ts';
import { hows, outcomes } from './words.ts';

/** Where the conversation stands. */
export function Booked({ of: { greeting } }: { of: Applicant }) {
  if (!greeting || greeting.outcome === 'given_back') return <span className="soft">nobody yet</span>;
  const { by, mine, bookedFor, how, outcome } = greeting;
  if (outcome)
    return (
      <>
        {outcomes[outcome]} <span className="soft">by {by}</span>
      </>
    );
  return (
    <>
      {mine ? <Mark tone="who">mine</Mark> : <span>{by}</span>}{' '}
      {bookedFor && how ? (
        <>
          <Clock at={bookedFor} /> {hows[how]}
        </>
      ) : (
        <span className="soft">no time yet</span>
      )}
    </>
  );
}
